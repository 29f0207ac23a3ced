#include "harness/invariants/payment_book.hpp"

#include <algorithm>

#include "contracts/canonical/order.hpp"

namespace drydock {

PaymentBook::PaymentBook(const Courtroom& room) : there_(room.seat("payment") != no_seat) {}

BookedAuthorization* PaymentBook::mutable_find(std::string_view authorization) {
  const std::uint32_t* slot = by_id_.find(name_key(authorization));
  return slot == nullptr ? nullptr : &all_[*slot - 1];
}

const BookedAuthorization* PaymentBook::find(std::string_view authorization) { return mutable_find(authorization); }

const BookedAuthorization* PaymentBook::newest(std::string_view order) {
  const auto* numbers = of_order(order);
  return numbers == nullptr || numbers->empty() ? nullptr : &all_[numbers->back()];
}

void PaymentBook::see(const Record& record) {
  if (!there_ || record.body == nullptr) return;
  if (record.kind == RecordKind::publish) {
    const auto* order = record.body->as<OrderPlaced>();
    if (order != nullptr && order->authorization_id) placed(order->order_id, *order->authorization_id);
    return;
  }
  if (const auto* made = record.body->as<PaymentAuthorization>()) return authorized(*made);
  const std::string* id = authorization_of(*record.body);
  BookedAuthorization* booked = id == nullptr ? nullptr : mutable_find(*id);
  if (booked == nullptr) return;
  if (const auto* take = record.body->as<PaymentCapture>()) booked->captured += take->amount.minor;
  if (const auto* back = record.body->as<PaymentVoid>()) booked->voided += back->amount.minor;
  if (const auto* back = record.body->as<PaymentRefund>()) booked->refunded += back->amount.minor;
}

void PaymentBook::authorized(const PaymentAuthorization& made) {
  if (made.outcome == PaymentOutcome::declined || !made.expires_at) return;
  std::uint32_t& slot = by_id_[name_key(made.authorization_id)];
  if (slot != 0) return;
  const auto number = static_cast<std::uint32_t>(all_.size());
  all_.push_back({made.authorization_id, made.order_id, made.amount.minor, made.decided_at, *made.expires_at, 0, 0, 0});
  slot = number + 1;
  by_order_[name_key(made.order_id)].push_back(number);
}

void PaymentBook::placed(std::string_view order, std::string_view authorization) {
  std::vector<std::uint32_t>* numbers = by_order_.find(name_key(order));
  if (numbers == nullptr) return;
  const auto named = std::find_if(numbers->begin(), numbers->end(),
                                  [&](std::uint32_t number) { return all_[number].id == authorization; });
  if (named != numbers->end()) numbers->erase(numbers->begin(), named);
}

namespace {

template <class Sum>
std::int64_t over(const PaymentBook& book, const std::vector<std::uint32_t>* numbers, Sum sum) {
  std::int64_t total = 0;
  if (numbers != nullptr)
    for (const std::uint32_t number : *numbers) total += sum(book[number]);
  return total;
}

}  // namespace

std::int64_t PaymentBook::open(std::string_view order, Instant now) {
  return over(*this, of_order(order), [&](const BookedAuthorization& one) { return one.open(now); });
}

std::int64_t PaymentBook::captured(std::string_view order) {
  return over(*this, of_order(order), [](const BookedAuthorization& one) { return one.captured; });
}

std::int64_t PaymentBook::charged(std::string_view order) {
  return over(*this, of_order(order), [](const BookedAuthorization& one) { return one.captured - one.refunded; });
}

const std::string* authorization_of(const Payload& body) {
  if (const auto* take = body.as<PaymentCapture>()) return &take->authorization_id;
  if (const auto* back = body.as<PaymentVoid>()) return &back->authorization_id;
  if (const auto* back = body.as<PaymentRefund>()) return &back->authorization_id;
  return nullptr;
}

}  // namespace drydock
