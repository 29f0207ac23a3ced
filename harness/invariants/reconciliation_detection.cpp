// I58: what drifted apart is found in time, and nothing else is taken for it.
#include <algorithm>
#include <string>
#include <vector>

#include "harness/invariants/clocks.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

std::vector<SeatIndex> sides(const Courtroom& room) {
  std::vector<SeatIndex> seats = room.directory->with_role("wms");
  for (const std::string_view role : {"erp", "commerce"})
    for (const SeatIndex seat : room.directory->with_role(role)) seats.push_back(seat);
  return seats;
}

SuspendedTime clock_of(const Courtroom& room) {
  const std::vector<SeatIndex> seats = sides(room);
  const std::string& pipeline = (*room.directory)[room.seat("pipeline")].name;
  const auto counts = [&](const PlannedFault& fault) {
    return std::any_of(seats.begin(), seats.end(),
                       [&](SeatIndex seat) { return touches_link(fault, pipeline, (*room.directory)[seat].name); });
  };
  return {room, counts, seats};
}

class ReconciliationDetection : public Judge {
 public:
  explicit ReconciliationDetection(const Courtroom& room)
      : Judge("I58", room), places_(evidence().places()), drifts_(evidence().drifts()), clock_(clock_of(room)) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::effect) | bit(RecordKind::view) | bit(RecordKind::ok) | SuspendedTime::kinds();
  }

  void see(const Record& record, Findings& findings) override {
    clock_.see(record);
    watch(record.t);
    if (record.kind == RecordKind::ok) offered_ |= body_of<ReconciliationListResult>(record) != nullptr;
    if (record.kind == RecordKind::view && drifts_.told_now())
      told(record, *body_of<BreakView>(record), *drifts_.told_now(), findings);
  }

  void finish(Instant end, bool, Findings& findings) override {
    watch(end);
    if (!offered_) return;
    for (std::size_t n = 0; n < drifts_.all().size(); ++n) in_time(end, drifts_.all()[n], deadlines_[n], findings);
  }

  std::string not_evaluated() const override {
    return offered_ || drifts_.all().empty() ? std::string() : "the pipeline offers no reconciliation.list";
  }

 private:
  struct Deadline {
    Allowance left;
    std::optional<Instant> passed;
  };

  // Drifts are few; each is looked at until its time is up.
  void watch(Instant now) {
    while (deadlines_.size() < drifts_.all().size())
      deadlines_.push_back({Allowance::start(clock_, now, bounds().reconciliation), {}});
    for (std::size_t n = first_running_; n < deadlines_.size(); ++n)
      if (!deadlines_[n].passed && deadlines_[n].left.left(clock_, now).us < 0) deadlines_[n].passed = now;
    while (first_running_ < deadlines_.size() && deadlines_[first_running_].passed) ++first_running_;
  }

  static std::string_view whose(BreakSide side) {
    if (side == BreakSide::erp) return "the ERP's books";
    return side == BreakSide::wms ? "the warehouse's shelf" : "what the shop shows";
  }

  void told(const Record& record, const BreakView& row, Drifts::Match match, Findings& findings) {
    decided();
    if (match == Drifts::Match::right) return;
    const std::uint32_t place = places_.number(row.item, row.location);
    Charge made;
    made.sentence = text("the pipeline told of a break of ", row.size, " of ", row.item, " at ", row.location, " in ",
                         whose(row.side), ", where ", what_there_was(place, row, match));
    made.expected = match == Drifts::Match::nothing ? "nothing told" : "the drift with its side and size";
    made.actual = text(name_of(row.side), " ", row.size);
    made.item = row.item;
    made.flow = "reconciliation";
    made.keys = {row.break_id, row.item + "/" + row.location};
    charge(findings, record, std::move(made));
  }

  std::string what_there_was(std::uint32_t place, const BreakView& row, Drifts::Match match) const {
    if (match == Drifts::Match::nothing) return "nothing had drifted";
    std::string told;
    for (const Drifts::Drift& drift : drifts_.all()) {
      const bool same_side = drift.side == row.side;
      if (drift.place != place || !drift.open() || same_side != (match == Drifts::Match::wrong_size)) continue;
      told +=
          text(told.empty() ? "" : ", ", drift.quantity, " had drifted in ", whose(drift.side), " (", drift.id, ")");
    }
    return told;
  }

  void in_time(Instant end, const Drifts::Drift& drift, const Deadline& deadline, Findings& findings) {
    if (drift.own) return;
    if (drift.told) {
      decided();
      if (deadline.passed && drift.told_at > *deadline.passed + clock_tolerance(*room().plan))
        late(end, drift, text("found at ", drift.told_at), findings);
    } else if (!drift.over && deadline.passed) {
      decided();
      late(end, drift, "never told", findings);
    }
  }

  void late(Instant end, const Drifts::Drift& drift, std::string actual, Findings& findings) {
    Charge made;
    made.sentence = text("at ", drift.at, " ", whose(drift.side), " drifted by ", drift.quantity, " of ",
                         places_.item(drift.place), " at ", places_.location(drift.place), ", and it was ", actual);
    made.expected = text("told within ", bounds().reconciliation);
    made.actual = std::move(actual);
    made.item = places_.item(drift.place);
    made.flow = "reconciliation";
    made.seat = pipeline_name();
    made.keys = {drift.id, places_.item(drift.place) + "/" + places_.location(drift.place)};
    charge(findings, end, std::move(made));
  }

  Places& places_;
  Drifts& drifts_;
  SuspendedTime clock_;
  std::vector<Deadline> deadlines_;  // of the drifts, in their order
  std::size_t first_running_ = 0;
  bool offered_ = false;
};

}  // namespace

InvariantRow reconciliation_detection() {
  return {
      "I58",
      "reconciliation-detection",
      "every drift of books, shelf or shop is told in time with its place, side and size, and nothing else is",
      "A+S",
      {"ledgers", "control", "plan"},
      {"reconciliation"},
      {"CL-RECONCILIATION-40"},
      "a drift that a scenario declared, or a break that the pipeline told",
      "A scenario can let views drift apart behind everybody's back: a balance changed in the ERP's books, stock gone "
      "from a shelf that no event tells of, a quantity overwritten in the shop. Each such drift must stand in the "
      "pipeline's reconciliation.list with the right item, location, side and size, found no later than "
      "`reconciliation` after it happened, not counting time under declared faults on the seats concerned; one that "
      "the shop's next update or a second drift undid need not be found. A break that is told where nothing drifted "
      "is a finding at once: most often it is a message under way that was taken for a loss. Needs "
      "reconciliation.list. "
      "Usual cause: views are compared while messages are under way; one side is never asked; a difference is told "
      "from the other side's point of view; the comparison stops at a restart. "
      "Usual mend: compare versions or counts of movements before quantities, and leave out what has a posting on its "
      "way; look again soon instead of telling early.",
      &make_judge<ReconciliationDetection>};
}

}  // namespace drydock
