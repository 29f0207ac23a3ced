// I53: a shopper who asks does not wait behind postings that pile up.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/reservation.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/latencies.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class ClassFairness : public Judge {
 public:
  explicit ClassFairness(const Courtroom& room) : Judge("I53", room) {
    for (const PlannedFault& fault : room.plan->faults)
      if (fault.dose.from && fault.dose.until && *fault.dose.from > room.plan->start && piles_up(fault) &&
          !excused(fault))
        windows_.push_back({fault.id, *fault.dose.from, *fault.dose.until + drain, {}});
    for (const Window& window : windows_)
      if (!first_ || window.from < *first_) first_ = window.from;
  }

  std::uint32_t kinds() const override {
    if (windows_.empty()) return 0;
    return bit(RecordKind::request) | bit(RecordKind::reply) | bit(RecordKind::crash);
  }

  void see(const Record& record, Findings&) override {
    if (record.kind == RecordKind::crash) {
      if (record.from == pipeline()) open_.clear();
    } else if (record.kind == RecordKind::request) {
      if (record.to == pipeline() && interactive(record)) open_[record.request.value()] = record.t;
    } else if (record.from == pipeline()) {
      const Instant* since = open_.find(record.request.value());
      if (since == nullptr) return;
      answered(*since, record.t - *since);
      open_.erase(record.request.value());
    }
  }

  void finish(Instant end, bool, Findings& findings) override {
    if (calm_.count() < enough) return;
    const Ratio more = bounds().slowdown;
    const std::int64_t was = calm_.percentile(990);
    const std::int64_t limit = was + was * more.numerator / more.denominator + scatter;
    for (const Window& window : windows_) {
      if (window.spans.count() < enough) continue;
      decided();
      const std::int64_t is = window.spans.percentile(990);
      if (is <= limit) continue;
      Charge made;
      made.sentence = text("the slowest hundredth of availability queries and reservations took ", Duration{is},
                           " or more while and after ", window.fault, " was on, against ", Duration{was}, " before");
      made.expected = text("at most ", Duration{limit});
      made.actual = text(Duration{is});
      made.flow = "availability";
      made.seat = pipeline_name();
      made.faults = {window.fault};
      charge(findings, std::min(end, window.until), std::move(made));
    }
  }

 private:
  static constexpr Duration drain = minutes(10);
  static constexpr std::uint64_t enough = 20;
  static constexpr std::int64_t scatter = 20'000;  // a commit more or less

  struct Window {
    std::string fault;
    Instant from;
    Instant until;
    Latencies spans;
  };

  // A fault behind the pipeline: work for that seat piles up, and nothing lies between shopper and pipeline.
  bool piles_up(const PlannedFault& fault) const {
    const std::string& self = pipeline_name();
    if (std::find(fault.seats.begin(), fault.seats.end(), self) != fault.seats.end()) return false;
    const SeatIndex shop = room().seat("commerce");
    if (shop != no_seat && touches_seat(fault, name_of_seat(shop))) return false;
    for (const char* role : {"erp", "wms", "tms", "carrier"})
      for (const SeatIndex seat : room().directory->with_role(role)) {
        const std::string& name = name_of_seat(seat);
        if (std::find(fault.seats.begin(), fault.seats.end(), name) != fault.seats.end()) return true;
        for (const auto& [from, to] : fault.links)
          if (from == self && to == name) return true;
      }
    return false;
  }

  // What lies on the pipeline itself makes it slow to shoppers rightly: then there is nothing to compare.
  bool excused(const PlannedFault& behind) const {
    const std::string& self = pipeline_name();
    return std::any_of(room().plan->faults.begin(), room().plan->faults.end(), [&](const PlannedFault& fault) {
      if (std::find(fault.seats.begin(), fault.seats.end(), self) == fault.seats.end()) return false;
      if (strikes_all_along(*room().plan, fault)) return false;
      const bool before = fault.dose.until && *fault.dose.until <= room().plan->start;
      const bool after = fault.dose.from && *fault.dose.from >= *behind.dose.until + drain;
      return !before && !after;
    });
  }

  static bool interactive(const Record& record) {
    return body_of<AvailabilityQuery>(record) != nullptr || body_of<ReservationCreate>(record) != nullptr;
  }

  void answered(Instant since, Duration span) {
    if (since < *first_) return calm_.add(span);
    for (Window& window : windows_)
      if (window.from <= since && since < window.until) window.spans.add(span);
  }

  std::vector<Window> windows_;
  std::optional<Instant> first_;
  Latencies calm_;  // before the first window
  FlatMap<Instant> open_;
};

}  // namespace

InvariantRow class_fairness() {
  return {
      "I53",
      "class-fairness",
      "availability queries and reservations are answered as fast while work piles up behind the pipeline as before",
      "A",
      {"boundary", "plan"},
      {"availability", "reservation"},
      {"CL-ANY-ORDER"},
      "twenty questions of shoppers before a fault behind the pipeline, and twenty while it was on",
      "For each window in which a seat behind the pipeline is away or slow, ten minutes of catching up included: the "
      "slowest hundredth of availability queries and reservations, from their arrival at the pipeline to its answer, "
      "is at most `slowdown` (and 20 ms) above that of the same run before the first such window. Faults on the "
      "pipeline, on the shop or between them are left out. "
      "Usual cause: one pool of workers, or one queue, serves those who wait for an answer and those who do not. "
      "Usual mend: a lane of their own for interactive requests; postings and replays take what is left.",
      &make_judge<ClassFairness>};
}

}  // namespace drydock
