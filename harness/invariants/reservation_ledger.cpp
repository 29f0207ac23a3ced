// I07: the reservation ledger nets out.
#include <map>
#include <string>

#include "harness/invariants/clocks.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ReservationLedger : public Judge {
 public:
  explicit ReservationLedger(const Courtroom& room)
      : Judge("I07", room),
        places_(evidence().places()),
        orders_(evidence().orders()),
        open_(evidence().reservations()),
        views_(evidence().views()) {}

  std::uint32_t kinds() const override { return bit(RecordKind::view) | bit(RecordKind::reply); }

  void see(const Record& record, Findings& findings) override {
    if (record.kind == RecordKind::reply) return held(record);
    if (const auto* row = body_of<ReservationView>(record)) return reservation(record, *row, findings);
    if (const auto* row = body_of<PositionView>(record)) position(record, *row, findings);
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent) return;
    for (const auto& [id, row] : live_) still_live(end, row, findings);
    counters(end, findings);
  }

  std::string not_evaluated() const override {
    return seen_ || !any_held_ ? std::string() : "the pipeline offers neither reservation.list nor position.list";
  }

 private:
  struct Held {
    std::int64_t quantity = 0;
    Instant expires;
  };

  void held(const Record& record) {
    const auto* answer = body_of<ReservationAnswer>(record);
    if (answer == nullptr || answer->outcome != ReservationOutcome::held) return;
    any_held_ = true;
    Held sum{0, answer->expires_at.value_or(record.t)};
    for (const ReservedLine& line : answer->lines) sum.quantity += line.quantity;
    held_[name_key(answer->reservation_id)] = sum;
  }

  void reservation(const Record& record, const ReservationView& row, Findings& findings) {
    seen_ = true;
    decided();
    if (row.live == 0) {
      live_.erase(row.reservation_id);
    } else {
      live_[row.reservation_id] = row;
    }
    const std::int64_t sum = row.consumed + row.released + row.expired + row.live;
    const bool negative = row.consumed < 0 || row.released < 0 || row.expired < 0 || row.live < 0;
    if (sum != row.quantity || negative) {
      Charge made = about(row);
      made.sentence =
          text("reservation ", row.reservation_id, " of ", row.quantity, " does not net out: ", row.consumed,
               " consumed, ", row.released, " released, ", row.expired, " expired, ", row.live, " live");
      made.expected = text("parts of ", row.quantity, ", none negative");
      made.actual = text(sum, " in all");
      return charge(findings, record, std::move(made));
    }
    const Held* promised = held_.find(name_key(row.reservation_id));
    if (promised == nullptr || promised->quantity == row.quantity) return;
    Charge made = about(row);
    made.sentence = text("reservation ", row.reservation_id, " was confirmed over ", units(promised->quantity),
                         " and stands in the ledger with ", row.quantity);
    made.expected = text(promised->quantity);
    made.actual = text(row.quantity);
    charge(findings, record, std::move(made));
  }

  void position(const Record& record, const PositionView& row, Findings& findings) {
    seen_ = true;
    if (row.reserved >= 0 && row.released >= 0 && row.picked >= 0) return;
    Charge made;
    made.sentence = text("the pipeline counts a negative commitment of ", row.item, " at ", row.location, ": reserved ",
                         row.reserved, ", released ", row.released, ", picked ", row.picked);
    made.expected = "none below 0";
    made.actual = text(std::min({row.reserved, row.released, row.picked}));
    made.item = row.item;
    made.keys = {row.item + "/" + row.location};
    charge(findings, record, std::move(made));
  }

  bool resolved(const std::string& order) {
    const BookedOrder* booked = orders_.find(order);
    if (booked == nullptr) return false;
    for (const BookedLine& line : booked->lines)
      if (line.shipped + line.backordered < line.wanted()) return false;
    return true;
  }

  void still_live(Instant end, const ReservationView& row, Findings& findings) {
    Charge made = about(row);
    if (row.order_id.empty()) {
      const Held* promised = held_.find(name_key(row.reservation_id));
      if (promised == nullptr || end < promised->expires + bounds().hold_expiry + clock_tolerance(*room().plan)) return;
      made.sentence = text("reservation ", row.reservation_id,
                           " was never confirmed, has long expired and still holds ", units(row.live));
    } else {
      if (!resolved(row.order_id)) return;
      made.sentence = text("order ", row.order_id, " is done, yet its reservation ", row.reservation_id,
                           " still holds ", units(row.live));
    }
    made.expected = "nothing live";
    made.actual = text(units(row.live), " live");
    charge(findings, end, std::move(made));
  }

  // The pipeline's counters by item, over all places, against the reservations that are open.
  void counters(Instant end, Findings& findings) {
    if (!views_.pipeline_positions()) return;
    std::map<std::uint32_t, std::int64_t> committed;
    for (std::uint32_t place = 0; place < views_.places(); ++place)
      if (const auto& view = views_.at(place).pipeline)
        committed[places_.item_of(place)] += view->reserved + view->released + view->picked;
    for (const auto& [item, quantity] : committed) {
      decided();
      const std::int64_t open = open_.open_of(item, end);
      if (open == quantity) continue;
      Charge made;
      made.sentence = text("at rest the pipeline counts ", quantity, " of ", places_.item_name(item),
                           " as reserved, released or picked, but its open reservations come to ", open);
      made.expected = text(open);
      made.actual = text(quantity);
      made.item = places_.item_name(item);
      made.keys = {made.item};
      charge(findings, end, std::move(made));
    }
  }

  static Charge about(const ReservationView& row) {
    Charge made;
    made.order = row.order_id;
    made.keys = {row.reservation_id};
    return made;
  }

  Places& places_;
  OrderBook& orders_;
  OpenReservations& open_;
  LastViews& views_;
  std::map<std::string, ReservationView> live_;
  FlatMap<Held> held_;
  bool seen_ = false;
  bool any_held_ = false;
};

}  // namespace

InvariantRow reservation_ledger() {
  return {
      "I07",
      "reservation-ledger",
      "every reservation nets out: consumed, released, expired and live make up what was held",
      "L",
      {"boundary", "control", "plan"},
      {"reservation"},
      {"CL-RESERVATION-03-NETS"},
      "a reservation or position that the pipeline showed (reservation.list, position.list)",
      "Whenever the pipeline shows a reservation, what is consumed, released, expired and live must add up to what was "
      "held, with nothing negative. At rest nothing is live any more on a finished order or an expired hold, and the "
      "pipeline's counters of reserved, released and picked units agree, item by item, with the reservations that are "
      "still open. Needs reservation.list or position.list. "
      "Usual cause: the counter is read, changed and written back while another change slips in between; a release or "
      "an expiry runs twice, or never after a crash. "
      "Usual mend: change counters by conditional update, or derive them from the reservations.",
      &make_judge<ReservationLedger>};
}

}  // namespace drydock
