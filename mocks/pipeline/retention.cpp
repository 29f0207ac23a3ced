// What is over is dropped after its retention, so that state follows what is open and not what ever was.
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

std::string fulfilment_id(const OrderRow& order, std::int64_t n) { return order.order_id + "-F" + std::to_string(n); }

// Every package that left has been shown as delivered.
bool delivered(Platform& p, const OrderRow& order) {
  const std::int64_t bit = std::int64_t{1} << static_cast<int>(TrackingStatus::delivered);
  for (std::int64_t n = 1; n <= order.releases; ++n) {
    const auto* fulfilment = p.fulfilments.find(fulfilment_id(order, n));
    if (fulfilment == nullptr) continue;
    for (const std::string& id : fulfilment->packages) {
      const auto* package = p.packages.find(id);
      if (package != nullptr && (package->told & bit) == 0) return false;
    }
  }
  return true;
}

void drop(Platform& p, OrderRecord& order) {
  for (std::int64_t n = 1; n <= order.releases; ++n) {
    const auto* fulfilment = p.fulfilments.find(fulfilment_id(order, n));
    if (fulfilment == nullptr) continue;
    for (const std::string& id : fulfilment->packages) p.packages.erase(id);
    for (const std::string& id : fulfilment->voided) p.packages.erase(id);
    p.loads.erase(fulfilment->fulfillment_id);
    p.fulfilments.erase(fulfilment_id(order, n));
  }
  for (const std::string& id : order.reservations) p.reservations.erase(id);
  const std::string id = order.order_id;
  p.journal.forget("o/" + id);
  p.payments.erase(id);
  p.returns_of.erase(id);
  p.orders.erase(id);
  p.tombstones.add(id, Tombstone{p.now()});
  p.aged.push({p.now() + p.settings.tombstone_memory, "x" + id});
}

void drop_transfer(Platform& p, const std::string& id) {
  if (const auto* transfer = p.transfers.find(id)) p.fulfilments.erase(transfer->fulfillment_id);
  p.transfers.erase(id);
}

// One that waits for an order that never came waits no longer.
void drop_cancellation(Platform& p, const std::string& id) {
  if (const auto* row = p.cancellations.find(id))
    if (const auto waiting = p.early.find(row->order_id); waiting != p.early.end()) {
      std::erase(waiting->second, id);
      if (waiting->second.empty()) p.early.erase(waiting);
    }
  p.cancellations.erase(id);
}

// A return counts against the next one as long as its order may have a next one.
void drop_return(Platform& p, const std::string& id) {
  const auto* row = p.returns.find(id);
  if (row != nullptr && p.orders.find(row->order_id) != nullptr)
    return p.aged.push({p.now() + p.settings.tombstone_memory, "q" + id});
  p.returns.erase(id);
}

void forget(Platform& p, const std::string& what) {
  const std::string id = what.substr(1);
  if (what.front() == 'B') p.posting_log.forget(id);
  if (what.front() == 'k') p.answers.erase(id);
  if (what.front() == 'm') p.movements.erase(id);
  if (what.front() == 'n') drop_cancellation(p, id);
  if (what.front() == 'q') drop_return(p, id);
  if (what.front() == 'r') p.reservations.erase(id);
  if (what.front() == 'v') drop_transfer(p, id);
  if (what.front() == 'w') drop_archived(p, id);
  if (what.front() == 'x') p.tombstones.erase(id);
}

}  // namespace

void retire(Platform& p, OrderRecord& order) {
  if (order.retired || !order.closed_at || !delivered(p, order)) return;
  order.retired = true;
  p.retired.push({p.now() + p.settings.order_retention, order.order_id});
}

void sweep(Platform& p) {
  for (auto& [call, cause] : std::exchange(p.unsent, {})) p.call(std::move(call), cause);
  while (!p.retired.empty() && p.retired.top().at <= p.now()) {
    auto* order = p.orders.find(p.retired.top().id);
    p.retired.pop();
    // A posting revived from a dead letter, a late event, or a return may still be at work.
    if (order == nullptr) continue;
    order->retired = false;
    if (order->open_calls > 0 || has_open_return(p, order->order_id)) {
      retire(p, *order);
    } else {
      drop(p, *order);
    }
  }
  while (!p.aged.empty() && p.aged.top().at <= p.now()) {
    forget(p, p.aged.top().id);
    p.aged.pop();
  }
}

}  // namespace drydock::pipeline
