// The fulfilment flow: what the warehouses say of their work. Each event is applied once and in any order: totals per
// line decide which stage its units are in.
#include <algorithm>
#include <set>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

// A fulfilment while one of its events is applied: written afterwards, and the node's backlog kept right.
class Applying {
 public:
  Applying(Platform& p, const std::string& fulfillment_id) : p_(p), row_(p.fulfilments.find(fulfillment_id)) {
    if (row_ != nullptr) waited_ = waits_at_node(*row_);
  }
  Applying(const Applying&) = delete;
  Applying& operator=(const Applying&) = delete;
  ~Applying() {
    if (row_ == nullptr) return;
    p_.journal.touch(*row_);
    const auto node = p_.masters.node(row_->location);
    if (node && waited_ && !waits_at_node(*row_)) --p_.masters.nodes()[*node].open_work;
  }
  explicit operator bool() const { return row_ != nullptr; }
  FulfilmentRecord& operator*() { return *row_; }
  FulfilmentRecord* operator->() { return row_; }

  /// The stage was not there before.
  bool enter(Stage stage) {
    const bool fresh = (row_->stages & stage) == 0;
    row_->stages |= stage;
    return fresh || p_.counts_again();
  }
  /// The id was not there before.
  bool enter(std::vector<std::string>& ids, const std::string& id) {
    const bool fresh = std::find(ids.begin(), ids.end(), id) == ids.end();
    if (fresh) ids.push_back(id);
    return fresh || p_.counts_again();
  }
  WorkLine* line(std::string_view name) {
    for (WorkLine& one : row_->lines)
      if (one.line == name) return &one;
    return nullptr;
  }

 private:
  Platform& p_;
  FulfilmentRecord* row_;
  bool waited_ = false;
};

void take_from_shelf(Platform& p, const std::string& item, const std::string& location, std::int64_t quantity) {
  if (Place* place = p.inventory.at(item, location))
    p.inventory.change(*place, delta_of(Bucket::unrestricted, -quantity));
}

// The warehouse's version of the position has risen by one.
void count_movement(Platform& p, const std::string& item, const std::string& location) {
  Place* place = p.inventory.at(item, location);
  if (place == nullptr) return;
  ++place->movements;
  p.journal.touch(*place);
}

bool is_voided(const FulfilmentRow& row, const std::string& package_id) {
  return std::find(row.voided.begin(), row.voided.end(), package_id) != row.voided.end();
}

void count_movements(Platform& p, const WmsShipped& event, const std::string& location) {
  std::set<std::string> items;
  for (const ShippedPackage& package : event.packages)
    for (const LineQuantity& shipped : package.lines) items.insert(shipped.item);
  for (const std::string& item : items) count_movement(p, item, location);
}

}  // namespace

bool waits_at_node(const FulfilmentRow& row) {
  if ((row.stages & (stage_packed | stage_rejected)) != 0) return false;
  return std::any_of(row.lines.begin(), row.lines.end(),
                     [](const WorkLine& line) { return line.quantity - line.shorted - line.shipped > 0; });
}

void stock_again(Platform& p, const WmsShipped& event) {
  for (const ShippedPackage& package : event.packages)
    for (const LineQuantity& line : package.lines) take_from_shelf(p, line.item, event.location, line.quantity);
}

void drop_work(Platform& p, const std::string& fulfillment_id, std::string_view line, std::int64_t quantity) {
  Applying f(p, fulfillment_id);
  if (WorkLine* work = f ? f.line(line) : nullptr)
    p.inventory.work(*work, f->location, [&](WorkLine& one) { one.quantity -= quantity; });
}

Applied order_accepted(Platform& p, const WmsOrderAccepted& event, const Cause& cause) {
  Applying f(p, event.fulfillment_id);
  if (!f || !f.enter(stage_accepted)) return {};
  if (p.has(Defect::promise_recomputed_on_acceptance)) promise_anew(p, *f, cause);
  return {&f->sequence, false};
}

// Told anew after a recall, it is another event of the fulfilment: it has a place in the order of its events.
Applied order_allocated(Platform& p, const WmsAllocated& event, const Cause&) {
  Applying f(p, event.fulfillment_id);
  if (!f) return {};
  if (f.enter(stage_allocated) && event.lots && p.has(Defect::allocated_lot_kept)) f->assigned = *event.lots;
  return {&f->sequence, false};
}

Applied order_rejected(Platform& p, const WmsOrderRejected& event, const Cause& cause) {
  Applying f(p, event.fulfillment_id);
  if (!f || !f.enter(stage_rejected)) return {};
  if (p.has(Defect::rejection_forgotten)) return {&f->sequence, false};
  std::vector<Want> wants;
  for (WorkLine& line : f->lines) {
    const std::int64_t rest = line.quantity - line.shorted - fetched(line);
    if (rest <= 0) continue;
    p.inventory.work(line, f->location, [&](WorkLine& one) { one.shorted += rest; });
    wants.push_back({line.line, line.item, rest});
  }
  auto* order = p.orders.find(f->order_id);
  if (order != nullptr && !wants.empty())
    reroute(p, *order, f->location, wants, f->fulfillment_id + "-rejected", event.reason, cause);
  transfer_worked(p, f->order_id, cause);
  return {&f->sequence, false};
}

