#include "harness/outage.hpp"
#include "harness/scenario/lint.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/returns.hpp"
#include "harness/knobs.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/orders.hpp"
#include "harness/scenario/replay.hpp"
#include "harness/scenario/returns.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

// Stock that may be promised, by item and location.
using Shelf = std::map<std::pair<std::string, std::string>, std::int64_t>;

Shelf shelf_of(const Plan& plan) {
  Shelf shelf;
  for (const Position& position : plan.stock) shelf[{position.item, position.location}] += position.unrestricted;
  for (const PlannedWarehouse& warehouse : plan.warehouses)
    for (const SafetyStock& safety : warehouse.location.safety_stock)
      shelf[{safety.item, warehouse.location.location}] -= safety.quantity;
  // What comes while it runs counts from the start: of new items there is nothing else.
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* goods = stimulus.what.as<GoodsArrive>())
      if (!shelf.contains({goods->item, stimulus.seat})) shelf[{goods->item, stimulus.seat}] = goods->quantity;
  return shelf;
}

// Warehouses, nearest first.
std::vector<const PlannedWarehouse*> by_distance(const Plan& plan, const std::string& region) {
  std::vector<const PlannedWarehouse*> order;
  for (const PlannedWarehouse& warehouse : plan.warehouses) order.push_back(&warehouse);
  const auto rank = [&](const PlannedWarehouse* warehouse) {
    const auto& regions = warehouse->location.regions;
    return std::find(regions.begin(), regions.end(), region) - regions.begin();
  };
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  return order;
}

// All lines or none, each line from the nearest node that has it.
bool allocate(const Plan& plan, const ShopperArrives& shopper, Shelf& shelf) {
  const auto nodes = by_distance(plan, shopper.ship_to.region);
  std::vector<std::int64_t*> taken;
  for (const OrderLine& line : shopper.lines) {
    std::int64_t* from = nullptr;
    for (const PlannedWarehouse* node : nodes) {
      std::int64_t& free = shelf[{line.item, node->location.location}];
      if (free >= line.quantity && from == nullptr) from = &free;
    }
    if (from == nullptr) {
      for (std::size_t i = 0; i < taken.size(); ++i) *taken[i] += shopper.lines[i].quantity;
      return false;
    }
    *from -= line.quantity;
    taken.push_back(from);
  }
  return true;
}

// The most orders in any stretch of this length.
std::int64_t busiest(const std::vector<Instant>& orders, Duration stretch) {
  std::int64_t most = 0;
  std::size_t first = 0;
  for (std::size_t last = 0; last < orders.size(); ++last) {
    while (orders[last] - orders[first] >= stretch) ++first;
    most = std::max(most, static_cast<std::int64_t>(last - first + 1));
  }
  return most;
}

std::vector<Instant> order_times(const Plan& plan, const std::string& nearest_to = {}) {
  std::vector<Instant> times;
  for (const PlannedStimulus& stimulus : plan.stimuli) {
    const auto* shopper = stimulus.what.as<ShopperArrives>();
    if (shopper == nullptr) continue;
    if (nearest_to.empty() || by_distance(plan, shopper->ship_to.region).front()->location.location == nearest_to)
      times.push_back(stimulus.at);
  }
  return times;
}

class Linter {
 public:
  explicit Linter(const Scenario& scenario) : scenario_(scenario), plan_(expand(scenario)) {
    report_.file = scenario.file;
    report_.sources = scenario.sources;
    report_.counts = count_plan(plan_);
  }

  LintReport lint() {
    capacity();
    erp();
    transit();
    for (const ScenarioDemand* stream : streams_of(scenario_)) {
      cancellations(*stream);
      returns(*stream);
      replayed(*stream);
    }
    named_orders();
    stock();
    drifts();
    lots();
    crashes();
    feeds();
    rare_faults();
    for (const auto& rule : reach_rules()) reached(rule);
    return std::move(report_);
  }

 private:
  struct ReachRule {
    std::string_view state;
    bool possible;
    std::string_view needs;
  };

  void warn(Mark at, std::string message) { report_.warnings.push_back({at, std::move(message)}); }

