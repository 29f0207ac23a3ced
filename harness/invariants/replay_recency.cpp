// I48: no view goes back: what comes late, again or from before a crash lowers nothing.
#include <string>

#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/views.hpp"
#include "harness/invariants/fading_map.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/names.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ReplayRecency : public Judge {
 public:
  explicit ReplayRecency(const Courtroom& room) : Judge("I48", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::view); }

  void see(const Record& record, Findings& findings) override {
    highest_.pass(record.t);
    if (const auto* position = body_of<PositionView>(record)) {
      at_place(record, "version of its position of", position->item, position->location, position->version, findings);
    } else if (const auto* shown = body_of<Shown>(record)) {
      at_place(record, "version of what it shows of", shown->item, shown->location, shown->version, findings);
    } else if (const auto* shelf = body_of<Position>(record)) {
      at_place(record, "version of its stock of", shelf->item, shelf->location, shelf->version, findings);
    } else if (const auto* order = body_of<OrderView>(record)) {
      never_less(record, "units shipped of order", order->order_id, order->quantity_shipped, order->order_id, {},
                 findings);
    } else if (const auto* hold = body_of<ReservationView>(record)) {
      never_less(record, "units consumed of reservation", hold->reservation_id, hold->consumed, hold->order_id, {},
                 findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Seen {
    std::int64_t value = 0;
    bool any = false;
  };

  void at_place(const Record& record, const char* what, const std::string& item, const std::string& location,
                std::int64_t version, Findings& findings) {
    never_less(record, what, item + "/" + location, version, {}, item, findings);
  }

  void never_less(const Record& record, const char* what, const std::string& whose, std::int64_t value,
                  const std::string& order, const std::string& item, Findings& findings) {
    Seen& seen = highest_[finished(name_key(what, whose) + record.from)];
    if (seen.any) decided();
    if (!seen.any || value >= seen.value) {
      seen = {value, true};
      return;
    }
    Charge made;
    made.sentence = text("the ", what, " ", whose, " that ", name_of_seat(record.from), " tells went back from ",
                         seen.value, " to ", value);
    made.expected = text("at least ", seen.value);
    made.actual = text(value);
    made.party = name_of_seat(record.from);
    made.order = order;
    made.item = item;
    made.flow = item.empty() ? "fulfilment" : "stock";
    made.keys = {whose};
    seen.value = value;  // one step back is one finding
    charge(findings, record, std::move(made));
  }

  FadingMap<Seen> highest_;  // by seat, kind of view and what it is of
};

}  // namespace

InvariantRow replay_recency() {
  return {
      "I48",
      "replay-recency",
      "no view goes back: versions, and quantities that only grow, are never lower than they were told before",
      "S",
      {"control"},
      {"stock", "fulfilment", "reservation"},
      {"CL-ANY-ORDER", "CL-STOCK-22-AGREE"},
      "a view that was told twice",
      "An event that comes late, again, by a replay or after a crash may be applied or ignored; it never lowers what "
      "a system has already told. Judged view by view, for each system: the version of a position, of a shelf and of "
      "what the shop shows, the units shipped of an order and the units consumed of a reservation never fall. "
      "Usual cause: an event's own version or total is written over a newer one; a counter is kept in memory and "
      "begins anew after a restart. "
      "Usual mend: let the owner of a record number its changes, keep the number in the same commit, and compare "
      "before you write.",
      &make_judge<ReplayRecency>};
}

}  // namespace drydock