Applied pick_confirmed(Platform& p, const WmsPickConfirmed& event, const Cause&) {
  Applying f(p, event.fulfillment_id);
  if (!f || !f.enter(stage_picked)) return {};
  for (const LineQuantity& picked : event.lines)
    if (WorkLine* line = f.line(picked.line))
      p.inventory.work(*line, f->location, [&](WorkLine& one) { one.picked += picked.quantity; });
  return {&f->sequence, false};
}

// Stock for another node leaves the sender's shelf when it ships.
bool stays_on_the_shelf(Platform& p, const FulfilmentRow& f) {
  const bool wrong = p.has(Defect::in_transit_sold_at_sender) || p.has(Defect::transfer_counted_at_both_ends);
  return wrong && p.transfers.find(f.order_id) != nullptr;
}

// The event is the stock movement: the shelf has less than was thought. The units that are missing are found elsewhere.
Applied pick_short(Platform& p, const WmsPickShort& event, const Cause& cause) {
  Applying f(p, event.fulfillment_id);
  if (!f || !f.enter(f->movements, event.movement_id)) return {};
  if (!p.has(Defect::short_pick_skips_position)) take_from_shelf(p, event.item, event.location, -event.delta);
  if (event.delta != 0) count_movement(p, event.item, event.location);
  if (WorkLine* line = f.line(event.line))
    p.inventory.work(*line, f->location, [&](WorkLine& one) {
      one.shorted += event.quantity_short;
      one.unpicked += event.unpicked.value_or(0);
    });
  auto* order = p.orders.find(f->order_id);
  if (order != nullptr && event.quantity_short > 0)
    reroute(p, *order, f->location, {{event.line, event.item, event.quantity_short}}, event.movement_id, "short_pick",
            cause);
  transfer_worked(p, f->order_id, cause);
  return {&f->sequence, true};
}

Applied pack_confirmed(Platform& p, const WmsPackConfirmed& event, const Cause& cause) {
  Applying f(p, event.fulfillment_id);
  if (!f || !f.enter(stage_packed)) return {};
  for (const PackedPackage& package : event.packages) {
    if (is_voided(*f, package.package_id)) continue;
    if (std::find(f->packages.begin(), f->packages.end(), package.package_id) == f->packages.end())
      f->packages.push_back(package.package_id);
    auto* row = p.packages.find(package.package_id);
    if (row == nullptr) row = &p.packages.add(package.package_id, PackageRow{});
    row->package_id = package.package_id;
    row->order_id = f->order_id;
    row->fulfillment_id = f->fulfillment_id;
    row->weight_grams = package.weight_grams;
    p.journal.touch(*row);
    notice_packed(p, *f, package.package_id, cause);
  }
  if (const auto* order = p.orders.find(f->order_id)) ship_packages(p, *f, *order, cause);
  return {&f->sequence, false};
}

// It may be told of before the packing is.
Applied pack_voided(Platform& p, const WmsPackVoided& event, const Cause& cause) {
  Applying f(p, event.fulfillment_id);
  if (!f || !f.enter(f->voided, event.package_id)) return {};
  std::erase(f->packages, event.package_id);
  auto* row = p.packages.find(event.package_id);
  if (row == nullptr) return {&f->sequence, false};
  row->voided = true;
  if (row->labelled) --f->labelled;
  p.journal.touch(*row);
  if (!row->label_id.empty()) void_label(p, *row, cause);
  all_labelled(p, *f);
  return {&f->sequence, false};
}

Applied order_shipped(Platform& p, const WmsShipped& event, const Cause& cause) {
  Applying f(p, event.fulfillment_id);
  if (!f || !f.enter(f->shipments, event.shipment_id)) return {};
  auto* order = p.orders.find(f->order_id);
  transfer_left(p, event);
  count_movements(p, event, f->location);
  for (const ShippedPackage& package : event.packages) {
    for (const LineQuantity& shipped : package.lines) {
      if (!stays_on_the_shelf(p, *f)) take_from_shelf(p, shipped.item, f->location, shipped.quantity);
      if (WorkLine* line = f.line(shipped.line))
        p.inventory.work(*line, f->location, [&](WorkLine& one) { one.shipped += shipped.quantity; });
      if (order == nullptr) continue;
      take_live(p, *order, shipped.line, f->location, true, shipped.quantity,
                [](ReservationRecord&, Slice& slice, std::int64_t amount) {
                  slice.live -= amount;
                  slice.in_work -= amount;
                  slice.consumed += amount;
                });
      for (OrderLineState& line : order->lines)
        if (line.line == shipped.line) line.shipped += shipped.quantity;
      p.journal.touch(*order);
    }
  }
  transfer_worked(p, f->order_id, cause);
  return {&f->sequence, true};
}

}  // namespace drydock::pipeline
