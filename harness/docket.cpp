#include "harness/docket.hpp"

#include <string>

#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/views.hpp"

namespace drydock {
namespace {

// A row of a list: its own business key, and itself as a payload.
template <class Result, class Row, class KeyOf, class Pass>
bool expand(const Payload& body, std::vector<Row> Result::*rows, KeyOf key_of, Pass pass) {
  const auto* result = body.as<Result>();
  if (result == nullptr) return false;
  for (const Row& row : result->*rows) pass(key_of(row), Payload::of(Row(row)));
  return true;
}

template <class Row>
std::string by_place(const Row& row) {
  return row.item + "/" + row.location;
}

template <class Pass>
void expand_rows(const Payload& body, Pass pass) {
  const auto by_order = [](const OrderView& row) { return row.order_id; };
  const auto by_reservation = [](const ReservationView& row) { return row.reservation_id; };
  const auto by_letter = [](const DeadLetter& row) { return row.dead_letter_id; };
  const auto by_break = [](const BreakView& row) { return row.break_id; };
  const auto by_queue = [](const QueueDepth& row) { return row.destination; };
  expand(body, &StockListResult::positions, by_place<Position>, pass) ||
      expand(body, &BalanceListResult::balances, by_place<Balance>, pass) ||
      expand(body, &AvailabilityListResult::shown, by_place<Shown>, pass) ||
      expand(body, &PositionListResult::positions, by_place<PositionView>, pass) ||
      expand(body, &OrderListResult::orders, by_order, pass) ||
      expand(body, &ReservationListResult::reservations, by_reservation, pass) ||
      expand(body, &DeadLetterListResult::dead_letters, by_letter, pass) ||
      expand(body, &ReconciliationListResult::breaks, by_break, pass) ||
      expand(body, &QueueListResult::queues, by_queue, pass);
}

constexpr bool is_message(RecordKind kind) {
  return kind == RecordKind::request || kind == RecordKind::ok || kind == RecordKind::deliver;
}

}  // namespace

void Docket::pass(const Record& record) {
  for (Tap* listener : listeners_) listener->see(record);
}

void Docket::see(const Record& record) {
  if (record.kind == RecordKind::effect) {
    last_effect_ = record.t;
    if (record.type == "commerce.order.placed") ++orders_;
  }
  pass(record);
  if (is_message(record.kind)) check(record);
  if (record.kind == RecordKind::ok && record.to == auditor_ && record.body != nullptr) views(record);
}

void Docket::check(const Record& record) {
  if (checker_ == nullptr || every_ <= 0 || record.body == nullptr || record.message == nullptr) return;
  if (seen_++ % static_cast<std::uint64_t>(every_) != 0) return;
  ++checks_;
  // What a fault has damaged on purpose is not its sender's fault.
  if (!record.fault.empty() && record.body->bytes() != nullptr) return;
  const auto part = record.kind == RecordKind::deliver   ? MessagePart::event
                    : record.kind == RecordKind::request ? MessagePart::request
                    : record.status < 300                ? MessagePart::reply
                                                         : MessagePart::problem;
  for (const auto& failure : checker_->check(*record.message, part, *record.body)) {
    const std::string text = failure.keyword + " at " + (failure.pointer.empty() ? "/" : failure.pointer);
    const Payload told = Payload::raw(failure.message);
    Record violation = record;
    violation.kind = RecordKind::violation;
    violation.detail = text;
    violation.body = &told;
    pass(violation);
  }
}

void Docket::views(const Record& answer) {
  expand_rows(*answer.body, [&](const std::string& key, const Payload& row) {
    Record view = answer;
    view.kind = RecordKind::view;
    view.to = no_seat;
    view.key = key;
    view.body = &row;
    pass(view);
  });
}

}  // namespace drydock
