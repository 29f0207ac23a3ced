#include "mocks/roles.hpp"

#include <algorithm>

#include "mocks/carrier/carrier.hpp"
#include "mocks/commerce/commerce.hpp"
#include "mocks/erp/erp.hpp"
#include "mocks/notification/notification.hpp"
#include "mocks/payment/payment.hpp"
#include "mocks/tms/tms.hpp"
#include "mocks/wms/wms.hpp"

namespace drydock {
namespace {

std::vector<RoleRow> rows() {
  return {
      {"carrier",
       "sells labels, and scans packages on their way to the customer; some take freight",
       {"feed.read", "label.buy", "label.void", "tender.offer", "token.create"},
       {"carrier.tracking.updated"},
       {"packages handed over", "late scan", "tender timeout"},
       [] { return make_carrier({}); }},
      {"commerce",
       "the shop: takes orders, shows availability and tracking",
       {"availability.list", "availability.set", "cancellation.accept", "cancellation.reject", "feed.read",
        "fulfillment.create", "order.list", "order_line.backorder", "promise.update", "return.close", "token.create",
        "tracking.update"},
       {"commerce.cancellation.requested", "commerce.order.placed", "commerce.return.requested"},
       {"shelf drift", "shopper arrives", "shopper cancels", "shopper looks", "shopper returns"},
       [] { return make_commerce({}); }},
      {"erp",
       "the books: masters, sales orders, postings, its own copy of the stock",
       {"balance.list", "credit_memo.post", "feed.read", "goods_issue.post", "goods_receipt.post", "inventory.adjust",
        "invoice.create", "item.list", "location.list", "order.list", "sales_order.change", "sales_order.create",
        "token.create", "transfer_order.close"},
       {"erp.balance.snapshot", "erp.item.changed", "erp.transfer_order.created"},
       {"balances copied", "books drift", "concurrency cap", "credit refused", "item decided", "period closed", "quota",
        "transfer decided"},
       [] { return make_erp({}); }},
      {"notification",
       "sends messages to customers",
       {"message.send", "token.create"},
       {},
       {"bounce", "concurrency cap"},
       [] { return make_notification({}); }},
      {"payment",
       "authorises, captures, voids and refunds payments",
       {"payment.authorize", "payment.capture", "payment.refund", "payment.void", "token.create"},
       {},
       {"authorisation expiry", "concurrency cap", "decline"},
       [] { return make_payment({}); }},
      {"pipeline",
       "the integration under test; by default our reference pipeline",
       {"availability.query", "dead_letter.list", "order.list", "position.list", "queue.list", "ready.get",
        "reconciliation.list", "replay.start", "reservation.confirm", "reservation.create", "reservation.list",
        "reservation.release"},
       {},
       {},
       nullptr},
      {"tms",
       "chooses carrier and service, and gets loads moved",
       {"feed.read", "load.plan", "load.retender", "milestone.report", "rate.shop", "tender.answer", "token.create"},
       {"tms.milestone", "tms.tender.accepted", "tms.tender.declined", "tms.tender.expired"},
       {},
       [] { return make_tms({}); }},
      {"wms",
       "a warehouse: stock, picking, packing, trucks",
       {"feed.read", "inbound.expect", "item.upsert", "label.attach", "outbound_order.cancel", "outbound_order.create",
        "return.expect", "stock.list", "token.create"},
       {"wms.adjusted", "wms.allocated", "wms.count.completed", "wms.inbound.closed", "wms.lot.held",
        "wms.lot.released", "wms.moved", "wms.order.accepted", "wms.order.rejected", "wms.pack.confirmed",
        "wms.pack.voided", "wms.pick.confirmed", "wms.pick.short", "wms.received", "wms.return.disposed",
        "wms.return.received", "wms.shipped"},
       {"cycle count", "goods arrive", "lot expiry", "lot recall", "lot swap", "pickup departs", "quality hold",
        "reject", "return arrives", "short pick", "stock adjustment", "stock damaged", "truck arrives", "unseen loss"},
       [] { return make_wms({}); }},
  };
}

}  // namespace

std::span<const RoleRow> role_rows() {
  static const std::vector<RoleRow> all = rows();
  return all;
}

const RoleRow* find_role(std::string_view name) {
  const auto all = role_rows();
  const auto found = std::find_if(all.begin(), all.end(), [&](const RoleRow& row) { return row.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace drydock
