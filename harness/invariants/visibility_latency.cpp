// I33: a scan is shown soon.
#include <algorithm>
#include <string>
#include <vector>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/suspended_time.hpp"
#include "harness/invariants/text.hpp"
#include "harness/package_scan.hpp"

namespace drydock {
namespace {

// Lost and duplicated messages are within what a bound must bear, and so is a little disorder.
bool delays(const PlannedFault& fault, Duration bearable) {
  const std::string& kind = fault.fault;
  if (kind == "reorder") {
    const auto within = fault.parameters.find("within");
    const auto* span = within == fault.parameters.end() ? nullptr : std::get_if<Duration>(&within->second.value);
    return span == nullptr || *span > bearable;
  }
  static constexpr std::string_view slow[] = {"congestion", "error-burst", "journal-full", "journal-slow", "latency",
                                              "outage",     "partition",   "pause",        "rate-limit"};
  return std::find(std::begin(slow), std::end(slow), kind) != std::end(slow);
}

bool concerns(const Courtroom& room, SeatIndex shop, const PlannedFault& fault) {
  if (!delays(fault, room.plan->bounds.visibility_p95)) return false;
  const auto touches = [&](SeatIndex seat) {
    return seat != no_seat && touches_seat(fault, (*room.directory)[seat].name);
  };
  return touches(room.seat("pipeline")) || touches(shop);
}

class VisibilityLatency : public Judge {
 public:
  explicit VisibilityLatency(const Courtroom& room)
      : Judge("I33", room), orders_(evidence().orders()), clocks_(room, [&room](SeatIndex shop) {
          const auto counts = [&room, shop](const PlannedFault& fault) { return concerns(room, shop, fault); };
          return SuspendedTime(room, counts, {shop}, true);
        }) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::effect) | bit(RecordKind::publish) | bit(RecordKind::ack) | SuspendedTime::kinds();
  }

  void see(const Record& record, Findings& findings) override {
    clocks_.see(record);
    if (record.kind == RecordKind::publish) {
      if (const auto scan = record.body == nullptr ? std::nullopt : scan_in(*record.body))
        scanned(record, scan->package, scan->status, scan->order);
      if (const auto* shipped = body_of<WmsShipped>(record)) left(record, *shipped);
    } else if (record.kind == RecordKind::ack) {
      if (record.from == pipeline()) heard(record);
    } else if (record.kind == RecordKind::effect) {
      const auto* update = body_of<TrackingUpdate>(record);
      if (update != nullptr && room().has_role(record.from, "commerce")) shown(record, *update, findings);
    }
  }

  void finish(Instant end, bool, Findings& findings) override {
    if (spans_.size() < enough) return;
    std::sort(spans_.begin(), spans_.end());
    const Duration p95 = spans_[spans_.size() * 95 / 100];
    decided();
    if (p95 <= bounds().visibility_p95) return;
    Charge made;
    made.sentence =
        text("one scan in twenty was shown by the shop later than ", p95, " after its carrier had published it");
    made.expected = text("at most ", bounds().visibility_p95, " for 95 % of the scans");
    made.actual = text(p95);
    made.flow = "tracking";
    made.seat = pipeline_name();
    charge(findings, end, std::move(made));
  }

 private:
  static constexpr std::size_t enough = 20;
  struct Scan {
    Instant at;
    Duration suspended_before;
  };
  struct Departure {
    std::string order;
    std::vector<std::uint64_t> packages;
  };
  static std::uint64_t scan_key(std::string_view package, TrackingStatus status) {
    return name_key(package, name_of(status));
  }

  const SuspendedTime& clock_of(std::string_view order) {
    const BookedOrder* booked = orders_.find(order);
    return clocks_.of(booked == nullptr ? no_seat : booked->shop);
  }

  void scanned(const Record& record, std::string_view package, TrackingStatus status, std::string_view order) {
    const std::uint64_t key = scan_key(package, status);
    if (scans_.find(key) == nullptr) scans_[key] = {record.t, clock_of(order).until(record.t)};
  }

  // Before the pipeline has heard that a package left, it must not show it under way.
  void left(const Record& record, const WmsShipped& shipped) {
    Departure& left = departures_[name_key(record.id)];
    left.order = shipped.order_id;
    for (const ShippedPackage& package : shipped.packages) left.packages.push_back(name_key(package.package_id));
  }
  void heard(const Record& record) {
    const Departure* left = departures_.find(name_key(record.id));
    if (left == nullptr) return;
    const Duration suspended = clock_of(left->order).until(record.t);
    for (const std::uint64_t package : left->packages) heard_[package] = {record.t, suspended};
    departures_.erase(name_key(record.id));
  }

  void shown(const Record& record, const TrackingUpdate& update, Findings& findings) {
    const std::uint64_t key = scan_key(update.package_id, update.milestone);
    const Scan* found = scans_.find(key);
    if (found == nullptr) return;
    Scan scan = *found;
    scans_.erase(key);
    const Scan* departure = heard_.find(name_key(update.package_id));
    if (departure != nullptr && departure->at > scan.at) scan = *departure;
    // A span with a declared fault in it says nothing of the pipeline's own pace.
    const SuspendedTime& clock = clock_of(update.order_id);
    if (clock.active() || clock.until(record.t) != scan.suspended_before) return;
    decided();
    const Duration span = record.t - scan.at;
    spans_.push_back(span);
    if (span <= bounds().visibility_max) return;
    Charge made;
    made.sentence = text("package ", update.package_id, " was shown as ", name_of(update.milestone), " ", span,
                         " after its carrier had published it");
    made.expected = text("within ", bounds().visibility_max);
    made.actual = text(span);
    made.order = update.order_id;
    made.flow = "tracking";
    made.keys = {update.package_id};
    charge(findings, record, std::move(made));
  }

  OrderBook& orders_;
  ShopClocks clocks_;
  FlatMap<Scan> scans_;            // published and not shown yet
  FlatMap<Departure> departures_;  // by event id
  FlatMap<Scan> heard_;            // by package: when the pipeline acknowledged its departure
  std::vector<Duration> spans_;
};

}  // namespace

InvariantRow visibility_latency() {
  return {"I33",
          "visibility-latency",
          "a scan that its carrier published is shown by the shop within the visibility bounds",
          "A",
          {"boundary", "ledgers"},
          {"tracking"},
          {"CL-TRACKING-20"},
          "a scan that the shop shows",
          "From the publication of a scan to the shop's showing it pass `visibility_p95` for 95 % of the scans, and "
          "`visibility_max` at most; of freight, from the TMS's publication of an actual milestone. The pipeline need "
          "not show a package under way before it has heard that it left. "
          "Spans that a declared fault of the pipeline or the shop falls into are left out. "
          "Usual cause: scans are collected and sent by a timer; or they wait behind slower work in a shared queue. "
          "Usual mend: a queue of their own, sent as they come.",
          &make_judge<VisibilityLatency>};
}

}  // namespace drydock
