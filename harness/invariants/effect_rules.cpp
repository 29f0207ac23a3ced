#include "harness/invariants/effect_rules.hpp"

#include <iterator>
#include <string>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"

namespace drydock {
namespace {

using Keys = std::vector<std::string_view>;

template <auto Member>
struct By;
template <class T, std::string T::*Member>
struct By<Member> {
  static std::string_view key(const void* body) { return static_cast<const T*>(body)->*Member; }
  static void keys(const void* body, Keys& out) { out.push_back(key(body)); }
};

void packages(const void* event, Keys& out) {
  for (const PackedPackage& package : static_cast<const WmsPackConfirmed*>(event)->packages) out.push_back(package.package_id);
}

// A movement of nothing needs no booking.
template <class T, std::int64_t T::*Amount>
void if_moved(const void* event, Keys& out) {
  const T& body = *static_cast<const T*>(event);
  if (body.*Amount != 0) out.push_back(body.movement_id);
}

constexpr auto exactly_1 = EffectRule::Expected::exactly_1;
constexpr auto latest = EffectRule::Expected::latest;
constexpr auto adjusts = &By<&InventoryAdjust::movement_id>::key;

const EffectRule table[] = {
    {"commerce.order.placed", "sales_order.create", "erp", exactly_1, "order-import", "order-import.booked-once",
     &By<&OrderPlaced::order_id>::keys, &By<&SalesOrderCreate::order_id>::key},
    {"wms.pack.confirmed", "label.buy", "carrier", exactly_1, "shipping", "shipping.one-label", &packages,
     &By<&LabelBuy::package_id>::key},
    {"wms.pack.confirmed", "label.attach", "wms", exactly_1, "shipping", "shipping.label-handed-over", &packages,
     &By<&LabelAttach::package_id>::key},
    {"wms.shipped", "goods_issue.post", "erp", exactly_1, "erp-posting", "erp-posting.issued-once",
     &By<&WmsShipped::shipment_id>::keys, &By<&GoodsIssuePost::shipment_id>::key},
    {"wms.shipped", "invoice.create", "erp", exactly_1, "erp-posting", "erp-posting.invoiced-once",
     &By<&WmsShipped::shipment_id>::keys, &By<&InvoiceCreate::shipment_id>::key},
    {"wms.shipped", "fulfillment.create", "commerce", exactly_1, "fulfilment", "fulfilment.shop-told-once",
     &By<&WmsShipped::shipment_id>::keys, &By<&FulfillmentCreate::shipment_id>::key},
    {"carrier.tracking.updated", "tracking.update", "commerce", latest, "tracking", "tracking.latest-shown",
     &By<&CarrierTrackingUpdated::package_id>::keys, &By<&TrackingUpdate::package_id>::key},
    {"wms.received", "goods_receipt.post", "erp", exactly_1, "stock", "stock.booked-once",
     &if_moved<WmsReceived, &WmsReceived::quantity>, &By<&GoodsReceiptPost::movement_id>::key},
    {"wms.adjusted", "inventory.adjust", "erp", exactly_1, "stock", "stock.booked-once",
     &if_moved<WmsAdjusted, &WmsAdjusted::delta>, adjusts},
    {"wms.count.completed", "inventory.adjust", "erp", exactly_1, "stock", "stock.booked-once",
     &if_moved<WmsCountCompleted, &WmsCountCompleted::variance>, adjusts},
    {"wms.moved", "inventory.adjust", "erp", exactly_1, "stock", "stock.booked-once",
     &if_moved<WmsMoved, &WmsMoved::quantity>, adjusts},
    {"wms.lot.held", "inventory.adjust", "erp", exactly_1, "stock", "stock.booked-once",
     &if_moved<WmsLotHeld, &WmsLotHeld::quantity>, adjusts},
    {"wms.lot.released", "inventory.adjust", "erp", exactly_1, "stock", "stock.booked-once",
     &if_moved<WmsLotReleased, &WmsLotReleased::quantity>, adjusts},
    {"wms.pick.short", "inventory.adjust", "erp", exactly_1, "stock", "stock.booked-once",
     &if_moved<WmsPickShort, &WmsPickShort::delta>, adjusts},
};

using Index = std::vector<std::vector<const EffectRule*>>;

Index index_by(std::string_view EffectRule::*name) {
  Index made(message_types().size());
  for (const EffectRule& rule : table)
    if (const MessageType* type = find_message(rule.*name)) made[type->index].push_back(&rule);
  return made;
}

}  // namespace

std::span<const EffectRule> effect_rules() { return {table, std::size(table)}; }

const std::vector<const EffectRule*>& rules_of_event(const MessageType& type) {
  static const Index all = index_by(&EffectRule::event);
  return all[type.index];
}

const std::vector<const EffectRule*>& rules_of_operation(const MessageType& type) {
  static const Index all = index_by(&EffectRule::operation);
  return all[type.index];
}

}  // namespace drydock
