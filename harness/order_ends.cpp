#include "harness/order_ends.hpp"

#include <algorithm>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stimulus.hpp"

namespace drydock {
namespace {

using Count = OrderExpectation::Count;

template <class T>
const T* body_of(const Record& record) {
  return record.body == nullptr ? nullptr : record.body->as<T>();
}

template <class Lines>
std::int64_t units_of(const Lines& lines) {
  std::int64_t units = 0;
  for (const auto& line : lines) units += line.quantity;
  return units;
}

template <class Names>
std::string listed(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

bool holds(const Count& count, std::int64_t value) {
  if (count.comparison == "<=") return value <= count.value;
  if (count.comparison == "<") return value < count.value;
  if (count.comparison == ">=") return value >= count.value;
  if (count.comparison == ">") return value > count.value;
  return value == count.value;
}

std::string shown(const Count& count) { return count.comparison + " " + std::to_string(count.value); }

// What is delivered has left.
bool fits(const std::string& expected, const std::string& end) {
  return end == expected || (expected == "shipped" && end == "delivered");
}

}  // namespace

OrderEnds::OrderEnds(const Plan& plan, const Directory& directory)
    : plan_(plan), directory_(directory), known_(plan.orders.size()) {}

OrderEnds::Known* OrderEnds::find(std::string_view order) {
  for (std::size_t i = 0; i < known_.size(); ++i)
    if (plan_.orders[i].order == order) return &known_[i];
  return nullptr;
}

std::string OrderEnds::at(Instant when) const { return to_string(when - plan_.start); }

void OrderEnds::note(Known& order, const Record& record) const {
  const SeatIndex seat = record.from == no_seat ? record.to : record.from;
  const std::string end = seen(order).end;
  if (end != order.end) order.ended[end] = record.t;
  order.end = end;
  order.last = "record " + std::to_string(record.n) + ", " + at(record.t) + ": " + std::string(record.type) +
               (seat == no_seat ? "" : " of " + directory_[seat].name);
}

void OrderEnds::see(const Record& record) {
  if (record.kind == RecordKind::publish) return publish(record);
  if (record.kind == RecordKind::effect) return effect(record);
  if (record.kind != RecordKind::stimulus) return;
  const auto* shopper = body_of<ShopperArrives>(record);
  Known* order = shopper == nullptr ? nullptr : find(shopper->order_id);
  if (order == nullptr) return;
  order->arrived = true;
  order->ordered = units_of(shopper->lines);
  note(*order, record);
}

void OrderEnds::publish(const Record& record) {
  if (const auto* placed = body_of<OrderPlaced>(record)) {
    Known* order = find(placed->order_id);
    if (order == nullptr) return;
    order->placed = true;
    return note(*order, record);
  }
  if (const auto* missed = body_of<WmsPickShort>(record)) {
    if (Known* order = find(missed->order_id)) note(*order, record);
    return;
  }
  shipment(record);
}

void OrderEnds::shipment(const Record& record) {
  const auto* left = body_of<WmsShipped>(record);
  Known* order = left == nullptr ? nullptr : find(left->order_id);
  if (order == nullptr || !order->shipments.insert(left->shipment_id).second) return;
  order->warehouses.insert(left->location);
  for (const ShippedPackage& package : left->packages) {
    order->packages.insert(package.package_id);
    order->shipped += units_of(package.lines);
  }
  note(*order, record);
}

void OrderEnds::effect(const Record& record) {
  if (const auto* scan = body_of<TrackingUpdate>(record)) {
    Known* order = scan->milestone == TrackingStatus::delivered ? find(scan->order_id) : nullptr;
    if (order != nullptr && order->delivered.insert(scan->package_id).second) note(*order, record);
  } else if (const auto* lack = body_of<OrderLineBackorder>(record)) {
    if (Known* order = find(lack->order_id)) {
      order->backordered += lack->quantity;
      note(*order, record);
    }
  } else if (const auto* accept = body_of<CancellationAccept>(record)) {
    if (Known* order = find(accept->order_id)) {
      order->cancelled += units_of(accept->lines);
      note(*order, record);
    }
  } else if (const auto* shopper = body_of<ShopperArrives>(record)) {
    Known* order = find(shopper->order_id);
    if (order == nullptr) return;
    const bool unpaid = record.type == "commerce.order.unpaid";
    if (unpaid || record.type == "commerce.order.declined") order->unserved = "declined";
    if (record.type == "commerce.order.abandoned") order->unserved = "abandoned";
    note(*order, record);
  }
}

OrderEnds::Seen OrderEnds::seen(const Known& order) {
  if (!order.unserved.empty()) return {order.unserved, {}};
  if (!order.placed) return {"open", "the order was never placed"};
  const std::int64_t wanted = order.ordered - order.cancelled;
  if (wanted <= 0) return {"cancelled", {}};
  if (order.shipped >= wanted) {
    const auto arrived = static_cast<std::int64_t>(order.delivered.size());
    const auto sent = static_cast<std::int64_t>(order.packages.size());
    if (arrived >= sent) return {"delivered", {}};
    return {"shipped", std::to_string(arrived) + " of " + std::to_string(sent) + " packages delivered"};
  }
  const std::string left = std::to_string(order.shipped) + " of " + std::to_string(wanted) + " units left";
  return {order.backordered > 0 ? "backordered" : "open", left};
}

std::optional<Instant> OrderEnds::since_when(const Known& order, const std::string& end) {
  auto found = order.ended.find(end);
  if (found == order.ended.end() && end == "shipped") found = order.ended.find("delivered");
  return found == order.ended.end() ? std::nullopt : std::optional(found->second);
}

std::vector<ExpectationResult> OrderEnds::results(bool whole) const {
  std::vector<ExpectationResult> all;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const OrderExpectation& expected = plan_.orders[i];
    const Known& order = known_[i];
    const Seen seen_end = seen(order);
    const bool evaluated = whole && order.arrived;
    const auto row = [&](std::string_view what, std::string limit, std::string actual, bool met) {
      ExpectationResult& result = all.emplace_back();
      result.measure = expected.order + "." + std::string(what);
      result.limit = std::move(limit);
      result.evaluated = evaluated;
      if (!evaluated) return;
      result.actual = std::move(actual);
      result.met = met;
      if (!met) result.where = order.last;
    };
    const std::string end = seen_end.end + (seen_end.detail.empty() ? "" : " (" + seen_end.detail + ")");
    const bool ended = expected.end.empty() || fits(expected.end, seen_end.end);
    if (!expected.end.empty()) row("end", expected.end, end, ended);
    if (!expected.from.empty()) {
      const std::set<std::string> wanted(expected.from.begin(), expected.from.end());
      row("from", listed(wanted), listed(order.warehouses), wanted == order.warehouses);
    }
    if (expected.by) {
      const std::optional<Instant> since = ended ? since_when(order, expected.end) : std::nullopt;
      row("by", expected.end + " by " + to_string(*expected.by),
          since ? expected.end + " at " + at(*since) : "not at all: " + end,
          since && *since - plan_.start <= *expected.by);
    }
    const auto packages = static_cast<std::int64_t>(order.packages.size());
    if (expected.packages)
      row("packages", shown(*expected.packages), std::to_string(packages), holds(*expected.packages, packages));
    const auto shipments = static_cast<std::int64_t>(order.shipments.size());
    if (expected.shipments)
      row("shipments", shown(*expected.shipments), std::to_string(shipments), holds(*expected.shipments, shipments));
  }
  return all;
}

}  // namespace drydock
