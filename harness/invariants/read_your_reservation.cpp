// I12: an answer asked for after a hold was granted leaves the held units out.
#include <string>
#include <vector>

#include "contracts/canonical/availability.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/item_terms.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ReadYourReservation : public Judge {
 public:
  explicit ReadYourReservation(const Courtroom& room)
      : Judge("I12", room),
        places_(evidence().places()),
        stock_(evidence().stock()),
        reservations_(evidence().reservations()),
        terms_(evidence().items()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::request) | bit(RecordKind::reply); }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::request) {
      const auto* query = body_of<AvailabilityQuery>(record);
      if (query != nullptr && record.to == pipeline()) asked(record, *query);
      return;
    }
    if (record.from != pipeline()) return;
    const std::vector<Open>* open = asked_.find(record.request.value());
    if (open == nullptr) return;
    const auto* answer = body_of<AvailabilityAnswer>(record);
    if (answer != nullptr && record.status < 300) judge(record, *answer, *open, findings);
    asked_.erase(record.request.value());
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  struct Open {
    std::uint32_t place;
    std::int64_t units;
  };

  void asked(const Record& record, const AvailabilityQuery& query) {
    std::vector<Open> open;
    for (const ItemQuantity& item : query.items)
      for (const PlannedWarehouse& warehouse : room().plan->warehouses) {
        const std::uint32_t place = places_.number(item.item, warehouse.location.location);
        if (const std::int64_t units = reservations_.open_at(place, record.t); units > 0)
          open.push_back({place, units});
      }
    if (!open.empty()) asked_[record.request.value()] = std::move(open);
  }

  // What was shipped or given back between question and answer is neither held nor there.
  void judge(const Record& record, const AvailabilityAnswer& answer, const std::vector<Open>& open,
             Findings& findings) {
    for (const Offer& offer : answer.offers) {
      const std::uint32_t place = places_.number(offer.item, offer.location);
      for (const Open& one : open) {
        if (one.place != place) continue;
        decided();
        const std::int64_t held = std::min(one.units, reservations_.open_at(place, record.t));
        const std::int64_t most = terms_.most(place, stock_.known_unrestricted(place, record.t) - held,
                                              record.t - bounds().processing, record.t);
        if (offer.quantity > most) accuse(record, offer, held, most, findings);
      }
    }
  }

  void accuse(const Record& record, const Offer& offer, std::int64_t held, std::int64_t most, Findings& findings) {
    Charge made;
    made.sentence = text("the pipeline offered ", offer.quantity, " of ", offer.item, " at ", offer.location,
                         " although ", units(held), " had been promised before the question was asked");
    made.expected = text("at most ", most);
    made.actual = text(offer.quantity);
    made.item = offer.item;
    made.flow = "availability";
    made.keys = {std::string(record.key), offer.item + "/" + offer.location};
    charge(findings, record, std::move(made));
  }

  Places& places_;
  StockTruth& stock_;
  OpenReservations& reservations_;
  ItemTerms& terms_;
  FlatMap<std::vector<Open>> asked_;  // by request: what was held when it came
};

}  // namespace

InvariantRow read_your_reservation() {
  return {
      "I12",
      "read-your-reservation",
      "an availability answer leaves out what was promised before it was asked for",
      "S",
      {"boundary", "ledgers", "plan"},
      {"availability", "reservation"},
      {"CL-AVAILABILITY-01-ONCE"},
      "an availability query for an item that had a reservation",
      "If the pipeline had answered `held` before it received an availability query of the same item, the offer at "
      "that node is at most the unrestricted stock it could know of, less safety stock, less what is held there. Only "
      "real order counts: a hold answered while the query was under way may be in or out. "
      "Usual cause: answers come from a cache or a replica that the reservation does not invalidate. "
      "Usual mend: decide and answer on the same state; drop cached answers of an item in the commit that reserves it.",
      &make_judge<ReadYourReservation>};
}

}  // namespace drydock
