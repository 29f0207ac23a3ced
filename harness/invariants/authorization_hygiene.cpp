// I41: no money is set aside for what will not be shipped, and nothing is shipped for which none is.
#include <deque>
#include <set>
#include <string>
#include <utility>

#include "contracts/canonical/transfer.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/order_value.hpp"
#include "harness/invariants/paid_release.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

// Whether a fault lies between the pipeline and the provider.
bool on_the_way(const Courtroom& room, const PlannedFault& fault) {
  const SeatIndex self = room.seat("pipeline");
  const SeatIndex payment = room.seat("payment");
  return self != no_seat && payment != no_seat &&
         touches_link(fault, (*room.directory)[self].name, (*room.directory)[payment].name);
}

class AuthorizationHygiene : public Judge {
 public:
  explicit AuthorizationHygiene(const Courtroom& room)
      : Judge("I41", room),
        orders_(evidence().orders()),
        payments_(evidence().payments()),
        views_(evidence().views()),
        paid_(room, payments_),
        suspended_(room, [room](const PlannedFault& fault) { return on_the_way(room, fault); },
                   {room.seat("payment")}) {}

  std::uint32_t kinds() const override {
    if (!payments_.there()) return 0;
    return bit(RecordKind::call) | bit(RecordKind::effect) | SuspendedTime::kinds();
  }

