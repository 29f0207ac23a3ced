#include "harness/knobs.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "contracts/canonical/balances.hpp"
#include "harness/invariants/clocks.hpp"

namespace drydock {
namespace {

using Settings = PipelineSettings;
using Place = std::variant<std::int64_t* (*)(Settings&), Duration* (*)(Settings&),
                           std::vector<Duration>* (*)(Settings&), std::string* (*)(Settings&)>;

struct Row {
  KnobRow row;
  Place place;
};

constexpr std::int64_t ms = milliseconds(1).us;
constexpr std::int64_t day = days(1).us;

template <auto Member>
auto* own(Settings& settings) {
  return &(settings.*Member);
}
template <auto Destination, auto Member>
auto* of(Settings& settings) {
  return &(settings.*Destination.*Member);
}

template <auto Member>
Row count(std::string_view name, std::int64_t low, std::int64_t high) {
  return {{name, KnobShape::count, low, high}, &own<Member>};
}
template <auto Member>
Row time(std::string_view name, std::int64_t low, std::int64_t high) {
  return {{name, KnobShape::duration, low, high}, &own<Member>};
}

template <auto Member>
Row choice(std::string_view name, std::span<const std::string_view> choices) {
  return {{name, KnobShape::choice, 0, 0, choices}, &own<Member>};
}

constexpr std::array<std::string_view, 2> dedup_keys{"event", "delivery"};
constexpr std::array<std::string_view, 2> routings{"nearest", "earliest"};

template <auto Destination>
void add_destination(std::vector<Row>& rows, std::array<std::string_view, 3> names) {
  using To = DestinationSettings;
  rows.push_back({{names[0], KnobShape::count, 1, 10'000}, &of<Destination, &To::concurrency>});
  rows.push_back({{names[1], KnobShape::duration, ms, day}, &of<Destination, &To::deadline>});
  rows.push_back({{names[2], KnobShape::count, 1, 1'000'000}, &of<Destination, &To::queue>});
}

void add_destinations(std::vector<Row>& rows) {
  add_destination<&Settings::commerce>(rows, {"commerce.concurrency", "commerce.deadline", "commerce.queue"});
  add_destination<&Settings::erp>(rows, {"erp.concurrency", "erp.deadline", "erp.queue"});
  add_destination<&Settings::wms>(rows, {"wms.concurrency", "wms.deadline", "wms.queue"});
  add_destination<&Settings::tms>(rows, {"tms.concurrency", "tms.deadline", "tms.queue"});
  add_destination<&Settings::carrier>(rows, {"carrier.concurrency", "carrier.deadline", "carrier.queue"});
  add_destination<&Settings::payment>(rows, {"payment.concurrency", "payment.deadline", "payment.queue"});
  add_destination<&Settings::notification>(rows,
                                           {"notification.concurrency", "notification.deadline", "notification.queue"});
}

void add_calls(std::vector<Row>& rows) {
  using Breaker = BreakerSettings;
  constexpr auto breaker = &Settings::breaker;
  rows.push_back({{"breaker.threshold", KnobShape::count, 1, 1'000'000}, &of<breaker, &Breaker::threshold>});
  rows.push_back({{"breaker.probe_first", KnobShape::duration, ms, day}, &of<breaker, &Breaker::probe_first>});
  rows.push_back({{"breaker.probe_max", KnobShape::duration, ms, day}, &of<breaker, &Breaker::probe_max>});
  rows.push_back({{"retry", KnobShape::ladder, ms, day}, &own<&Settings::retry>});
  rows.push_back(count<&Settings::max_attempts>("max_attempts", 1, 1'000'000));
  rows.push_back(time<&Settings::busy_retry_after>("busy_retry_after", ms, day));
}

void add_own_work(std::vector<Row>& rows) {
  rows.push_back(time<&Settings::publish_debounce>("publish_debounce", 0, day));
  rows.push_back(time<&Settings::hold_sweep>("hold_sweep", ms, day));
  rows.push_back(time<&Settings::cache_age>("cache_age", 0, day));
  rows.push_back(choice<&Settings::routing>("routing", routings));
  rows.push_back(time<&Settings::commit_retry>("commit_retry", ms, day));
  rows.push_back(time<&Settings::backlog_horizon>("backlog_horizon", ms, 365 * day));
  rows.push_back(count<&Settings::default_transit_days>("default_transit_days", 0, 365));
  rows.push_back(count<&Settings::warehouse_workers>("warehouse_workers", 1, 10'000));
}

void add_reconciliation(std::vector<Row>& rows) {
  using Reconciliation = ReconciliationSettings;
  constexpr auto own_part = &Settings::reconciliation;
  rows.push_back({{"reconciliation.every", KnobShape::duration, 0, day}, &of<own_part, &Reconciliation::every>});
  rows.push_back({{"reconciliation.recheck", KnobShape::duration, ms, day}, &of<own_part, &Reconciliation::recheck>});
}

void add_memory(std::vector<Row>& rows) {
  rows.push_back(time<&Settings::order_retention>("order_retention", ms, 3650 * day));
  rows.push_back(time<&Settings::tombstone_memory>("tombstone_memory", ms, 3650 * day));
  rows.push_back(time<&Settings::dedup_memory>("dedup_window", ms, 3650 * day));
  rows.push_back(choice<&Settings::dedup_key>("dedup_key", dedup_keys));
  rows.push_back(time<&Settings::archive>("archive", 0, 3650 * day));
  rows.push_back(time<&Settings::sweep>("sweep", 1000 * ms, 365 * day));
}

const std::vector<Row>& table() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> made;
    add_destinations(made);
    add_calls(made);
    add_own_work(made);
    add_memory(made);
    add_reconciliation(made);
    return made;
  }();
  return rows;
}

const Row* find_row(std::string_view name) {
  for (const Row& row : table())
    if (row.row.name == name) return &row;
  return nullptr;
}

template <class T>
using PlaceOf = T* (*)(Settings&);

void turn(Settings& settings, const Row& row, const PlannedKnob& knob) {
  std::visit(
      [&]<class T>(const T& value) {
        const auto* place = std::get_if<PlaceOf<T>>(&row.place);
        assert(place != nullptr && "the knob takes another shape");
        if (place != nullptr) *(*place)(settings) = value;
      },
      knob);
}

}  // namespace

std::span<const KnobRow> knob_rows() {
  static const std::vector<KnobRow> rows = [] {
    std::vector<KnobRow> made;
    for (const Row& row : table()) made.push_back(row.row);
    return made;
  }();
  return rows;
}

const KnobRow* find_knob(std::string_view name) {
  const Row* row = find_row(name);
  return row == nullptr ? nullptr : &row->row;
}

PlannedKnob default_of(const KnobRow& knob) {
  const Row* row = find_row(knob.name);
  assert(row != nullptr);
  Settings settings;
  return std::visit([&](const auto& place) { return PlannedKnob{*place(settings)}; }, row->place);
}

bool balances_by_night(const Plan& plan) {
  return std::any_of(plan.stimuli.begin(), plan.stimuli.end(),
                     [](const PlannedStimulus& one) { return one.what.as<BalancesCopied>() != nullptr; });
}

PipelineSettings pipeline_settings(const Plan& plan) {
  PipelineSettings settings;
  settings.erp.concurrency = plan.erp.concurrency;
  settings.erp.quota = plan.erp.quota;
  if (plan.payment) settings.authorization_life = plan.payment->authorization_life;
  for (const auto& [name, knob] : plan.pipeline) {
    const Row* row = find_row(name);
    assert(row != nullptr && "the loader lets no other name in");
    if (row != nullptr) turn(settings, *row, knob);
  }
  for (const PlannedChannel& channel : plan.channels)
    if (channel.transport == Transport::feed && channel.subscriber == "pipeline")
      settings.feeds[channel.publisher] = {channel.feed.poll, channel.feed.page, channel.feed.overlap};
  settings.reconciliation.snapshots = balances_by_night(plan);
  settings.reconciliation.clocks_differ = std::max(minutes(1), clock_tolerance(plan));
  settings.defects.insert(plan.defects.begin(), plan.defects.end());
  return settings;
}

}  // namespace drydock
