// I08: a hold that nobody confirms runs out at its time, and one that is confirmed never does.
#include <string>
#include <vector>

#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/views.hpp"
#include "harness/invariants/clocks.hpp"
#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class HoldExpiry : public Judge {
 public:
  explicit HoldExpiry(const Courtroom& room) : Judge("I08", room) {}

  std::uint32_t kinds() const override { return bit(RecordKind::reply) | bit(RecordKind::view); }

  void see(const Record& record, Findings& findings) override {
    if (record.from != pipeline()) return;
    if (const auto* view = body_of<ReservationView>(record)) return said(record, *view, findings);
    if (record.kind != RecordKind::reply || record.status >= 300) return;
    if (const auto* answer = body_of<ReservationAnswer>(record)) return held(*answer);
    if (const auto* status = body_of<ReservationStatus>(record)) answered(record, *status, findings);
  }

  // A hold of which nothing new was said still is as it was said last.
  void finish(Instant end, bool, Findings& findings) override {
    for (const Hold& hold : holds_) {
      if (hold.state != State::held || end < hold.expires + allowed()) continue;
      decided();
      if (hold.live <= 0) continue;
      accuse(findings, end, hold, text("still holds ", units(hold.live)), "nothing held any more");
    }
  }

 private:
  enum class State : std::uint8_t { held, confirmed, given_back };
  struct Hold {
    std::string id;
    Instant expires;
    State state = State::held;
    std::int64_t live = 0;  ///< as it was said last; until then what was held
  };

  // After its end, by the clock of a party whose clock the plan may have put wrong.
  Duration allowed() const { return bounds().hold_expiry + declared_clock_error(*room().plan); }

  Hold* find(std::string_view id) {
    const std::uint32_t* slot = numbers_.find(name_key(id));
    return slot == nullptr ? nullptr : &holds_[*slot - 1];
  }

  void held(const ReservationAnswer& answer) {
    if (answer.outcome != ReservationOutcome::held || !answer.expires_at) return;
    std::uint32_t& slot = numbers_[name_key(answer.reservation_id)];
    if (slot != 0) return;  // the same answer again
    Hold hold{answer.reservation_id, *answer.expires_at, State::held, 0};
    for (const ReservedLine& line : answer.lines) hold.live += line.quantity;
    holds_.push_back(std::move(hold));
    slot = static_cast<std::uint32_t>(holds_.size());
  }

  void answered(const Record& record, const ReservationStatus& status, Findings& findings) {
    Hold* hold = find(status.reservation_id);
    if (hold == nullptr) return;
    if (status.state != ReservationState::confirmed) {
      hold->state = State::given_back;
      return;
    }
    if (hold->state == State::held) {
      decided();
      if (record.t > hold->expires + allowed())
        accuse(findings, record.t, *hold, text("was confirmed at ", record.t), "a refusal, or a new look at the stock");
    }
    hold->state = State::confirmed;
  }

  void said(const Record& record, const ReservationView& view, Findings& findings) {
    Hold* hold = find(view.reservation_id);
    if (hold == nullptr) return;
    hold->live = view.live;
    decided();
    if (view.expired > 0 && hold->state == State::confirmed)
      return accuse(findings, record.t, *hold, text("let ", units(view.expired), " run out after it was confirmed"),
                    "a confirmed reservation never expires");
    if (view.expired > 0 && record.t + clock_tolerance(*room().plan) < hold->expires)
      return accuse(findings, record.t, *hold, text("had let ", units(view.expired), " run out at ", record.t),
                    text("held until ", hold->expires));
    if (hold->state == State::held && view.live > 0 && record.t > hold->expires + allowed())
      accuse(findings, record.t, *hold, text("still holds ", units(view.live)), "nothing held any more");
  }

  void accuse(Findings& findings, Instant at, const Hold& hold, const std::string& what, std::string expected) const {
    Charge made;
    made.sentence = text("reservation ", hold.id, ", which runs out at ", hold.expires, ", ", what);
    made.expected = std::move(expected);
    made.actual = what;
    made.flow = "reservation";
    made.seat = pipeline_name();
    made.keys = {hold.id};
    charge(findings, at, std::move(made));
  }

  FlatMap<std::uint32_t> numbers_;
  std::vector<Hold> holds_;
};

}  // namespace

InvariantRow hold_expiry() {
  return {
      "I08",
      "hold-expiry",
      "an unconfirmed hold runs out at its time and not before; a confirmed one never does",
      "S+L",
      {"boundary", "control"},
      {"reservation"},
      {"CL-RESERVATION-03"},
      "a hold that was confirmed, given back or ran out",
      "A hold that is not confirmed by `expires_at` holds nothing any more `hold_expiry` later; before that moment it "
      "holds all of it; confirmed, it never runs out; and a confirmation that comes later is refused. The pipeline's "
      "own list of reservations says what is held. "
      "Usual cause: a timer that is lost in a restart; a sweep that does not look at the state; an expiry and a "
      "confirmation that do not exclude each other. "
      "Usual mend: decide both on the same row, in one commit, and look at the time in both.",
      &make_judge<HoldExpiry>};
}

}  // namespace drydock
