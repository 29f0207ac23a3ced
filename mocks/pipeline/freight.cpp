// The freight part of the shipping flow: a packed fulfilment is planned as a load, and the TMS asks one carrier after
// the other. The first that takes it in time gets it: it sells the labels, and so the warehouse knows who picks up.
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

using LoadRecord = Table<LoadRow>::Record;

void book(Platform& p, LoadRecord& load, const std::string& carrier, const Cause& cause) {
  load.carrier = carrier;
  p.journal.touch(load);
  const auto* fulfilment = p.fulfilments.find(load.fulfillment_id);
  const auto* order = p.orders.find(load.order_id);
  if (fulfilment != nullptr && order != nullptr)
    buy_labels(p, *fulfilment, *order, {carrier, std::string(freight_service), {}, 0}, cause);
}

// The last tender came to nothing: the next carrier is asked, once.
void ask_next(Platform& p, LoadRecord& load, const std::string& load_id, std::int64_t attempt, const Cause& cause) {
  if (!load.carrier.empty() && !p.has(Defect::carrier_booked_on_offer)) return;
  if (attempt != load.attempt) return;
  load.carrier.clear();
  load.attempt = attempt + 1;
  p.journal.touch(load);
  p.call({.to = p.tms,
          .body = Payload::of(LoadRetender{load_id, load.attempt}),
          .idempotency_key = load_id + "/" + std::to_string(load.attempt),
          .lane = load.fulfillment_id,
          .subject = load.order_id},
         cause);
}

}  // namespace

void plan_load(Platform& p, const FulfilmentRow& fulfilment, const OrderRow& order, const Cause& cause) {
  if (p.loads.find(fulfilment.fulfillment_id) != nullptr) return;
  LoadPlan plan;
  plan.fulfillment_id = fulfilment.fulfillment_id;
  plan.order_id = order.order_id;
  plan.location = fulfilment.location;
  plan.ship_to = order.placed.as<OrderPlaced>()->ship_to;
  plan.deliver_by = order.promise.deliver_by;
  for (const std::string& id : fulfilment.packages)
    if (const auto* package = p.packages.find(id)) plan.packages.push_back({id, package->weight_grams});
  LoadRow row;
  row.fulfillment_id = fulfilment.fulfillment_id;
  row.order_id = order.order_id;
  p.loads.add(fulfilment.fulfillment_id, std::move(row));
  p.call({.to = p.tms,
          .body = Payload::of(std::move(plan)),
          .idempotency_key = fulfilment.fulfillment_id,
          .lane = fulfilment.fulfillment_id,
          .subject = order.order_id},
         cause);
}

// The answer names the carrier that is asked. It has agreed to nothing; a defect books it all the same.
void load_tendered(Platform& p, const Call& call, const LoadTendered& tendered, const Cause& cause) {
  if (!p.has(Defect::carrier_booked_on_offer)) return;
  auto* load = p.loads.find(call.lane);
  if (load != nullptr && load->carrier.empty()) book(p, *load, tendered.carrier, cause);
}

bool tender_accepted(Platform& p, const TmsTenderAccepted& event, const Cause& cause) {
  auto* load = p.loads.find(event.fulfillment_id);
  if (load == nullptr) return p.tombstones.find(event.order_id) != nullptr;
  const bool late = event.attempt != load->attempt || event.answered_at > event.respond_by;
  const bool taken = !load->carrier.empty();
  if (p.has(Defect::late_acceptance_taken) ? load->carrier == event.carrier : late || taken) return true;
  book(p, *load, event.carrier, cause);
  return true;
}

bool tender_declined(Platform& p, const TmsTenderDeclined& event, const Cause& cause) {
  auto* load = p.loads.find(event.fulfillment_id);
  if (load == nullptr) return p.tombstones.find(event.order_id) != nullptr;
  ask_next(p, *load, event.load_id, event.attempt, cause);
  return true;
}

bool tender_expired(Platform& p, const TmsTenderExpired& event, const Cause& cause) {
  auto* load = p.loads.find(event.fulfillment_id);
  if (load == nullptr) return p.tombstones.find(event.order_id) != nullptr;
  if (!p.has(Defect::tender_expiry_dropped)) ask_next(p, *load, event.load_id, event.attempt, cause);
  return true;
}

// Only what has happened is shown, as a scan is.
void milestone_arrived(Platform& p, const TmsMilestone& told, const Cause& cause) {
  const bool guess = told.kind == MilestoneKind::estimated && p.has(Defect::estimate_shown_as_actual);
  if (told.kind != MilestoneKind::actual && !guess) return;
  scan_arrived(p,
               {told.milestone_id, told.package_id, told.order_id, told.carrier, told.tracking_number.value_or(""),
                told.status, told.occurs_at, told.recorded_at},
               cause);
}

}  // namespace drydock::pipeline
