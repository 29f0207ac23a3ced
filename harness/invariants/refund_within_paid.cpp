// I39: captures stay within what was authorised and what was shipped, refunds within what was captured and not shipped.
#include <algorithm>
#include <string>
#include <utility>

#include "harness/invariants/judge.hpp"
#include "harness/invariants/order_value.hpp"
#include "harness/invariants/return_book.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class RefundWithinPaid : public Judge {
 public:
  explicit RefundWithinPaid(const Courtroom& room)
      : Judge("I39", room),
        orders_(evidence().orders()),
        payments_(evidence().payments()),
        returns_(evidence().returns()),
        views_(evidence().views()) {}

  std::uint32_t kinds() const override { return payments_.there() ? bit(RecordKind::effect) : 0; }

  void see(const Record& record, Findings& findings) override {
    if (record.body == nullptr) return;
    if (const auto* take = record.body->as<PaymentCapture>()) {
      decided();
      captured(record, *take, findings);
    } else if (const auto* back = record.body->as<PaymentRefund>()) {
      decided();
      refunded(record, *back, findings);
    } else if (const auto* less = record.body->as<PaymentVoid>()) {
      decided();
      within_authorised(record, less->order_id, less->void_id, less->authorization_id, findings);
    }
  }

  // At rest nobody has paid for what did not leave or came back.
  void finish(Instant end, bool quiescent, Findings& findings) override {
    if (!quiescent || !payments_.there()) return;
    for (const BookedOrder& order : orders_.all()) {
      const std::int64_t charged = payments_.charged(order.id);
      if (charged == 0) continue;
      decided();
      const std::int64_t stayed = value_of(order, &BookedLine::shipped) - returns_.value_received(order);
      if (charged <= stayed || put_aside(order.id)) continue;
      Charge made;
      made.sentence = text("at rest order ", order.id, " is charged with ", money(charged),
                           ", and what left of it and stayed is worth ", money(stayed));
      made.clause = "CL-CANCEL-34-PAYMENT";
      made.expected = text(money(charged - stayed), " refunded");
      made.actual = "not refunded";
      made.order = order.id;
      made.seat = name_of_seat(room().seat("payment"));
      made.keys = {order.id};
      charge(findings, end, std::move(made));
    }
  }

 private:
  // A refund that a person has to see to.
  bool put_aside(const std::string& order) const {
    return std::any_of(views_.dead_letters().begin(), views_.dead_letters().end(), [&](const DeadLetter& letter) {
      return letter.message == "payment.refund" && letter.correlation == order;
    });
  }

  void captured(const Record& record, const PaymentCapture& take, Findings& findings) {
    within_authorised(record, take.order_id, take.shipment_id, take.authorization_id, findings);
    const BookedOrder* order = orders_.find(take.order_id);
    const std::int64_t shipped = order == nullptr ? 0 : value_of(*order, &BookedLine::shipped);
    const std::int64_t captured = payments_.captured(take.order_id);
    if (captured <= shipped) return;
    accuse(record, take.order_id, take.shipment_id,
           text("capture for shipment ", take.shipment_id, " brings order ", take.order_id, " to ", money(captured),
                " captured, of which ", money(shipped), " have shipped"),
           text("at most ", money(shipped), " captured"), text(money(captured), " captured"), findings);
  }

  void within_authorised(const Record& record, const std::string& order, const std::string& key,
                         const std::string& authorization, Findings& findings) {
    const BookedAuthorization* booked = payments_.find(authorization);
    const std::int64_t may = booked == nullptr ? 0 : booked->amount;
    const std::int64_t taken = booked == nullptr ? 1 : booked->captured + booked->voided;
    if (taken <= may) return;
    accuse(record, order, key,
           text("of authorisation ", authorization, " over ", money(may), " ", money(taken),
                " are captured and voided by now"),
           text("at most ", money(may)), money(taken), findings);
  }

  void refunded(const Record& record, const PaymentRefund& back, Findings& findings) {
    const BookedAuthorization* booked = payments_.find(back.authorization_id);
    const std::int64_t paid = booked == nullptr ? 0 : booked->captured;
    const std::int64_t gone = booked == nullptr ? back.amount.minor : booked->refunded;
    if (gone > paid)
      accuse(record, back.order_id, back.refund_id,
             text("refund ", back.refund_id, " brings authorisation ", back.authorization_id, " to ", money(gone),
                  " refunded, and ", money(paid), " were captured"),
             text("at most ", money(paid), " refunded"), text(money(gone), " refunded"), findings);
    if (std::exchange(refunds_[name_key(back.refund_id)], 1) != 0)
      accuse(record, back.order_id, back.refund_id, text("refund ", back.refund_id, " was made a second time"),
             "one refund for one cancellation or return", "two", findings);
    const BookedOrder* order = orders_.find(back.order_id);
    if (of_return(record, back, order, findings)) return;
    const std::int64_t shipped = order == nullptr ? 0 : value_of(*order, &BookedLine::shipped);
    const std::int64_t stayed = shipped - (order == nullptr ? 0 : returns_.value_received(*order));
    const std::int64_t may = std::max<std::int64_t>(0, payments_.charged(back.order_id) + back.amount.minor - stayed);
    if (back.amount.minor <= may) return;
    accuse(record, back.order_id, back.refund_id,
           text("refund ", back.refund_id, " gives back ", money(back.amount.minor), " of order ", back.order_id,
                ", of which all but ", money(may), " has shipped and stayed"),
           text("at most ", money(may), " refunded"), money(back.amount.minor), findings);
  }

  // The refunds of one return together give back what came with it. True if that was told.
  bool of_return(const Record& record, const PaymentRefund& back, const BookedOrder* order, Findings& findings) {
    const BookedReturn* booked = returns_.of_refund(back.refund_id);
    if (booked == nullptr) return false;
    std::int64_t& given_back = of_returns_[name_key(booked->id)];
    given_back += back.amount.minor;
    const std::int64_t came = order == nullptr ? 0 : ReturnBook::value_received(*booked, *order);
    if (given_back <= came) return false;
    accuse(record, back.order_id, back.refund_id,
           text("refund ", back.refund_id, " brings return ", booked->id, " of order ", back.order_id, " to ",
                money(given_back), " refunded, of which ", money(came), " came back by then"),
           text("at most ", money(came), " refunded"), text(money(given_back), " refunded"), findings);
    return true;
  }

  void accuse(const Record& record, const std::string& order, const std::string& key, std::string sentence,
              std::string expected, std::string actual, Findings& findings) {
    Charge made;
    made.sentence = std::move(sentence);
    made.expected = std::move(expected);
    made.actual = std::move(actual);
    made.order = order;
    made.keys = {key};
    charge(findings, record, std::move(made));
  }

  OrderBook& orders_;
  PaymentBook& payments_;
  ReturnBook& returns_;
  LastViews& views_;
  FlatMap<char> refunds_;
  FlatMap<std::int64_t> of_returns_;  // refunded, by return
};

}  // namespace

