// The notification flow: what the customer is told, once for each thing there is to tell, and not any more once it has
// been overtaken. Without a notification seat every step falls away.
#include <algorithm>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

// The key names the notice, so that a retry, a restart or a replay is the same one. An order does not wait for its
// notices to be closed: the call is not made for the order but for what it speaks of.
void tell(Platform& p, MessageSend notice, const Cause& cause) {
  const auto* order = p.orders.find(notice.order_id);
  if (p.notification == no_seat || order == nullptr) return;
  notice.recipient = order->placed.as<OrderPlaced>()->customer;
  const std::string key = notice.subject_id + "/" + std::string(name_of(notice.template_name));
  notice.dedup_key = key + cause.suffix;
  const std::string lane = p.lane(notice.order_id, cause);
  const std::string subject = notice.subject_id;
  p.call({.to = p.notification,
          .body = Payload::of(std::move(notice)),
          .idempotency_key = key,
          .lane = lane,
          .subject = subject},
         cause);
}

void tell_of_package(Platform& p, NoticeTemplate what, const std::string& package_id, const std::string& order_id,
                     Instant occurred, const Cause& cause) {
  tell(p,
       {.dedup_key = {},
        .template_name = what,
        .recipient = {},
        .order_id = order_id,
        .subject_id = package_id,
        .occurred_at = occurred,
        .promise = {},
        .lines = {}},
       cause);
}

std::optional<NoticeTemplate> template_of(TrackingStatus status) {
  if (status == TrackingStatus::out_for_delivery) return NoticeTemplate::out_for_delivery;
  if (status == TrackingStatus::delivered) return NoticeTemplate::delivered;
  return std::nullopt;
}

bool package_is_further(Platform& p, const MessageSend& notice) {
  const auto* package = p.packages.find(notice.subject_id);
  if (package == nullptr) return notice.template_name != NoticeTemplate::delivered;  // over and dropped
  if (notice.template_name == NoticeTemplate::shipped) return package->status >= TrackingStatus::out_for_delivery;
  return notice.template_name == NoticeTemplate::out_for_delivery && package->status >= TrackingStatus::delivered;
}

}  // namespace

void notice_packed(Platform& p, const FulfilmentRow& fulfilment, const std::string& package_id, const Cause& cause) {
  if (p.has(Defect::notice_at_packing))
    tell_of_package(p, NoticeTemplate::shipped, package_id, fulfilment.order_id, p.now(), cause);
}

void notice_shipped(Platform& p, const PackageRow& package, const WmsShipped& event, const Cause& cause) {
  if (p.has(Defect::notice_at_packing) || package.status >= TrackingStatus::out_for_delivery) return;
  tell_of_package(p, NoticeTemplate::shipped, package.package_id, event.order_id, event.shipped_at, cause);
}

void notice_scanned(Platform& p, const PackageRow& package, TrackingStatus status, Instant occurred,
                    const Cause& cause) {
  if (const auto what = template_of(status))
    tell_of_package(p, *what, package.package_id, package.order_id, occurred, cause);
}

void notice_cancelled(Platform& p, const std::string& order_id, const std::string& cancellation_id,
                      const std::vector<LineQuantity>& lines, const Cause& cause) {
  tell(p,
       {.dedup_key = {},
        .template_name = NoticeTemplate::cancelled,
        .recipient = {},
        .order_id = order_id,
        .subject_id = cancellation_id,
        .occurred_at = p.now(),
        .promise = {},
        .lines = lines},
       cause);
}

void notice_promise_moved(Platform& p, const OrderRow& order, const std::string& update_id, const Cause& cause) {
  if (p.has(Defect::promise_notice_skipped)) return;
  tell(p,
       {.dedup_key = {},
        .template_name = NoticeTemplate::promise_moved,
        .recipient = {},
        .order_id = order.order_id,
        .subject_id = update_id,
        .occurred_at = p.now(),
        .promise = order.promise,
        .lines = {}},
       cause);
}

void notice_backordered(Platform& p, const OrderRow& order, const std::string& case_id, const LineQuantity& line,
                        const Cause& cause) {
  tell(p,
       {.dedup_key = {},
        .template_name = NoticeTemplate::backordered,
        .recipient = {},
        .order_id = order.order_id,
        .subject_id = case_id,
        .occurred_at = p.now(),
        .promise = {},
        .lines = {line}},
       cause);
}

bool notice_overtaken(Platform& p, const MessageSend& notice) {
  if (p.has(Defect::stale_backlog_mailed) || p.has(Defect::replay_mails_again) || p.has(Defect::superseded_scan_mailed))
    return false;
  switch (notice.template_name) {
    case NoticeTemplate::shipped:
    case NoticeTemplate::out_for_delivery:
    case NoticeTemplate::delivered: return package_is_further(p, notice);
    case NoticeTemplate::promise_moved: {
      const auto* order = p.orders.find(notice.order_id);
      return order == nullptr || notice.promise != order->promise;
    }
    case NoticeTemplate::cancelled:
    case NoticeTemplate::backordered: return false;
  }
  return false;
}

void notice_anew(Platform& p, Call& call) {
  MessageSend notice = *call.body.as<MessageSend>();
  call.headers.idempotency_key += "/" + std::to_string(call.tries + 1);
  notice.dedup_key = call.headers.idempotency_key;
  call.body = Payload::of(std::move(notice));
  if (call.journaled) p.outbox.rewrite(call);
}

void notices_again(Platform& p, const Payload& event, const Cause& cause) {
  const auto* shipped = event.as<WmsShipped>();
  if (shipped == nullptr) return;
  for (const ShippedPackage& package : shipped->packages)
    tell_of_package(p, NoticeTemplate::shipped, package.package_id, shipped->order_id, shipped->shipped_at, cause);
}

}  // namespace drydock::pipeline
