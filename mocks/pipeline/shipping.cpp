// The shipping flow: a packed fulfilment gets its rate, each package its label, and the warehouse the label. The
// packages stand staged meanwhile; nothing else waits for the carrier.
#include <algorithm>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

// The answer to a call is what causes the next; to a worker that waits for it, all of it is one step of its event.
Cause after(const Platform& p, const Call& call) {
  const bool waits = p.has(Defect::carrier_call_blocks_ship_confirm);
  return {waits ? call.headers.causation_id : call.headers.idempotency_key, call.headers.correlation_id,
          call.headers.trace};
}

void buy_label(Platform& p, const PackageRow& package, const FulfilmentRow& fulfilment, const OrderRow& order,
               const Rate& rate, const Cause& cause) {
  const auto& placed = *order.placed.as<OrderPlaced>();
  LabelBuy buy;
  buy.package_id = package.package_id;
  buy.order_id = order.order_id;
  buy.location = fulfilment.location;
  buy.ship_to = placed.ship_to;
  buy.service = rate.service;
  buy.weight_grams = package.weight_grams;
  p.call({.to = p.seat.directory->find(rate.carrier),
          .body = Payload::of(std::move(buy)),
          .idempotency_key = package.package_id,
          .lane = package.package_id,
          .subject = order.order_id},
         cause);
}

}  // namespace

void buy_labels(Platform& p, const FulfilmentRow& fulfilment, const OrderRow& order, const Rate& rate,
                const Cause& cause) {
  for (const std::string& id : fulfilment.packages)
    if (const auto* package = p.packages.find(id)) buy_label(p, *package, fulfilment, order, rate, cause);
}

void ship_packages(Platform& p, FulfilmentRecord& fulfilment, const OrderRecord& order, const Cause& cause) {
  const auto& placed = *order.placed.as<OrderPlaced>();
  if (fulfilment.packages.empty()) return;
  if (placed.service == freight_service) return plan_load(p, fulfilment, order, cause);
  RateShop shop;
  shop.fulfillment_id = fulfilment.fulfillment_id;
  shop.location = fulfilment.location;
  shop.ship_to = placed.ship_to;
  shop.service = placed.service;
  for (const std::string& id : fulfilment.packages)
    if (const auto* package = p.packages.find(id)) shop.weight_grams += package->weight_grams;
  p.call({.to = p.tms,
          .body = Payload::of(std::move(shop)),
          .idempotency_key = fulfilment.fulfillment_id,
          .lane = fulfilment.fulfillment_id,
          .subject = order.order_id},
         cause);
}

std::string rates_answered(Platform& p, const Call& call, const RateShopResult& result) {
  const auto* fulfilment = p.fulfilments.find(call.body.as<RateShop>()->fulfillment_id);
  if (fulfilment == nullptr) return "unknown_subject";
  const auto* order = p.orders.find(fulfilment->order_id);
  if (order == nullptr) return "unknown_subject";
  const auto rate = std::find_if(result.rates.begin(), result.rates.end(),
                                 [&](const Rate& one) { return p.seat.directory->find(one.carrier) != no_seat; });
  if (rate == result.rates.end()) return "no_rate";
  buy_labels(p, *fulfilment, *order, *rate, after(p, call));
  return {};
}

void label_bought(Platform& p, const Call& call, const Label& label) {
  auto* package = p.packages.find(call.body.as<LabelBuy>()->package_id);
  if (package == nullptr) return;
  package->label_id = label.label_id;
  package->carrier = label.carrier;
  package->label_tracking_number = label.tracking_number;
  p.journal.touch(*package);
  if (package->voided) return void_label(p, *package, after(p, call));
  const auto* fulfilment = p.fulfilments.find(package->fulfillment_id);
  if (fulfilment == nullptr) return;
  LabelAttach attach;
  attach.package_id = package->package_id;
  attach.fulfillment_id = fulfilment->fulfillment_id;
  attach.label_id = label.label_id;
  attach.carrier = label.carrier;
  attach.tracking_number = label.tracking_number;
  p.call({.to = p.seat.directory->find(fulfilment->location),
          .body = Payload::of(std::move(attach)),
          .idempotency_key = package->package_id,
          .lane = package->package_id,
          .subject = fulfilment->order_id},
         after(p, call));
}

void labels_again(Platform& p, const WmsShipped& event, const Cause& cause) {
  const auto* order = p.orders.find(event.order_id);
  if (order == nullptr) return;
  const auto& placed = *order->placed.as<OrderPlaced>();
  for (const ShippedPackage& package : event.packages) {
    const SeatIndex carrier = p.seat.directory->find(package.carrier);
    const auto* row = p.packages.find(package.package_id);
    if (row == nullptr) continue;
    LabelBuy buy{package.package_id, order->order_id, event.location,
                 placed.ship_to,     placed.service,  row->weight_grams};
    p.call({.to = carrier,
            .body = Payload::of(std::move(buy)),
            .idempotency_key = package.package_id,
            .lane = package.package_id,
            .subject = order->order_id},
           cause);
  }
}

void void_label(Platform& p, const PackageRow& package, const Cause& cause) {
  if (p.has(Defect::unused_label_kept)) return;
  p.call({.to = p.seat.directory->find(package.carrier),
          .body = Payload::of(
              LabelVoid{package.package_id, package.order_id, package.label_id, package.label_tracking_number}),
          .idempotency_key = package.package_id,
          .lane = package.package_id,
          .subject = package.order_id},
         cause);
}

void all_labelled(Platform& p, const FulfilmentRow& fulfilment) {
  if (fulfilment.labelled >= static_cast<std::int64_t>(fulfilment.packages.size()))
    worker_done(p, fulfilment.fulfillment_id);
}

void label_attached(Platform& p, const LabelAttach& attach) {
  auto* fulfilment = p.fulfilments.find(attach.fulfillment_id);
  auto* package = p.packages.find(attach.package_id);
  if (fulfilment == nullptr || (package != nullptr && package->voided)) return;
  if (package != nullptr) {
    package->labelled = true;
    p.journal.touch(*package);
  }
  ++fulfilment->labelled;
  p.journal.touch(*fulfilment);
  all_labelled(p, *fulfilment);
}

bool attach_refused(const Problem& problem) { return problem.code == "package_voided"; }

}  // namespace drydock::pipeline
