// I52: the pipeline never has more calls under way at the ERP than the ERP takes.
#include <algorithm>
#include <string>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

bool stops(const PlannedFault& fault) { return fault.fault == "pause" && touches_seat(fault, "erp"); }

class BackPressure : public Judge {
 public:
  explicit BackPressure(const Courtroom& room) : Judge("I52", room), erp_(room.seat("erp")), standstill_(room, stops) {}

  std::uint32_t kinds() const override {
    const std::uint32_t always = bit(RecordKind::request) | bit(RecordKind::reply) | bit(RecordKind::crash);
    const bool pauses = std::any_of(room().plan->faults.begin(), room().plan->faults.end(), stops);
    return pauses ? always | bit(RecordKind::call) | SuspendedTime::kinds() : always;
  }

  // Counted where the ERP takes them in: when a foreign caller gave up on one is not seen from outside. What a fallen
  // pipeline had asked for is not asked for by the one that comes after it; what a fallen ERP had taken in is never
  // answered; what a fault copied or held back came of its own; and whoever asks an ERP that stands still gives up, and
  // asks again, before it has taken in what he asked first.
  void see(const Record& record, Findings& findings) override {
    const bool stood = standstill_.active();
    standstill_.see(record);
    if (standstill_.active() && !stood) under_way_.clear();
    if (record.kind == RecordKind::call) {
      if (standstill_.active() && record.to == erp_) given_up_[record.request.value()] = 1;
    } else if (record.kind == RecordKind::crash) {
      if (record.from == pipeline() || record.from == erp_) under_way_.clear();
    } else if (record.kind == RecordKind::request) {
      if (given_up_.erase(record.request.value())) return;
      if (record.from == pipeline() && record.to == erp_ && record.fault.empty()) taken(record, findings);
    } else if (record.kind == RecordKind::reply && record.from == erp_ && record.to == pipeline()) {
      under_way_.erase(record.request.value());
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  void taken(const Record& record, Findings& findings) {
    decided();
    under_way_[record.request.value()] = 1;
    const auto count = static_cast<std::int64_t>(under_way_.size());
    const std::int64_t most = room().plan->erp.concurrency;
    if (count <= most) return;
    Charge made;
    made.sentence =
        text("the pipeline had ", count, " calls under way at ", name_of_seat(erp_), ", which takes ", most);
    made.expected = text("at most ", most);
    made.actual = text(count);
    made.flow = record.message == nullptr ? std::string("erp-posting") : std::string(record.message->flow);
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  SeatIndex erp_;
  SuspendedTime standstill_;
  FlatMap<char> under_way_;  // by request
  FlatMap<char> given_up_;   // asked while the ERP stood still, by request
};

}  // namespace

InvariantRow back_pressure() {
  return {"I52",
          "back-pressure",
          "never more calls under way at the ERP than it declares to take",
          "A",
          {"boundary", "plan"},
          {"erp-posting", "order-import"},
          {"CL-ANY-RETRY"},
          "a call to the ERP",
          "An ERP takes so many requests at once and refuses the rest with 429. The pipeline's calls to it that are "
          "neither answered nor given up are never more than the plan's `erp: concurrency`; what is more waits in the "
          "pipeline's own queue. Calls made while the ERP stands still (`pause`) are left out. "
          "Usual cause: one task a posting and no bound on the tasks. "
          "Usual mend: a queue per destination, and as many workers as the destination has room.",
          &make_judge<BackPressure>};
}

}  // namespace drydock
