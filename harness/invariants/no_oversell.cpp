// I01: what is promised never exceeds what can be sold.
#include <algorithm>
#include <vector>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/item_terms.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class NoOversell : public Judge {
 public:
  explicit NoOversell(const Courtroom& room)
      : Judge("I01", room),
        places_(evidence().places()),
        stock_(evidence().stock()),
        open_(evidence().reservations()),
        terms_(evidence().items()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::reply); }

  void see(const Record& record, Findings& findings) override {
    if (!open_.opened_now()) return;
    const auto* answer = body_of<ReservationAnswer>(record);
    if (answer == nullptr) return;
    std::vector<std::string_view> seen;
    for (const ReservedLine& line : answer->lines) {
      const std::uint32_t place = places_.number(line.item, line.location);
      decided();
      if (at_node(record, *answer, line, place, findings)) continue;
      if (std::find(seen.begin(), seen.end(), line.item) != seen.end()) continue;
      seen.push_back(line.item);
      in_all(record, *answer, line, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  // Less the safety stock of a version that can have held of late.
  std::int64_t supply_at(std::uint32_t place, Instant now) {
    return terms_.most(place, stock_.known_unrestricted(place, now), now - bounds().processing, now, true);
  }

  // What surely sits at one node must be there.
  bool at_node(const Record& record, const ReservationAnswer& answer, const ReservedLine& line, std::uint32_t place,
               Findings& findings) {
    const std::int64_t open = open_.open_at(place, record.t);
    const std::int64_t supply = supply_at(place, record.t);
    if (open <= supply) return false;
    accuse(record, answer, line, line.location, open, supply, findings);
    return true;
  }

  // What an order in work has reserved may have moved to another node unseen: all nodes together must have it.
  void in_all(const Record& record, const ReservationAnswer& answer, const ReservedLine& line, Findings& findings) {
    const std::int64_t open = open_.open_of(places_.item_number(line.item), record.t);
    std::int64_t supply = 0;
    for (const PlannedWarehouse& warehouse : room().plan->warehouses) {
      const std::uint32_t place = places_.number(line.item, warehouse.location.location);
      supply += supply_at(place, record.t);
    }
    if (open > supply) accuse(record, answer, line, "all warehouses together", open, supply, findings);
  }

  void accuse(const Record& record, const ReservationAnswer& answer, const ReservedLine& line, const std::string& where,
              std::int64_t open, std::int64_t supply, Findings& findings) {
    Charge made;
    made.sentence =
        text("reservation ", answer.reservation_id, " of ", line.quantity, " ", line.item, " was confirmed although ",
             where, " can sell only ", units(supply), ": ", open, " are promised now");
    made.expected = text("at most ", units(supply), " of ", line.item, " promised at ", where);
    made.actual = text(units(open), " promised and not yet shipped, released or expired");
    made.nearest = text("decline, or hold ", std::max<std::int64_t>(0, line.quantity - (open - supply)));
    made.item = line.item;
    made.order = record.correlation;
    made.keys = {answer.reservation_id, std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  Places& places_;
  StockTruth& stock_;
  OpenReservations& open_;
  ItemTerms& terms_;
};

}  // namespace

InvariantRow no_oversell() {
  return {
      "I01",
      "no-oversell",
      "no reservation is confirmed beyond what the warehouses can sell",
      "S",
      {"boundary", "ledgers", "plan"},
      {"reservation"},
      {"CL-RESERVATION-02-STOCK"},
      "a reservation that was confirmed",
      "Every time the pipeline confirms a reservation, all that it has promised of the item and neither shipped, "
      "given back nor let expire must fit into unrestricted stock less safety stock, at the node and over all nodes. "
      "Stock is the warehouses' truth; a loss counts only once its event was acknowledged longer ago than the "
      "processing bound, so that nobody is blamed for what he could not know. Judged at each confirmation. "
      "Usual cause: stock is checked, something is awaited, then it is taken (two carts see the same last unit); or "
      "the reservation is written after the answer. "
      "Usual mend: check and take in one atomic step, decided on current state, before answering.",
      &make_judge<NoOversell>};
}

}  // namespace drydock