  // Of so many orders, those that find stock: the others cost nobody any work.
  std::int64_t served(std::int64_t orders) const {
    const LintCounts& counts = report_.counts;
    return counts.orders == 0 ? 0 : orders * (counts.orders - counts.declined) / counts.orders;
  }
  void capacity() {
    const Duration stretch = std::min(hours(1), plan_.run);
    for (const ScenarioWarehouse& warehouse : scenario_.warehouses) {
      const std::int64_t orders = served(busiest(order_times(plan_, warehouse.name.value), stretch));
      const std::int64_t hourly = orders * hours(1).us / std::max<std::int64_t>(1, stretch.us);
      if (hourly <= warehouse.capacity_per_hour) continue;
      warn(warehouse.name.at, "`" + warehouse.name.value + "` is nearest to " + std::to_string(hourly) +
                                  " orders in the busiest hour, more than its capacity of " +
                                  std::to_string(warehouse.capacity_per_hour));
    }
  }
  void erp() {
    constexpr std::int64_t postings = 3;  // order, goods issue, invoice
    const Duration stretch = std::min(hours(1), plan_.run);
    const std::int64_t calls = served(busiest(order_times(plan_), stretch)) * postings;
    const std::int64_t allowed = plan_.erp.quota * std::max<std::int64_t>(1, stretch.us / minutes(1).us);
    if (plan_.erp.quota > 0 && calls > allowed)
      warn(scenario_.demand.orders_at, "in the busiest hour the ERP is asked for " + std::to_string(calls) +
                                           " postings, more than its quota of " + std::to_string(allowed) +
                                           ": it falls behind");
    const std::int64_t needed = calls * plan_.erp.service_time.us;
    const std::int64_t offered = stretch.us * plan_.erp.concurrency;
    if (needed > offered)
      warn(scenario_.demand.orders_at, "in the busiest hour the ERP needs " +
                                           std::to_string(needed * 100 / std::max<std::int64_t>(1, offered)) +
                                           "% of its time for postings: it falls behind");
  }
  void transit() {
    Duration slowest{};
    for (const PlannedCarrier& carrier : plan_.carriers)
      for (const auto& [service, span] : carrier.services)
        if (ordered(service))
          slowest = std::max(
              slowest, carrier.day * span.second + (carrier.late_scan.numerator > 0 ? carrier.day / 4 : Duration{}));
    Duration pickup{};
    for (const ScenarioWarehouse& warehouse : scenario_.warehouses)
      pickup = std::max(pickup, warehouse.pickups + warehouse.pick_time + warehouse.pack_time);
    if (slowest + pickup > plan_.settle)
      warn(scenario_.clock.settle.at, "settle is " + to_string(plan_.settle) +
                                          ", but the slowest parcel is delivered " + to_string(slowest + pickup) +
                                          " after the last order");
  }
  void cancellations(const ScenarioDemand& demand) {
    const Duration last = demand.cancel_half_within * cancels_within;
    if (demand.cancel.numerator > 0 && last > plan_.settle)
      warn(scenario_.clock.settle.at, "settle is " + to_string(plan_.settle) +
                                          ", but the last cancellation comes up to " + to_string(last) +
                                          " after its order");
  }
  // What the pipeline has forgotten cannot come back.
  void returns(const ScenarioDemand& demand) {
    const Duration kept = pipeline_settings(plan_).order_retention;
    const Duration asked = demand.returns.again.numerator > 0 ? demand.returns.lag * 2 : demand.returns.lag;
    if (demand.returns.share.numerator > 0 && asked > kept)
      warn(demand.returns.at, "returns are asked for up to " + to_string(asked) +
                                  " after the delivery, but the pipeline forgets a delivered order after " +
                                  to_string(kept) + " and declines what comes later (pipeline.order_retention)");
  }
  void replayed(const ScenarioDemand& demand) {
    const auto orders = static_cast<std::int64_t>(demand.replayed.size());
    if (const std::int64_t out = orders - replayed_within(scenario_, demand); out > 0)
      warn(demand.from.file.at, std::to_string(out) + " of " + std::to_string(orders) + " orders of `" +
                                    demand.from.file.value + "` lie outside the run and are left out");
  }
  bool ordered(const std::string& service) const {
    const auto named = [&](const ScenarioOrder& order) { return order.service.value == service; };
    if (std::any_of(scenario_.orders.begin(), scenario_.orders.end(), named)) return true;
    for (const ScenarioDemand* stream : streams_of(scenario_)) {
      for (const auto& [name, share] : stream->services)
        if (name.value == service && share.numerator > 0) return true;
      for (const ReplayedOrder& order : stream->replayed)
        if (order.service == service) return true;
    }
    return false;
  }
  // Nobody can deliver sooner than the fastest carrier of that service.
  void named_orders() {
    for (const ScenarioOrder& order : scenario_.orders) {
      if (!order.expect || !order.expect->by || order.expect->end.value != "delivered") continue;
      std::optional<Duration> fastest;
      for (const PlannedCarrier& carrier : plan_.carriers)
        if (const auto span = carrier.services.find(order.service.value); span != carrier.services.end())
          fastest = std::min(fastest.value_or(carrier.day * span->second.first), carrier.day * span->second.first);
      if (fastest && order.at.value + *fastest > order.expect->by->value)
        warn(order.expect->by->at, "`" + order.id.value + "` is to be delivered by " +
                                       to_string(order.expect->by->value) + ", but comes at " +
                                       to_string(order.at.value) + " and travels at least " + to_string(*fastest));
    }
  }
  bool anybody_cancels() const {
    const auto streams = streams_of(scenario_);
    return std::any_of(streams.begin(), streams.end(), [](const auto* one) { return one->cancel.numerator > 0; }) ||
           std::any_of(scenario_.orders.begin(), scenario_.orders.end(),
                       [](const ScenarioOrder& order) { return order.cancel.has_value(); });
  }
  void stock() {
    const LintCounts& counts = report_.counts;
    if (counts.orders == 0) warn(scenario_.demand.orders_at, "no order is placed at all");
    if (counts.declined * 100 > counts.orders && !expects("reservation.declined") && !expects("order.declined"))
      warn(scenario_.catalog.items.at,
           std::to_string(counts.declined) + " of " + std::to_string(counts.orders) +
               " orders will be declined for want of stock; raise opening_cover, or expect order.declined");
  }
  // When the first copy of the balances that is made after a moment is sent.
  std::optional<Instant> copied_after(Instant moment) const {
    for (const PlannedStimulus& stimulus : plan_.stimuli)
      if (const auto* copied = stimulus.what.as<BalancesCopied>(); copied != nullptr && stimulus.at >= moment)
        return copied->sent_at;
    return std::nullopt;
  }
  // Who never compares finds nothing, and what drifts at the very end nobody has time to find.
  void drifts() {
    const bool compares_all = scenario_.pipeline.contains("reconciliation.every");
    for (const ScenarioOnce& once : scenario_.once) {
      if (!once.drifts()) continue;
      const auto night = once.on.value == "erp" ? copied_after(plan_.start + once.at.value) : std::nullopt;
      if (night && !compares_all && *night > plan_.start + once.at.value + plan_.bounds.reconciliation)
        warn(once.at.at, "`" + once.id + "` stands in no copy of the balances that comes within " +
                             to_string(plan_.bounds.reconciliation) + "; raise `bounds: {reconciliation: ...}`");
      if (!compares_all && !night)
        warn(once.at_mark, "`" + once.id + "` lets views drift apart, and the pipeline never compares them; set " +
                               "`reconciliation: {every: 10m}` under pipeline");
      if (once.at.value + plan_.bounds.reconciliation > plan_.run + plan_.settle)
        warn(once.at.at, "`" + once.id + "` drifts later than " + to_string(plan_.bounds.reconciliation) +
                             " before the end of settle: whether it is found in time cannot be said");
    }
  }
  void lots() {
    if (!scenario_.lots.empty()) return;
    for (const ScenarioOperation& operation : scenario_.operations)
      if (operation.lot_swap)
        warn(operation.lot_swap->at, "`lot_swap` changes nothing: no item is kept by lots; say which under `lots`");
  }
  void crashes() {
    for (const ScenarioFault& fault : scenario_.faults) {
      const auto back = fault.parameters.find("back_after");
      if (fault.fault.value != "crash" || back == fault.parameters.end()) continue;
      const auto* after = std::get_if<Duration>(&back->second.value.value);
      if (after != nullptr && *after >= plan_.settle)
        warn(back->second.at, "the seat comes back after the end of settle");
    }
  }
  // How much later than its stamp an entry may appear, against how far back the pipeline looks.
  void feeds() {
    for (const ScenarioFault& fault : scenario_.faults) {
      const bool late = fault.fault.value == "late-commit";
      if (!late && fault.fault.value != "equal-timestamps") continue;
      const auto found = fault.parameters.find(late ? "within" : "granularity");
      const auto* span = found == fault.parameters.end() ? nullptr : std::get_if<Duration>(&found->second.value.value);
      const auto planned = std::find_if(plan_.faults.begin(), plan_.faults.end(),
                                        [&](const PlannedFault& one) { return one.id == fault.id.value; });
      if (span == nullptr || planned == plan_.faults.end()) continue;
      for (const PlannedChannel& channel : plan_.channels) {
        const bool named = std::count(planned->links.begin(), planned->links.end(),
                                      std::pair(channel.publisher, channel.subscriber)) > 0;
        if (!named || channel.transport != Transport::feed || *span <= channel.feed.overlap) continue;
        warn(found->second.at, "an entry of `" + channel.publisher + "` may appear " + to_string(*span) +
                                   " after its stamp, and the pipeline looks back " + to_string(channel.feed.overlap) +
                                   ": it can miss it; raise `overlap`");
        break;
      }
    }
  }
  void rare_faults() {
    for (const ScenarioFault& fault : scenario_.faults)
      if (fault.chance && fault.chance->numerator * report_.counts.orders < fault.chance->denominator)
        warn(fault.id.at, "`" + fault.id.value + "` will hardly ever fire: " + share_text(*fault.chance) + " of " +
                              std::to_string(report_.counts.orders) + " orders");
  }

