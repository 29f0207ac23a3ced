// I34: a slow carrier does not hold up the warehouse.
#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/carrier_windows.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/polled.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class NoWarehouseBlocking : public Judge {
 public:
  explicit NoWarehouseBlocking(const Courtroom& room)
      : Judge("I34", room), watch_(room, carrier_windows(*room.plan)), polled_(polled_publishers(room)) {}

  std::uint32_t kinds() const override { return watch_.windows().empty() ? 0 : CarrierWatch::kinds(); }

  void see(const Record& record, Findings& findings) override {
    watch_.see(record);
    judge_drain(record.t, findings);
    switch (record.kind) {
      case RecordKind::deliver:
        if (record.to == pipeline() && room().has_role(record.from, "wms") && polled_[record.from] == 0)
          open_[name_key(record.id)] = {record.t, record.n};
        return;
      case RecordKind::ack:
      case RecordKind::nack:
        if (!open_.empty()) open_.erase(name_key(record.id));
        if (record.kind == RecordKind::ack && record.from == pipeline() && !undelivered_.empty())
          undelivered_.erase(name_key(record.id));
        return;
      case RecordKind::call:
        if (record.from == pipeline() && room().has_role(record.to, "carrier") && !record.causation.empty() &&
            open_.find(name_key(record.causation)) != nullptr)
          waiting_[record.request.value()] = name_key(record.causation);
        return;
      case RecordKind::ok:
      case RecordKind::fail:
      case RecordKind::info: return carrier_answered(record, findings);
      case RecordKind::publish: return published(record);
      default:
        // What goes by freight waits for a carrier that takes it.
        if (const auto* load = body_of<LoadPlan>(record))
          for (const LoadPackage& package : load->packages) unlabelled_.erase(name_key(package.package_id));
        if (const auto* bought = body_of<LabelBuy>(record)) unlabelled_.erase(name_key(bought->package_id));
    }
  }

  void finish(Instant end, bool, Findings& findings) override {
    judge_drain(end, findings);
    if (room().baseline == nullptr) return;
    for (const CarrierWindow& window : watch_.windows()) compare(end, window, findings);
  }

  std::string not_evaluated() const override {
    return !watch_.windows().empty() && room().baseline == nullptr
               ? "there was no paired run without the carrier's fault to compare with"
               : std::string();
  }

 private:
  struct Delivery {
    Instant at;
    std::uint64_t record = 0;
  };
  struct Queued {
    std::uint64_t key = 0;
    std::string what;
    std::string order;
    Instant due;
    std::string fault;
    bool label = false;
  };

  // The answer to a carrier call came while the warehouse event that caused it was still held open.
  void carrier_answered(const Record& record, Findings& findings) {
    const std::uint64_t* event = waiting_.find(record.request.value());
    if (event == nullptr) return;
    const Delivery* held = open_.find(*event);
    waiting_.erase(record.request.value());
    if (held == nullptr) return;
    decided();
    Charge made;
    made.sentence = text("the pipeline kept a warehouse waiting for ", record.t - held->at, " while it called ",
                         name_of_seat(record.from == pipeline() ? record.to : record.from), " for ", record.key);
    made.expected = "the warehouse is answered first; the carrier is called apart from it";
    made.actual = "the event was still unanswered when the carrier's answer came";
    made.order = record.correlation;
    made.flow = "shipping";
    made.seat = pipeline_name();
    made.keys = {std::string(record.key)};
    charge(findings, record, std::move(made));
  }

  // What was shipped or packed in the window must be through by its end and the drain bound.
  void published(const Record& record) {
    if (record.body == nullptr) return;
    if (const auto* gone = record.body->as<WmsPackVoided>()) unlabelled_.erase(name_key(gone->package_id));
    for (const CarrierWindow& window : watch_.windows()) {
      if (record.t < window.from || record.t >= window.until) continue;
      const Instant due = window.until + bounds().carrier_drain;
      next_due_ = std::min(next_due_, due);
      if (const auto* packed = record.body->as<WmsPackConfirmed>()) {
        for (const PackedPackage& package : packed->packages) {
          unlabelled_[name_key(package.package_id)] = 1;
          queued_.push_back(
              {name_key(package.package_id), package.package_id, packed->order_id, due, window.fault, true});
        }
      } else if (const auto* shipped = record.body->as<WmsShipped>()) {
        undelivered_[name_key(record.id)] = 1;
        queued_.push_back({name_key(record.id), std::string(record.id), shipped->order_id, due, window.fault, false});
      }
      return;
    }
  }

  void judge_drain(Instant now, Findings& findings) {
    if (queued_.empty() || now <= next_due_) return;
    std::vector<Queued> later;
    next_due_ = Instant{std::numeric_limits<std::int64_t>::max()};
    for (Queued& queued : queued_) {
      if (now <= queued.due) {
        next_due_ = std::min(next_due_, queued.due);
        later.push_back(std::move(queued));
        continue;
      }
      decided();
      FlatMap<char>& open = queued.label ? unlabelled_ : undelivered_;
      if (open.find(queued.key) != nullptr) undrained(queued, findings);
    }
    queued_ = std::move(later);
  }

  void undrained(const Queued& queued, Findings& findings) {
    Charge made;
    made.sentence = queued.label
                        ? text("package ", queued.what, ", packed while the carrier was slow, had no label ",
                               bounds().carrier_drain, " after the carrier was well again")
                        : text("ship confirm ", queued.what, ", sent while the carrier was slow, was not accepted ",
                               bounds().carrier_drain, " after the carrier was well again");
    made.expected = text("drained by ", queued.due);
    made.actual = "still waiting";
    made.order = queued.order;
    made.flow = "shipping";
    made.seat = pipeline_name();
    made.keys = {queued.what};
    charge(findings, queued.due, std::move(made));
  }

  void compare(Instant end, const CarrierWindow& window, Findings& findings) {
    const auto now = watch_.measures();
    const Ratio more = bounds().slowdown;
    // A few milliseconds of scatter are no slowdown.
    constexpr std::int64_t scatter = 20'000;
    for (const auto& [name, what] : {std::pair{"wms_call.p99", "calls to warehouses"},
                                     std::pair{"wms_release.p99", "releases of accepted orders to warehouses"},
                                     std::pair{"wms_delivery.p99", "answers to warehouse events"}})
      with(window, name, now, [&](std::int64_t is, std::int64_t was) {
        const std::int64_t limit = was + was * more.numerator / more.denominator + scatter;
        if (is <= limit) return;
        slower(end, window,
               text("the slowest hundredth of ", what, " took ", Duration{is},
                    " or more while the carrier was slow, against ", Duration{was}, " without"),
               text("at most ", Duration{limit}), text(Duration{is}), findings);
      });
    for (const auto& [name, what] : {std::pair{"pack_confirms", "packing confirmations"},
                                     std::pair{"ship_confirms", "packages per million that left with the next truck"}})
      with(window, name, now, [&](std::int64_t is, std::int64_t was) {
        const std::int64_t limit = was - was * more.numerator / more.denominator;
        if (is >= limit) return;
        slower(end, window,
               text("there were ", is, " ", what, " while the carrier was slow, against ", was, " without"),
               text("at least ", limit), text(is), findings);
      });
  }

  template <class Judge>
  void with(const CarrierWindow& window, const std::string& name, const std::map<std::string, std::int64_t>& now,
            Judge judge) {
    const std::string full = name + "@" + window.fault;
    const auto was = room().baseline->find(full);
    const auto is = now.find(full);
    if (was == room().baseline->end() || is == now.end()) return;
    decided();
    judge(is->second, was->second);
  }

  void slower(Instant end, const CarrierWindow& window, std::string sentence, std::string expected, std::string actual,
              Findings& findings) {
    Charge made;
    made.sentence = std::move(sentence);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.flow = "shipping";
    made.seat = pipeline_name();
    made.faults = {window.fault};
    charge(findings, std::min(end, window.until), std::move(made));
  }

  CarrierWatch watch_;
  std::vector<char> polled_;        // by seat: nobody is kept waiting by a feed
  FlatMap<Delivery> open_;          // warehouse events the pipeline has not answered, by event id
  FlatMap<std::uint64_t> waiting_;  // carrier calls they caused: handle to event
  FlatMap<char> unlabelled_;
  FlatMap<char> undelivered_;
  std::vector<Queued> queued_;
  Instant next_due_{std::numeric_limits<std::int64_t>::max()};
};

}  // namespace

InvariantRow no_warehouse_blocking() {
  return {
      "I34",
      "no-warehouse-blocking",
      "a slow or absent carrier holds up neither the warehouses' calls nor their packing and shipping",
      "A",
      {"boundary", "ledgers", "paired", "plan"},
      {"shipping", "fulfilment"},
      {"CL-SHIPPING-10-WAITS"},
      "a window in which a carrier was slow or away",
      "For each window in which a carrier is slow or away: the slowest hundredth of calls to warehouses, of the time "
      "from an accepted order to its call, and of the answers to warehouse events is at most `slowdown` above that of "
      "a paired run without the fault; packing confirmations, and the share of packages labelled in time that leave "
      "with the next truck, are at most as much below; no warehouse event is held open while the carrier call it "
      "caused is waited for; and what was packed or shipped in the window is through by its end plus `carrier_drain`. "
      "Without a paired run only the last two are judged. "
      "Usual cause: the carrier is called inside the handler of a warehouse event; one pool of connections or workers "
      "serves all destinations. "
      "Usual mend: accept the event, write the carrier call to a queue of its own with its own limit, and go on.",
      &make_judge<NoWarehouseBlocking>};
}

}  // namespace drydock