  void see(const Record& record, Findings& findings) override {
    paid_.see(record);
    suspended_.see(record);
    judge_due(record.t, findings);
    if (record.body == nullptr) return;
    if (record.kind == RecordKind::call) {
      const auto* release = record.body->as<OutboundOrderCreate>();
      if (release != nullptr && release->service != transfer_service) released(record, *release);
    } else if (record.kind == RecordKind::effect) {
      effect(record, findings);
    }
  }

  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!payments_.there()) return;
    judge_due(end, findings);
    if (!quiescent) return;
    std::set<std::string, std::less<>> put_aside;
    for (const DeadLetter& letter : views_.dead_letters()) put_aside.insert(letter.correlation);
    for (const BookedOrder& order : orders_.all())
      if (over(order) && !put_aside.contains(order.id)) ended(end, order, findings);
  }

 private:
  struct Waiting {
    std::string order;
    std::string cancellation;
    Allowance allowance;
    Instant due;
  };

  void effect(const Record& record, Findings& findings) {
    if (const auto* accept = record.body->as<CancellationAccept>()) {
      waiting_.push_back({accept->order_id, accept->cancellation_id,
                          Allowance::start(suspended_, record.t, bounds().erp_posting),
                          record.t + bounds().erp_posting});
      const std::uint64_t key = name_key(accept->order_id);
      if (open_since_.find(key) == nullptr) open_since_[key] = record.t;
      look(accept->order_id, record.t);
    } else if (const auto* shipped = record.body->as<WmsShipped>()) {
      left(record, *shipped, findings);
    } else if (const auto* made = record.body->as<PaymentAuthorization>()) {
      if (made->outcome == PaymentOutcome::authorized) unpaid_.erase(name_key(made->order_id));
    } else if (const std::string* id = authorization_of(*record.body)) {
      if (const BookedAuthorization* booked = payments_.find(*id)) look(booked->order, record.t);
    }
  }

  // What is set aside or was taken is no more than what is still wanted.
  bool in_order(std::string_view id, Instant now) {
    const BookedOrder* order = orders_.find(id);
    return order == nullptr || payments_.open(id, now) + payments_.charged(id) <= value_wanted(*order);
  }

  // Once is enough: what comes later has other causes.
  void look(std::string_view order, Instant now) {
    const std::uint64_t key = name_key(order);
    if (open_since_.find(key) != nullptr && in_order(order, now)) open_since_.erase(key);
  }

  void judge_due(Instant now, Findings& findings) {
    while (!waiting_.empty() && waiting_.front().due < now) {
      Waiting one = std::move(waiting_.front());
      waiting_.pop_front();
      look(one.order, one.due);
      const Duration left = one.allowance.left(suspended_, now);
      const Instant* since = open_since_.find(name_key(one.order));
      if (since == nullptr || *since > one.allowance.from) {  // what is open was opened by a later one
        decided();
      } else if (left >= Duration{}) {
        one.due = now + left;
        waiting_.push_back(std::move(one));
      } else {
        open_since_.erase(name_key(one.order));
        still_set_aside(now, one, findings);
      }
    }
  }

  void still_set_aside(Instant now, const Waiting& one, Findings& findings) {
    decided();
    const std::int64_t wanted = value_wanted(*orders_.find(one.order));
    const std::int64_t open = payments_.open(one.order, now);
    const std::int64_t charged = payments_.charged(one.order);
    Charge made;
    made.sentence = text(bounds().erp_posting, " after cancellation ", one.cancellation, " of order ", one.order,
                         " was accepted, ", money(open), " are still set aside and ", money(charged),
                         " captured for what is worth ", money(wanted), " now");
    made.expected = text("at most ", money(wanted), ": payment.void or payment.refund of the rest");
    made.actual = money(open + charged);
    made.order = one.order;
    made.flow = "cancel";
    made.clause = "CL-CANCEL-34-PAYMENT";
    made.seat = name_of_seat(room().seat("payment"));
    made.keys = {one.cancellation};
    charge(findings, now, std::move(made));
  }

  // A release under an authorisation that has run out; a new one may still come before the goods leave.
  void released(const Record& record, const OutboundOrderCreate& release) {
    if (record.from != pipeline() || record.attempt > 1) return;
    decided();
    if (paid_.state(release.order_id, record.t) == PaidRelease::State::ran_out) unpaid_[name_key(release.order_id)] = 1;
  }

  void left(const Record& record, const WmsShipped& shipped, Findings& findings) {
    if (!unpaid_.erase(name_key(shipped.order_id))) return;
    const BookedAuthorization* last = payments_.newest(shipped.order_id);
    Charge made;
    made.sentence = text("shipment ", shipped.shipment_id, " of order ", shipped.order_id,
                         " left, released under an authorisation that had run out and was not asked for anew");
    made.expected = "a new authorisation, or a release that waits for it";
    made.actual = last == nullptr ? std::string("none") : text("authorisation ", last->id, " until ", last->expires);
    made.order = shipped.order_id;
    made.flow = "order-release";
    made.clause = "CL-ORDER-RELEASE-07-PRECONDITION";
    made.keys = {shipped.shipment_id};
    charge(findings, record, std::move(made));
  }

  // Nothing more will leave of it.
  static bool over(const BookedOrder& order) {
    for (const BookedLine& line : order.lines)
      if (line.shipped + line.backordered < line.wanted()) return false;
    return true;
  }

  void ended(Instant end, const BookedOrder& order, Findings& findings) {
    decided();
    const std::int64_t open = payments_.open(order.id, end);
    if (open <= 0) return;
    Charge made;
    made.sentence = text("order ", order.id, " has ended, and ", money(open), " are still set aside for it");
    made.expected = "nothing: payment.void of what was not captured";
    made.actual = money(open);
    made.order = order.id;
    made.flow = "cancel";
    made.clause = "CL-CANCEL-34-PAYMENT";
    made.seat = name_of_seat(room().seat("payment"));
    charge(findings, end, std::move(made));
  }

  OrderBook& orders_;
  PaymentBook& payments_;
  LastViews& views_;
  PaidRelease paid_;
  SuspendedTime suspended_;
  std::deque<Waiting> waiting_;  // by due, but for what was put off
  FlatMap<Instant> open_since_;  // cancellations whose value has not been given back, by order
  FlatMap<char> unpaid_;         // orders released under an authorisation that had run out
};

}  // namespace

InvariantRow authorization_hygiene() {
  return {
      "I41",
      "authorization-hygiene",
      "what is cancelled is voided or refunded in time, and nothing ships on an authorisation that ran out",
      "S+L",
      {"boundary", "ledgers", "plan"},
      {"cancel", "order-release"},
      {"CL-CANCEL-34-PAYMENT", "CL-ORDER-RELEASE-07-PRECONDITION"},
      "a release or a cancellation of an order with a payment",
      "Where there is a payment seat: `erp_posting` after the shop was told that units are cancelled, what is set "
      "aside and what was captured for the order is not more than the value of what is still wanted; a fault on the "
      "way to the provider stops that clock. An order that was released under an authorisation that had run out gets a "
      "new one before the goods leave. At the end nothing is set aside any more for orders of which nothing more will "
      "leave; dead letters excuse. An authorisation that runs out by itself is in order too. "
      "Usual cause: the cancellation is told to warehouse and ERP, and the provider is forgotten; the void is sent for "
      "whole orders only; the date of the authorisation is kept nowhere. "
      "Usual mend: derive the void from the accepted quantities, in the same step as the change of the sales order; "
      "keep `expires_at` with the order, and look at it before each release.",
      &make_judge<AuthorizationHygiene>};
}

}  // namespace drydock