InvariantRow refund_within_paid() {
  return {
      "I39",
      "refund-within-paid",
      "captures stay within what was authorised and shipped, refunds within what was captured and did not ship",
      "S",
      {"boundary", "ledgers"},
      {"erp-posting", "cancel", "returns"},
      {"CL-ERP-POSTING-15", "CL-CANCEL-34-PAYMENT", "CL-RETURNS-37-REFUND", "CL-ORDER-IMPORT-04-PROVIDER"},
      "a capture, void or refund at a payment seat",
      "At every entry of the payment provider: captures and voids of an authorisation together are not more than it; "
      "the captures of an order are not more than the value of what really left with a truck, at the prices of the "
      "order; refunds are not more than was captured, each is made once, and none gives back what was shipped and not "
      "returned, and at rest nothing more is charged than what left and stayed; the refunds of one return (their ids "
      "begin with its own) together give back no more than the value "
      "of what a warehouse has received with it by then. Without a payment seat there is nothing to judge. "
      "Usual cause: the capture hangs on the placed order or on the release; a capture without an answer is made "
      "again under another key; a cancellation is refunded and voided; a return is refunded when it is asked for, and "
      "again when it came. "
      "Usual mend: capture from the ship confirmation's own quantities, with the shipment id as idempotency key, and "
      "give back by one number from which void and refund are derived.",
      &make_judge<RefundWithinPaid>};
}

}  // namespace drydock
