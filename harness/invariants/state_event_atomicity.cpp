// I50: what the pipeline knows and what it told are one: no change without its message, no message without its change.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/views.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/item_terms.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class StateEventAtomicity : public Judge {
 public:
  explicit StateEventAtomicity(const Courtroom& room)
      : Judge("I50", room),
        places_(evidence().places()),
        views_(evidence().views()),
        orders_(evidence().orders()),
        drifts_(evidence().drifts()),
        terms_(evidence().items()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::view); }

  void see(const Record& record, Findings&) override {
    if (const auto* shown = body_of<Shown>(record)) {
      versions_[finished(name_key(shown->item, shown->location) + record.from)] = shown->version;
    } else if (const auto* order = body_of<OrderView>(record)) {
      if (record.from == pipeline()) shipped_[name_key(order->order_id)] = order->quantity_shipped + 1;
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const SeatIndex shop : views_.shops())
      for (std::uint32_t place = 0; place < places_.size(); ++place) position(end, shop, place, findings);
    for (const BookedOrder& booked : orders_.all()) order(end, booked, findings);
  }

 private:
  void position(Instant end, SeatIndex shop, std::uint32_t place, Findings& findings) {
    const LastViews::AtPlace& view = views_.at(place);
    const std::optional<std::int64_t> shows = views_.shown(shop, place);
    if (!view.pipeline || !shows || drifts_.shop_open(place, shop)) return;
    decided();
    const PositionView& knows = *view.pipeline;
    const std::int64_t free = knows.unrestricted - knows.reserved - knows.released - knows.picked;
    const std::int64_t sellable = terms_.most(place, free, end - bounds().quiet, end);
    const std::int64_t least = terms_.least(place, free, end - bounds().quiet, end);
    const std::int64_t* told = versions_.find(finished(name_key(places_.item(place), places_.location(place)) + shop));
    const std::int64_t version = told == nullptr ? 0 : *told;
    const std::string who = shop_called(shop);
    if (*shows > sellable || *shows < least)
      accuse(end, place,
             text("at rest the pipeline's own position of ", places_.item(place), " at ", places_.location(place),
                  " makes ", sellable, " available, and ", who, " was told ", *shows),
             text("availability.set to ", sellable), text(who, " shows ", *shows), findings);
    else if (version > knows.version)
      accuse(end, place,
             text(who, " was told version ", version, " of ", places_.item(place), " at ", places_.location(place),
                  ", and the pipeline knows of no later one than ", knows.version),
             text("at most version ", knows.version), text("version ", version), findings);
  }

  std::string shop_called(SeatIndex shop) const { return room().sells_unasked(shop) ? name_of_seat(shop) : "the shop"; }

  void accuse(Instant end, std::uint32_t place, std::string sentence, std::string expected, std::string actual,
              Findings& findings) {
    Charge made;
    made.sentence = std::move(sentence);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.item = places_.item(place);
    made.flow = "availability";
    made.seat = pipeline_name();
    made.keys = {places_.item(place) + "/" + places_.location(place)};
    charge(findings, end, std::move(made));
  }

  void order(Instant end, const BookedOrder& booked, Findings& findings) {
    const std::int64_t* known = shipped_.find(name_key(booked.id));
    if (known == nullptr || room().seat("commerce") == no_seat) return;
    decided();
    std::int64_t told = 0;
    for (const BookedLine& line : booked.lines) told += line.told;
    if (told == *known - 1) return;
    Charge made;
    made.sentence = text("at rest the pipeline has ", units(*known - 1), " of order ", booked.id, " as shipped, and ",
                         shop_called(booked.shop), " was told of ", told);
    made.expected = text("fulfillment.create for ", units(*known - 1));
    made.actual = text("for ", units(told));
    made.order = booked.id;
    made.flow = "fulfilment";
    made.clause = "CL-FULFILMENT-16";
    made.seat = pipeline_name();
    charge(findings, end, std::move(made));
  }

  Places& places_;
  LastViews& views_;
  OrderBook& orders_;
  Drifts& drifts_;
  ItemTerms& terms_;
  FlatMap<std::int64_t> versions_;  // that a shop holds, by position and shop
  FlatMap<std::int64_t> shipped_;   // units shipped as the pipeline knows, and one, by order
};

}  // namespace

InvariantRow state_event_atomicity() {
  return {
      "I50",
      "state-event-atomicity",
      "what the pipeline knows and what it told the shop are the same in the end",
      "S",
      {"boundary", "control", "plan"},
      {"availability", "fulfilment"},
      {"CL-STOCK-23", "CL-FULFILMENT-16"},
      "the end of a run with the pipeline's and the shop's views",
      "Judged at rest, whatever fell over before: for each position the quantity that the shop holds is what the "
      "pipeline's own position makes available (unrestricted less reserved, released and picked, less safety stock, "
      "not below 0), under a version that the pipeline knows; and of each order the shop was told as many units "
      "shipped as the pipeline has. A change that was not told is silent state, a message that the state does not "
      "bear out is a ghost. Whether both agree with the warehouses is I59's. "
      "Usual cause: state is written in one transaction and the message sent in another, or from memory: a restart in "
      "between loses one of them. "
      "Usual mend: write what is to be sent in the commit of the change, or derive it from the state after a restart.",
      &make_judge<StateEventAtomicity>};
}

}  // namespace drydock