  bool expects(const std::string& state) const {
    const auto& reached = scenario_.expect.reached;
    return std::find(reached.begin(), reached.end(), state) != reached.end();
  }
  bool erp_goes_away() const {
    return std::any_of(plan_.faults.begin(), plan_.faults.end(), [](const PlannedFault& fault) {
      const auto to_erp = [](const auto& link) { return link.second == "erp"; };
      return is_outage(fault) && (std::find(fault.seats.begin(), fault.seats.end(), "erp") != fault.seats.end() ||
                                  std::any_of(fault.links.begin(), fault.links.end(), to_erp));
    });
  }
  bool has_fault(std::string_view name, std::string_view seat = {}) const {
    for (const PlannedFault& fault : plan_.faults) {
      if (fault.fault != name) continue;
      if (seat.empty() || std::find(fault.seats.begin(), fault.seats.end(), seat) != fault.seats.end()) return true;
      for (const auto& [from, to] : fault.links)
        if (from == seat || to == seat) return true;
    }
    return false;
  }
  bool has_crash(bool of_pipeline) const {
    return std::any_of(plan_.crashes.begin(), plan_.crashes.end(),
                       [&](const PlannedCrash& crash) { return !of_pipeline || crash.seat == "pipeline"; });
  }
  bool loses() const {
    return std::any_of(scenario_.transfers.begin(), scenario_.transfers.end(),
                       [](const ScenarioTransfer& transfer) { return transfer.short_receipt.numerator > 0; });
  }
  bool becomes(ScenarioItemChange::Kind what) const {
    return std::any_of(scenario_.master_data.begin(), scenario_.master_data.end(),
                       [&](const ScenarioItemChange& change) { return change.what == what; });
  }
  bool ends_lots(bool recalled) const {
    return std::any_of(plan_.stimuli.begin(), plan_.stimuli.end(), [&](const PlannedStimulus& stimulus) {
      const auto* end = stimulus.what.as<LotEnds>();
      return end != nullptr && end->recalled == recalled;
    });
  }
  bool swaps_lots() const {
    return !plan_.lots.empty() && std::any_of(plan_.warehouses.begin(), plan_.warehouses.end(),
                                              [](const PlannedWarehouse& one) { return one.lot_swap.numerator > 0; });
  }
  bool tenders(Ratio PlannedTender::*share) const {
    return plan_.freight && std::any_of(plan_.freight->carriers.begin(), plan_.freight->carriers.end(),
                                        [&](const PlannedTender& tender) { return (tender.*share).numerator > 0; });
  }
  std::vector<ReachRule> reach_rules() const {
    const auto shorts = [](const PlannedWarehouse& warehouse) {
      return warehouse.short_pick.numerator > 0 || !warehouse.short_pick_of.empty();
    };
    const auto late = [](const PlannedCarrier& carrier) { return carrier.late_scan.numerator > 0; };
    const auto turns_away = [](const PlannedWarehouse& warehouse) { return warehouse.reject.numerator > 0; };
    const bool recall = ends_lots(true);
    const auto hold = [](const PlannedStimulus& stimulus) { return stimulus.what.as<QualityHold>() != nullptr; };
    const auto replay = [](const PlannedStimulus& stimulus) { return stimulus.what.as<ReplayDecided>() != nullptr; };
    const bool cancel = anybody_cancels();
    const bool pays = plan_.payment.has_value();
    const bool back = std::any_of(plan_.stimuli.begin(), plan_.stimuli.end(), [](const PlannedStimulus& stimulus) {
      return stimulus.what.as<ReturnWish>() != nullptr;
    });
    const std::string_view sends_back = "a stream with `returns`";
    const bool short_pick = std::any_of(plan_.warehouses.begin(), plan_.warehouses.end(), shorts);
    return {
        {"short_pick.reallocated", short_pick && plan_.warehouses.size() > 1,
         "a warehouse with short_pick and another to take over"},
        {"short_pick.backordered", short_pick, "a warehouse with short_pick"},
        {"broker.told_again", has_fault("redelivery-burst") || has_fault("consumer-restart"),
         "the fault redelivery-burst or consumer-restart"},
        {"clock.wrong", has_fault("clock-skew") || has_fault("clock-drift"), "the fault clock-skew or clock-drift"},
        {"feed.committed_late", has_fault("late-commit"), "the fault late-commit"},
        {"balances.outdated", copied_after(plan_.start).has_value(), "an ERP with `balances: nightly` and a batch"},
        {"cancel.accepted", cancel, "orders that somebody cancels, under demand or orders"},
        {"cancel.rejected", cancel, "orders that somebody cancels, under demand or orders"},
        {"marketplace.oversold", plan_.marketplace.has_value(), "a marketplace under enterprise"},
        {"marketplace.sold", plan_.marketplace.has_value(), "a marketplace under enterprise"},
        {"notice.bounced", plan_.notification && plan_.notification->bounces.numerator > 0,
         "a share of messages that the notification seat `bounces`"},
        {"notice.sent", plan_.notification.has_value(), "a notification seat under enterprise"},
        {"release.rejected", std::any_of(plan_.warehouses.begin(), plan_.warehouses.end(), turns_away),
         "a warehouse with reject"},
        {"replay.done", std::any_of(plan_.stimuli.begin(), plan_.stimuli.end(), replay), "a replay under operations"},
        {"payment.authorized_again", pays, "a payment seat under enterprise"},
        {"payment.captured", pays, "a payment seat under enterprise"},
        {"payment.declined", pays && plan_.payment->declines.numerator + plan_.payment->declines_again.numerator > 0,
         "a share of orders that the payment seat `declines`"},
        {"payment.refunded", pays && (cancel || back), "a payment seat, and orders that somebody cancels or returns"},
        {"return.closed", back, sends_back},
        {"return.declined", back, sends_back},
        {"return.missing", back, sends_back},
        {"return.restocked", back, sends_back},
        {"payment.voided", pays, "a payment seat under enterprise"},
        {"erp.caught_up", erp_goes_away(), "an outage of the ERP"},
        {"pipeline.recovered", has_crash(true), "a crash of the pipeline"},
        {"seat.recovered", has_crash(false), "a crash"},
        {"late_scan.ignored", std::any_of(plan_.carriers.begin(), plan_.carriers.end(), late),
         "a carrier with late_scan"},
        {"quality_hold.applied", recall || std::any_of(plan_.stimuli.begin(), plan_.stimuli.end(), hold),
         "a quality-hold or lot-recall under operations"},
        {"label.voided", recall, "a lot-recall under operations"},
        {"lot.expired", ends_lots(false), "lots that expire while it runs"},
        {"lot.recalled", recall, "a lot-recall under operations"},
        {"lot.swapped", swaps_lots(), "lots, and a warehouse with lot_swap"},
        {"package.voided", recall, "a lot-recall under operations"},
        {"malformed.refused", has_fault("malformed-body"), "the fault malformed-body"},
        {"tender.declined", tenders(&PlannedTender::declines), "a freight carrier that `declines` some"},
        {"tender.expired", tenders(&PlannedTender::late), "a freight carrier that is `late` with some"},
        {"tender.late", tenders(&PlannedTender::late), "a freight carrier that is `late` with some"},
        {"transfer.received", !scenario_.transfers.empty(), "an entry under transfers"},
        {"transfer.short_received", loses(), "a transfer with `short`"},
        {"item.awaited", becomes(ScenarioItemChange::Kind::launch), "a launch under master_data"},
        {"item.effective", !scenario_.master_data.empty(), "an entry under master_data"},
        {"item.overtaken", scenario_.master_data.size() > 1, "two entries under master_data for one item"},
        {"order.split", plan_.warehouses.size() > 1, "more than one warehouse"}};
  }
  void reached(const ReachRule& rule) {
    if (expects(std::string(rule.state)) && !rule.possible)
      warn(scenario_.name.at, "`" + std::string(rule.state) +
                                  "` is expected to be reached, but nothing leads there: it needs " +
                                  std::string(rule.needs));
  }

