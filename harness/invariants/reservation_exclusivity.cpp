// I06: a unit is in one allocation: what is released at a node was there to be released.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ReservationExclusivity : public Judge {
 public:
  explicit ReservationExclusivity(const Courtroom& room)
      : Judge("I06", room), places_(evidence().places()), stock_(evidence().stock()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    if (const auto* create = body_of<OutboundOrderCreate>(record)) return released(record, *create, findings);
    if (const auto* missing = body_of<WmsPickShort>(record))
      return cut(missing->fulfillment_id, missing->line, missing->quantity_short);
    if (const auto* dropped = body_of<OutboundOrderCancel>(record)) {
      for (const LineQuantity& line : dropped->lines) cut(dropped->fulfillment_id, line.line, line.quantity);
      return;
    }
    if (const auto* rejected = body_of<WmsOrderRejected>(record)) return all_cut(rejected->fulfillment_id);
    if (const auto* picked = body_of<WmsPickConfirmed>(record)) return only(*picked);
    if (const auto* shipped = body_of<WmsShipped>(record))
      for (const ShippedPackage& package : shipped->packages)
        for (const LineQuantity& line : package.lines) cut(shipped->fulfillment_id, line.line, line.quantity);
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Work {
    std::uint64_t line;
    std::uint32_t place;
    std::int64_t open;
  };

  void released(const Record& record, const OutboundOrderCreate& create, Findings& findings) {
    std::vector<Work>& work = work_[name_key(create.fulfillment_id)];
    if (!work.empty()) return;
    for (const LineQuantity& line : create.lines) {
      const std::uint32_t place = places_.number(line.item, create.location);
      work.push_back({name_key(line.line), place, line.quantity});
      grown(open_, place) += line.quantity;
      judge(record, create, line, place, findings);
    }
  }

  void judge(const Record& record, const OutboundOrderCreate& create, const LineQuantity& line, std::uint32_t place,
             Findings& findings) {
    decided();
    const std::int64_t there = std::max(stock_.known_unrestricted(place, record.t), stock_.at(place).unrestricted);
    if (open_[place] <= there) return;
    Charge made;
    made.sentence = text("with fulfilment ", create.fulfillment_id, " ", units(open_[place]), " of ", line.item,
                         " are allocated at ", create.location, ", where there are ", there);
    made.expected = text("at most ", there);
    made.actual = text(open_[place]);
    made.order = create.order_id;
    made.item = line.item;
    made.flow = "order-release";
    made.keys = {create.fulfillment_id, line.item + "/" + create.location};
    charge(findings, record, std::move(made));
  }

  void take(Work& work, std::int64_t quantity) {
    const std::int64_t gone = std::min(work.open, quantity);
    work.open -= gone;
    open_[work.place] -= gone;
  }
  void cut(std::string_view fulfilment, std::string_view line, std::int64_t quantity) {
    std::vector<Work>* found = work_.find(name_key(fulfilment));
    if (found == nullptr) return;
    for (Work& work : *found)
      if (work.line == name_key(line)) take(work, quantity);
  }
  void all_cut(std::string_view fulfilment) {
    std::vector<Work>* found = work_.find(name_key(fulfilment));
    if (found == nullptr) return;
    for (Work& work : *found) take(work, work.open);
  }
  // What was not picked, and not told as short before, is not allocated any more.
  void only(const WmsPickConfirmed& picked) {
    std::vector<Work>* found = work_.find(name_key(picked.fulfillment_id));
    if (found == nullptr) return;
    for (Work& work : *found) {
      std::int64_t quantity = 0;
      for (const LineQuantity& line : picked.lines)
        if (work.line == name_key(line.line)) quantity += line.quantity;
      take(work, std::max<std::int64_t>(0, work.open - quantity));
    }
  }

  Places& places_;
  StockTruth& stock_;
  FlatMap<std::vector<Work>> work_;  // by fulfilment
  std::vector<std::int64_t> open_;   // by place: released, neither cut nor shipped
};

}  // namespace

InvariantRow reservation_exclusivity() {
  return {
      "I06",
      "reservation-exclusivity",
      "what is allocated at a node at any time is not more than what is there",
      "S",
      {"boundary", "ledgers"},
      {"order-release", "reservation"},
      {"CL-ORDER-RELEASE-07", "CL-RESERVATION-02-STOCK"},
      "an outbound order that a warehouse took",
      "A unit is in one allocation only, so the units of an item that are released to a warehouse and neither cut, "
      "cancelled nor shipped are never more than its unrestricted stock. Losses that the pipeline could not know of "
      "when it "
      "released are not held against it. "
      "Usual cause: the reserved counter is kept at another node than the units; the same units are allocated to two "
      "orders. "
      "Usual mend: let the reservation carry its node, and move both in one commit.",
      &make_judge<ReservationExclusivity>};
}

}  // namespace drydock
