#include "contracts/book.hpp"

#include <algorithm>
#include <cassert>
#include <vector>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/feed.hpp"
#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/payment.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/token.hpp"
#include "contracts/canonical/transfer.hpp"
#include "contracts/canonical/views.hpp"

namespace drydock {
namespace {

using KeyOf = std::string (*)(const void*);

template <auto Member>
struct By;
template <class T, std::string T::*Member>
struct By<Member> {
  static std::string key(const void* body) { return static_cast<const T*>(body)->*Member; }
};

// Positions are known by item and location together.
template <class T>
std::string position(const void* body) {
  const T& value = *static_cast<const T*>(body);
  return value.item + "/" + value.location;
}

// A cart is asked again under a higher attempt: that is another request.
std::string cart_attempt(const void* body) {
  const auto& value = *static_cast<const ReservationCreate*>(body);
  return value.cart_id + "/" + std::to_string(value.attempt);
}

// A cancellation may ask several warehouses, and one warehouse for several fulfilments.
std::string cancelled_fulfilment(const void* body) {
  const auto& value = *static_cast<const OutboundOrderCancel*>(body);
  return value.cancellation_id + "/" + value.fulfillment_id;
}

// An order is authorised anew when an authorisation has run out: that is another one.
std::string authorization_attempt(const void* body) {
  const auto& value = *static_cast<const PaymentAuthorize*>(body);
  return value.order_id + "/" + std::to_string(value.attempt);
}

// A load is offered again under a higher attempt: that is another tender.
template <class T>
std::string tender(const void* body) {
  const T& value = *static_cast<const T*>(body);
  return value.load_id + "/" + std::to_string(value.attempt);
}

std::string milestone(const void* body) {
  const auto& value = *static_cast<const TrackingUpdate*>(body);
  return value.package_id + "/" + std::string(name_of(value.milestone));
}

std::string item_version(const void* body) {
  const auto& value = *static_cast<const ItemChanged*>(body);
  return value.item + "/" + std::to_string(value.version);
}

std::string item_version_at(const void* body) {
  const auto& value = *static_cast<const ItemUpsert*>(body);
  return value.item + "/" + std::to_string(value.version) + "/" + value.location;
}

std::string snapshot_part(const void* body) {
  const auto& value = *static_cast<const BalanceSnapshot*>(body);
  return value.snapshot_id + "/" + value.location + "/" + std::to_string(value.part);
}

// One page of one reading: a repeated request is another attempt at it.
std::string feed_place(const void* body) {
  const auto& value = *static_cast<const FeedRead*>(body);
  return (value.since ? to_string(*value.since) : "start") + "+" + std::to_string(value.offset);
}

std::string no_key(const void*) { return {}; }

template <class Request, class Reply>
MessageType operation(std::string_view name, std::string_view role, std::string_view flow, bool write, KeyOf key) {
  return {name, MessageKind::operation, type_of<Request>(), type_of<Reply>(), role, flow, write, key, &no_key, 0};
}

template <class Data>
MessageType event(std::string_view name, std::string_view role, std::string_view flow, KeyOf key, KeyOf ordering_key) {
  return {name, MessageKind::event, type_of<Data>(), nullptr, role, flow, false, key, ordering_key, 0};
}

constexpr bool read = false;
constexpr bool write = true;

// One row a message type. The role of a list that several roles serve is the one that is asked in the prepare flow or,
// failing that, the pipeline; a feed is read at whoever publishes by one, warehouses foremost; a
// token is fetched from whomever the pipeline calls.
std::vector<MessageType> rows() {
  return {
      operation<AvailabilityList, AvailabilityListResult>("availability.list", "commerce", "reconciliation", read,
                                                          &no_key),
      operation<AvailabilityQuery, AvailabilityAnswer>("availability.query", "pipeline", "availability", read,
                                                       &By<&AvailabilityQuery::query_id>::key),
      operation<AvailabilitySet, Accepted>("availability.set", "commerce", "stock", write, &position<AvailabilitySet>),
      operation<BalanceList, BalanceListResult>("balance.list", "erp", "reconciliation", read, &no_key),
      operation<CancellationAccept, Accepted>("cancellation.accept", "commerce", "cancel", write,
                                              &By<&CancellationAccept::cancellation_id>::key),
      operation<CancellationReject, Accepted>("cancellation.reject", "commerce", "cancel", write,
                                              &By<&CancellationReject::cancellation_id>::key),
      operation<CreditMemoPost, Posted>("credit_memo.post", "erp", "returns", write,
                                        &By<&CreditMemoPost::return_id>::key),
      operation<DeadLetterList, DeadLetterListResult>("dead_letter.list", "pipeline", "reconciliation", read, &no_key),
      operation<FeedRead, FeedPage>("feed.read", "wms", "any", read, &feed_place),
      operation<FulfillmentCreate, Accepted>("fulfillment.create", "commerce", "fulfilment", write,
                                             &By<&FulfillmentCreate::shipment_id>::key),
      operation<GoodsIssuePost, Posted>("goods_issue.post", "erp", "erp-posting", write,
                                        &By<&GoodsIssuePost::shipment_id>::key),
      operation<GoodsReceiptPost, Posted>("goods_receipt.post", "erp", "stock", write,
                                          &By<&GoodsReceiptPost::movement_id>::key),
      operation<InboundExpect, Accepted>("inbound.expect", "wms", "transfer", write,
                                         &By<&InboundExpect::shipment_id>::key),
      operation<InventoryAdjust, Posted>("inventory.adjust", "erp", "stock", write,
                                         &By<&InventoryAdjust::movement_id>::key),
      operation<InvoiceCreate, Posted>("invoice.create", "erp", "erp-posting", write,
                                       &By<&InvoiceCreate::shipment_id>::key),
      operation<ItemList, ItemListResult>("item.list", "erp", "prepare", read, &no_key),
      operation<ItemUpsert, Accepted>("item.upsert", "wms", "master-data", write, &item_version_at),
      operation<LabelAttach, Accepted>("label.attach", "wms", "shipping", write, &By<&LabelAttach::package_id>::key),
      operation<LabelBuy, Label>("label.buy", "carrier", "shipping", write, &By<&LabelBuy::package_id>::key),
      operation<LabelVoid, Accepted>("label.void", "carrier", "shipping", write, &By<&LabelVoid::package_id>::key),
      operation<LoadPlan, LoadTendered>("load.plan", "tms", "shipping", write, &By<&LoadPlan::fulfillment_id>::key),
      operation<LoadRetender, LoadTendered>("load.retender", "tms", "shipping", write, &tender<LoadRetender>),
      operation<LocationList, LocationListResult>("location.list", "erp", "prepare", read, &no_key),
      operation<MessageSend, Accepted>("message.send", "notification", "notification", write,
                                       &By<&MessageSend::dedup_key>::key),
      operation<MilestoneReport, Accepted>("milestone.report", "tms", "tracking", write,
                                           &By<&MilestoneReport::milestone_id>::key),
      operation<OrderLineBackorder, Accepted>("order_line.backorder", "commerce", "fulfilment", write,
                                              &By<&OrderLineBackorder::case_id>::key),
      operation<OrderList, OrderListResult>("order.list", "pipeline", "reconciliation", read, &no_key),
      operation<OutboundOrderCancel, OutboundOrderCancelled>("outbound_order.cancel", "wms", "cancel", write,
                                                             &cancelled_fulfilment),
      operation<OutboundOrderCreate, Accepted>("outbound_order.create", "wms", "order-release", write,
                                               &By<&OutboundOrderCreate::fulfillment_id>::key),
      operation<PaymentAuthorize, PaymentAuthorization>("payment.authorize", "payment", "order-import", write,
                                                        &authorization_attempt),
      operation<PaymentCapture, Accepted>("payment.capture", "payment", "erp-posting", write,
                                          &By<&PaymentCapture::shipment_id>::key),
      operation<PaymentRefund, Accepted>("payment.refund", "payment", "cancel", write,
                                         &By<&PaymentRefund::refund_id>::key),
      operation<PaymentVoid, Accepted>("payment.void", "payment", "cancel", write, &By<&PaymentVoid::void_id>::key),
      operation<PositionList, PositionListResult>("position.list", "pipeline", "reconciliation", read, &no_key),
      operation<PromiseUpdate, Accepted>("promise.update", "commerce", "fulfilment", write,
                                         &By<&PromiseUpdate::update_id>::key),
      operation<QueueList, QueueListResult>("queue.list", "pipeline", "reconciliation", read, &no_key),
      operation<RateShop, RateShopResult>("rate.shop", "tms", "shipping", read, &By<&RateShop::fulfillment_id>::key),
      operation<ReadyGet, Accepted>("ready.get", "pipeline", "prepare", read, &no_key),
      operation<ReconciliationList, ReconciliationListResult>("reconciliation.list", "pipeline", "reconciliation", read,
                                                              &no_key),
      operation<ReplayStart, ReplayStarted>("replay.start", "pipeline", "reconciliation", write,
                                            &By<&ReplayStart::replay_id>::key),
      operation<ReservationConfirm, ReservationStatus>("reservation.confirm", "pipeline", "reservation", write,
                                                       &By<&ReservationConfirm::reservation_id>::key),
      operation<ReservationCreate, ReservationAnswer>("reservation.create", "pipeline", "reservation", write,
                                                      &cart_attempt),
      operation<ReservationList, ReservationListResult>("reservation.list", "pipeline", "reconciliation", read,
                                                        &no_key),
      operation<ReservationRelease, ReservationStatus>("reservation.release", "pipeline", "reservation", write,
                                                       &By<&ReservationRelease::reservation_id>::key),
      operation<ReturnClose, Accepted>("return.close", "commerce", "returns", write, &By<&ReturnClose::return_id>::key),
      operation<ReturnExpect, Accepted>("return.expect", "wms", "returns", write, &By<&ReturnExpect::return_id>::key),
      operation<SalesOrderChange, Accepted>("sales_order.change", "erp", "cancel", write,
                                            &By<&SalesOrderChange::change_id>::key),
      operation<SalesOrderCreate, Accepted>("sales_order.create", "erp", "order-import", write,
                                            &By<&SalesOrderCreate::order_id>::key),
      operation<StockList, StockListResult>("stock.list", "wms", "prepare", read, &no_key),
      operation<TenderAnswer, Accepted>("tender.answer", "tms", "shipping", write, &tender<TenderAnswer>),
      operation<TenderOffer, Accepted>("tender.offer", "carrier", "shipping", write, &tender<TenderOffer>),
      operation<TokenCreate, AccessToken>("token.create", "erp", "any", read, &By<&TokenCreate::client_id>::key),
      operation<TrackingUpdate, Accepted>("tracking.update", "commerce", "tracking", write, &milestone),
      operation<TransferOrderClose, Accepted>("transfer_order.close", "erp", "transfer", write,
                                              &By<&TransferOrderClose::transfer_id>::key),

      event<CarrierTrackingUpdated>("carrier.tracking.updated", "carrier", "tracking",
                                    &By<&CarrierTrackingUpdated::scan_id>::key,
                                    &By<&CarrierTrackingUpdated::package_id>::key),
      event<CancellationRequested>("commerce.cancellation.requested", "commerce", "cancel",
                                   &By<&CancellationRequested::cancellation_id>::key,
                                   &By<&CancellationRequested::order_id>::key),
      event<OrderPlaced>("commerce.order.placed", "commerce", "order-import", &By<&OrderPlaced::order_id>::key,
                         &By<&OrderPlaced::order_id>::key),
      event<ReturnRequested>("commerce.return.requested", "commerce", "returns", &By<&ReturnRequested::return_id>::key,
                             &By<&ReturnRequested::return_id>::key),
      event<BalanceSnapshot>("erp.balance.snapshot", "erp", "reconciliation", &snapshot_part,
                             &By<&BalanceSnapshot::location>::key),
      event<ItemChanged>("erp.item.changed", "erp", "master-data", &item_version, &By<&ItemChanged::item>::key),
      event<TransferOrderCreated>("erp.transfer_order.created", "erp", "transfer",
                                  &By<&TransferOrderCreated::transfer_id>::key,
                                  &By<&TransferOrderCreated::transfer_id>::key),
      event<TmsMilestone>("tms.milestone", "tms", "tracking", &By<&TmsMilestone::milestone_id>::key,
                          &By<&TmsMilestone::load_id>::key),
      event<TmsTenderAccepted>("tms.tender.accepted", "tms", "shipping", &tender<TmsTenderAccepted>,
                               &By<&TmsTenderAccepted::load_id>::key),
      event<TmsTenderDeclined>("tms.tender.declined", "tms", "shipping", &tender<TmsTenderDeclined>,
                               &By<&TmsTenderDeclined::load_id>::key),
      event<TmsTenderExpired>("tms.tender.expired", "tms", "shipping", &tender<TmsTenderExpired>,
                              &By<&TmsTenderExpired::load_id>::key),
      event<WmsAdjusted>("wms.adjusted", "wms", "stock", &By<&WmsAdjusted::movement_id>::key, &position<WmsAdjusted>),
      event<WmsAllocated>("wms.allocated", "wms", "fulfilment", &By<&WmsAllocated::fulfillment_id>::key,
                          &By<&WmsAllocated::fulfillment_id>::key),
      event<WmsCountCompleted>("wms.count.completed", "wms", "stock", &By<&WmsCountCompleted::movement_id>::key,
                               &position<WmsCountCompleted>),
      event<WmsInboundClosed>("wms.inbound.closed", "wms", "transfer", &By<&WmsInboundClosed::shipment_id>::key,
                              &By<&WmsInboundClosed::shipment_id>::key),
      event<WmsLotHeld>("wms.lot.held", "wms", "stock", &By<&WmsLotHeld::movement_id>::key, &position<WmsLotHeld>),
      event<WmsLotReleased>("wms.lot.released", "wms", "stock", &By<&WmsLotReleased::movement_id>::key,
                            &position<WmsLotReleased>),
      event<WmsMoved>("wms.moved", "wms", "stock", &By<&WmsMoved::movement_id>::key, &position<WmsMoved>),
      event<WmsOrderAccepted>("wms.order.accepted", "wms", "fulfilment", &By<&WmsOrderAccepted::fulfillment_id>::key,
                              &By<&WmsOrderAccepted::fulfillment_id>::key),
      event<WmsOrderRejected>("wms.order.rejected", "wms", "fulfilment", &By<&WmsOrderRejected::fulfillment_id>::key,
                              &By<&WmsOrderRejected::fulfillment_id>::key),
      event<WmsPackConfirmed>("wms.pack.confirmed", "wms", "fulfilment", &By<&WmsPackConfirmed::fulfillment_id>::key,
                              &By<&WmsPackConfirmed::fulfillment_id>::key),
      event<WmsPackVoided>("wms.pack.voided", "wms", "fulfilment", &By<&WmsPackVoided::package_id>::key,
                           &By<&WmsPackVoided::fulfillment_id>::key),
      event<WmsPickConfirmed>("wms.pick.confirmed", "wms", "fulfilment", &By<&WmsPickConfirmed::fulfillment_id>::key,
                              &By<&WmsPickConfirmed::fulfillment_id>::key),
      event<WmsPickShort>("wms.pick.short", "wms", "fulfilment", &By<&WmsPickShort::movement_id>::key,
                          &By<&WmsPickShort::fulfillment_id>::key),
      event<WmsReceived>("wms.received", "wms", "stock", &By<&WmsReceived::movement_id>::key, &position<WmsReceived>),
      event<WmsReturnDisposed>("wms.return.disposed", "wms", "returns", &By<&WmsReturnDisposed::movement_id>::key,
                               &By<&WmsReturnDisposed::return_id>::key),
      event<WmsReturnReceived>("wms.return.received", "wms", "returns", &By<&WmsReturnReceived::return_id>::key,
                               &By<&WmsReturnReceived::return_id>::key),
      event<WmsShipped>("wms.shipped", "wms", "fulfilment", &By<&WmsShipped::shipment_id>::key,
                        &By<&WmsShipped::fulfillment_id>::key),
  };
}

const std::vector<MessageType>& table() {
  static const std::vector<MessageType> all = [] {
    std::vector<MessageType> made = rows();
    for (std::size_t i = 0; i < made.size(); ++i) made[i].index = i;
    return made;
  }();
  return all;
}

}  // namespace

std::span<const MessageType> message_types() { return table(); }

const MessageType* find_message(std::string_view name) {
  const auto& all = table();
  const auto found = std::find_if(all.begin(), all.end(), [&](const MessageType& row) { return row.name == name; });
  return found == all.end() ? nullptr : &*found;
}

const MessageType& message_of(const Type* body) {
  const auto& all = table();
  const auto found = std::find_if(all.begin(), all.end(), [&](const MessageType& row) { return row.body == body; });
  assert(found != all.end() && "the type is not in the contract book");
  return *found;
}

std::string business_key(const MessageType& message, const Payload& payload) {
  return payload.type() == message.body ? message.key(payload.data()) : std::string();
}

}  // namespace drydock