  const Scenario& scenario_;
  Plan plan_;
  LintReport report_;
};

}  // namespace

namespace {

// "scenarios/x.yaml:7:3", or the flag it stands in.
std::string place_of(const LintReport& report, Mark at) {
  const auto source = static_cast<std::size_t>(at.source);
  const std::string& name = source == 0 || source >= report.sources.size() ? report.file : report.sources[source];
  return at.line == 0 ? name : name + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace

LintCounts count_plan(const Plan& plan) {
  LintCounts counts;
  Shelf shelf = shelf_of(plan);
  std::map<std::string, std::int64_t> placed;  // by stream
  for (const PlannedStimulus& stimulus : plan.stimuli) {
    if (stimulus.what.as<ShopperLooks>() != nullptr) ++counts.looks;
    const auto* shopper = stimulus.what.as<ShopperArrives>();
    if (shopper == nullptr) continue;
    ++counts.orders;
    for (const OrderLine& line : shopper->lines) {
      ++counts.lines;
      counts.units += line.quantity;
    }
    // Who leaves without a word takes nothing along: so many of every hundred of the stream, spread evenly.
    const Ratio abandon = abandon_of(plan, shopper->order_id);
    std::int64_t& before = placed[stream_of(shopper->order_id)];
    const std::int64_t left_before = before++ * abandon.numerator / abandon.denominator;
    if (before * abandon.numerator / abandon.denominator > left_before) continue;
    if (!allocate(plan, *shopper, shelf)) ++counts.declined;
  }
  counts.busiest_hour = busiest(order_times(plan), std::min(hours(1), plan.run));
  return counts;
}

LintReport lint(const Scenario& scenario) { return Linter(scenario).lint(); }

std::string to_string(const LintReport& report) {
  std::string text;
  for (const LintNote& note : report.warnings) text += place_of(report, note.at) + ": warning: " + note.message + "\n";
  const LintCounts& counts = report.counts;
  text += report.file + ": " + std::to_string(counts.orders) + " orders, " + std::to_string(counts.lines) + " lines, " +
          std::to_string(counts.units) + " units, " + std::to_string(counts.looks) + " looks; " +
          std::to_string(counts.busiest_hour) + " orders in the busiest hour; about " +
          std::to_string(counts.declined) + " will be declined for want of stock\n";
  return text;
}

}  // namespace drydock
