// I20: one released unit per ordered unit.
#include <string>

#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class SingleFulfilment : public Judge {
 public:
  explicit SingleFulfilment(const Courtroom& room) : Judge("I20", room), orders_(evidence().orders()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::effect); }

  void see(const Record& record, Findings& findings) override {
    const auto* release = body_of<OutboundOrderCreate>(record);
    if (release == nullptr || release->service == transfer_service) return;  // a transfer's quantities are I05's
    for (const LineQuantity& row : release->lines) {
      decided();
      const BookedLine* line = orders_.line(release->order_id, row.line);
      const std::int64_t live = line == nullptr ? row.quantity : line->live();
      const std::int64_t ordered = line == nullptr ? 0 : line->wanted();
      if (live <= ordered) continue;
      Charge made;
      made.sentence = text("outbound order ", release->fulfillment_id, " at ", release->location, " brings line ",
                           row.line, " of order ", release->order_id, " to ", live, " released and shipped where ",
                           ordered, " were ordered and not cancelled: the customer gets it twice");
      made.expected = text("at most ", units(ordered), " released over all warehouses");
      made.actual = text(units(live));
      made.order = release->order_id;
      made.item = row.item;
      made.keys = {release->fulfillment_id};
      charge(findings, record, std::move(made));
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  OrderBook& orders_;
};

}  // namespace

InvariantRow single_fulfilment() {
  return {"I20",
          "single-fulfilment",
          "what is released and shipped of a line, over all warehouses, never exceeds what was ordered",
          "S",
          {"boundary"},
          {"order-release", "fulfilment"},
          {"CL-ORDER-RELEASE-07-ONCE"},
          "an outbound order that a warehouse accepted",
          "At each outbound order that a warehouse accepts: what is released of the line everywhere, less what came "
          "up short, was rejected, cancelled or not picked, is at most what was ordered and is not cancelled. "
          "Usual cause: a release that got no answer is repeated as a new outbound order; a short pick is reallocated "
          "twice. "
          "Usual mend: derive the outbound order's id from the order and its release number, use it as idempotency "
          "key, and ask again under the same one.",
          &make_judge<SingleFulfilment>};
}

}  // namespace drydock
