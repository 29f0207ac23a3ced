// Payments, in the flows they belong to: nothing is released without an authorisation that is good, what was shipped is
// captured, what was cancelled is given back, and nothing stays set aside when an order is over. Without a payment seat
// there are no records, and every step falls away.
#include <algorithm>

#include "contracts/codec.hpp"
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

using PaymentRecord = Table<PaymentRow>::Record;

// The provider counts in the currency of the order's lines.
std::int64_t value_of(const OrderRow& order, const std::vector<LineQuantity>& lines) {
  std::int64_t value = 0;
  for (const OrderLine& line : order.placed.as<OrderPlaced>()->lines)
    for (const LineQuantity& row : lines)
      if (row.line == line.line) value += row.quantity * line.unit_price.minor;
  return value;
}

// What may still be charged, with what was charged already.
std::int64_t value_wanted(const OrderRow& order) {
  std::vector<LineQuantity> lines;
  for (const OrderLineState& line : order.lines)
    lines.push_back({line.line, {}, line.ordered - line.cancelled - line.backordered});
  return value_of(order, lines);
}

// Captured under any authorisation and not refunded.
std::int64_t kept(const PaymentRow& row) {
  std::int64_t value = 0;
  for (const AuthorizationState& one : row.authorizations) value += one.captured - one.refunded;
  return value;
}

// Captured, less what was refunded because it was not wanted. What came back was paid for when it was shipped.
std::int64_t charged(const PaymentRow& row) { return kept(row) + row.returned; }

void call_provider(Platform& p, Payload body, std::string key, const PaymentRow& row, const Cause& cause) {
  call_for_order(p, p.payment, std::move(body), std::move(key), row.order_id, cause);
}

// Asked for once at a time.
void authorize_again(Platform& p, PaymentRecord& row, const OrderRow& order, const Cause& cause) {
  if (row.asking) return;
  std::int64_t amount = value_wanted(order) - charged(row);
  for (const HeldCapture& held : row.captures) amount = std::max(amount, held.amount);
  if (amount <= 0) return;
  row.asking = true;
  row.declined = false;
  ++row.attempts;
  p.journal.touch(row);
  PaymentAuthorize ask{row.order_id, row.attempts, {amount, row.currency}};
  call_provider(p, Payload::of(std::move(ask)), row.order_id + "/" + std::to_string(row.attempts), row, cause);
}

void void_part(Platform& p, PaymentRecord& row, AuthorizationState& authorization, std::int64_t amount,
               const std::string& id, const std::string& reason, const Cause& cause) {
  authorization.voided += amount;
  p.journal.touch(row);
  PaymentVoid back{id, row.order_id, authorization.authorization_id, {amount, row.currency}, reason};
  call_provider(p, Payload::of(std::move(back)), id, row, cause);
}

// From the oldest authorisation on. A second part is another refund, under a key of its own.
void refund_part(Platform& p, PaymentRecord& row, std::int64_t amount, const std::string& id, const std::string& reason,
                 const Cause& cause) {
  bool first = true;
  for (AuthorizationState& one : row.authorizations) {
    const std::int64_t part = std::min(amount, one.captured - one.refunded);
    if (part <= 0) continue;
    one.refunded += part;
    amount -= part;
    const std::string key = std::exchange(first, false) ? id : id + "/" + one.authorization_id;
    PaymentRefund back{key, row.order_id, one.authorization_id, {part, row.currency}, reason};
    call_provider(p, Payload::of(std::move(back)), key, row, cause);
  }
  p.journal.touch(row);
}

// Under a later authorisation it is another call: what was refused is not asked for again under its key.
void capture_part(Platform& p, PaymentRecord& row, const std::string& shipment_id, std::int64_t amount,
                  const Cause& cause) {
  AuthorizationState& authorization = row.authorizations.back();
  authorization.captured += amount;
  p.journal.touch(row);
  PaymentCapture take{shipment_id, row.order_id, authorization.authorization_id, {amount, row.currency}};
  const bool first = row.authorizations.size() == 1;
  call_provider(p, Payload::of(std::move(take)),
                first ? shipment_id : shipment_id + "/" + authorization.authorization_id, row, cause);
}

bool good(const Platform& p, const PaymentRow& row) {
  return !row.authorizations.empty() && p.now() < row.authorizations.back().good_until;
}

// True: the release goes on. Else it waits for the answer to a new authorisation.
bool is_paid(Platform& p, PaymentRecord& row, const OrderRow& order, const Cause& cause) {
  if (good(p, row) || p.has(Defect::ships_on_expired_authorization)) return true;
  authorize_again(p, row, order, cause);
  return !row.asking || p.has(Defect::release_before_authorization);
}

// Of the units that wait for a node some may have been cancelled meanwhile: those are given back instead.
std::vector<Want> still_wanted(Platform& p, OrderRecord& order, const std::vector<HeldRelease>& held) {
  std::vector<Want> wants;
  for (const HeldRelease& one : held) {
    const auto line = std::find_if(order.lines.begin(), order.lines.end(),
                                   [&](const OrderLineState& state) { return state.line == one.line; });
    if (line == order.lines.end()) continue;
    const std::int64_t open = line->ordered - line->cancelled - line->backordered - at_warehouses(p, order, one.line);
    const std::int64_t quantity = std::clamp<std::int64_t>(open, 0, one.quantity);
    if (quantity > 0) wants.push_back({one.line, one.item, quantity});
    if (quantity < one.quantity && !one.from.empty())
      take_live(p, order, one.line, one.from, true, one.quantity - quantity,
                [](ReservationRecord&, Slice& slice, std::int64_t amount) {
                  slice.live -= amount;
                  slice.in_work -= amount;
                  slice.released += amount;
                });
  }
  return wants;
}

// What was held for the payment, one cause after another, as it would have gone then.
void go_on(Platform& p, PaymentRecord& row, OrderRecord& order, const Cause& cause) {
  for (const HeldCapture& held : std::exchange(row.captures, {}))
    capture_part(p, row, held.shipment_id, held.amount, cause);
  if (std::exchange(row.release_waits, false)) release_order(p, order, cause);
  std::vector<HeldRelease> all = std::exchange(row.releases, {});
  p.journal.touch(row);
  for (auto at = all.begin(); at != all.end();) {
    const auto end = std::find_if(at, all.end(), [&](const HeldRelease& one) { return one.cause_id != at->cause_id; });
    const auto wants = still_wanted(p, order, {at, end});
    if (!wants.empty()) reroute(p, order, at->from, wants, at->cause_id, at->reason, cause);
    at = end;
  }
  settle_returns(p, order.order_id);
}

// It has left, and nobody pays for it: a case for a person. What was refused is not asked for again.
void put_aside(Platform& p, PaymentRecord& row, const HeldCapture& held, const Cause& cause) {
  row.uncharged += held.amount;
  DeadLetter letter;
  letter.dead_letter_id = "payment.capture/" + held.shipment_id;
  letter.message = "payment.capture";
  letter.message_id = letter.key = held.shipment_id;
  letter.destination = (*p.seat.directory)[p.payment].name;
  letter.reason = "payment_declined";
  letter.correlation = cause.correlation;
  const std::string authorization = row.authorizations.empty() ? "" : row.authorizations.back().authorization_id;
  letter.body =
      to_json(Payload::of(PaymentCapture{held.shipment_id, row.order_id, authorization, {held.amount, row.currency}}));
  letter.attempts = 1;
  letter.first_attempt = letter.last_attempt = p.now();
  p.journal.put("d/" + letter.dead_letter_id, Payload::of(letter));
  p.dead_letters.insert_or_assign(letter.dead_letter_id, std::move(letter));
}

// Nobody pays: what waited becomes a case.
void give_up(Platform& p, PaymentRecord& row, OrderRecord& order, const std::string& attempt, const Cause& cause) {
  row.declined = true;
  for (const HeldCapture& held : std::exchange(row.captures, {})) put_aside(p, row, held, cause);
  if (std::exchange(row.release_waits, false))
    for (const OrderLine& line : order.placed.as<OrderPlaced>()->lines) {
      const std::int64_t quantity = give_back_held(p, order, line.line, line.quantity);
      if (quantity > 0) backorder(p, order, {}, {line.line, line.item, quantity}, attempt, "payment_declined", cause);
    }
  for (const HeldRelease& held : std::exchange(row.releases, {}))
    for (const Want& want : still_wanted(p, order, {held}))
      backorder(p, order, held.from, want, held.cause_id, "payment_declined", cause);
  p.journal.touch(row);
  settle_returns(p, order.order_id);
}

}  // namespace

void payment_placed(Platform& p, const OrderPlaced& placed, const Cause& cause) {
  if (p.payment == no_seat) return;
  PaymentRow row;
  row.order_id = placed.order_id;
  row.currency = placed.lines.empty() ? std::string("USD") : placed.lines.front().unit_price.currency;
  row.event_id = cause.id;
  row.trace_high = static_cast<std::int64_t>(cause.trace.high);
  row.trace_low = static_cast<std::int64_t>(cause.trace.low);
  if (placed.authorization_id) {
    AuthorizationState made{*placed.authorization_id, 0, 0, 0, 0, {}};
    for (const OrderLine& line : placed.lines) made.authorized += line.quantity * line.unit_price.minor;
    made.good_until = placed.placed_at + p.settings.authorization_life * 3 / 4;
    row.authorizations.push_back(std::move(made));
  }
  auto& record = p.payments.add(placed.order_id, std::move(row));
  if (p.has(Defect::capture_on_order) && !record.authorizations.empty())
    capture_part(p, record, placed.order_id + "-F1-S1", record.authorizations.back().authorized, cause);
}

bool release_is_paid(Platform& p, const OrderRecord& order, const Cause& cause) {
  auto* row = p.payments.find(order.order_id);
  if (row == nullptr || is_paid(p, *row, order, cause)) return true;
  row->release_waits = true;
  p.journal.touch(*row);
  return false;
}

bool reroute_is_paid(Platform& p, const OrderRecord& order, const std::string& from, const std::vector<Want>& wants,
                     const std::string& cause_id, const std::string& reason, const Cause& cause) {
  auto* row = p.payments.find(order.order_id);
  if (row == nullptr || is_paid(p, *row, order, cause)) return true;
  for (const Want& want : wants) row->releases.push_back({from, want.line, want.item, want.quantity, cause_id, reason});
  p.journal.touch(*row);
  return false;
}

void capture_shipment(Platform& p, const OrderRow& order, const std::string& shipment_id,
                      const std::vector<LineQuantity>& lines, const Cause& cause) {
  auto* row = p.payments.find(order.order_id);
  const std::int64_t amount = row == nullptr ? 0 : value_of(order, lines);
  if (amount == 0 || p.has(Defect::capture_on_order)) return;
  if (!row->asking && !row->authorizations.empty()) return capture_part(p, *row, shipment_id, amount, cause);
  row->captures.push_back({shipment_id, amount});
  p.journal.touch(*row);
  authorize_again(p, *row, order, cause);
}

void payment_cancelled(Platform& p, const std::string& order_id, const std::string& cancellation_id,
                       const std::vector<LineQuantity>& lines, const std::string& reason, const Cause& cause) {
  auto* row = p.payments.find(order_id);
  auto* order = p.orders.find(order_id);
  if (row == nullptr || order == nullptr || row->authorizations.empty()) return;
  if (p.has(Defect::cancel_leaves_authorization)) return;
  const std::int64_t value = value_of(*order, lines);
  AuthorizationState& authorization = row->authorizations.back();
  // What still waits for a node or a truck stays set aside.
  const std::int64_t needed = std::max<std::int64_t>(0, value_wanted(*order) - charged(*row));
  const std::int64_t amount = std::clamp<std::int64_t>(authorization.open() - needed, 0, value);
  if (amount > 0) void_part(p, *row, authorization, amount, cancellation_id, reason, cause);
  const std::int64_t too_much = std::min(value - amount, charged(*row) - value_wanted(*order));
  if (too_much > 0) refund_part(p, *row, too_much, cancellation_id, reason, cause);
}

bool charge_is_known(Platform& p, const std::string& order_id) {
  const auto* row = p.payments.find(order_id);
  return row == nullptr || (!row->asking && row->captures.empty());
}

void payment_returned(Platform& p, const OrderRow& order, const std::string& refund_id,
                      const std::vector<LineQuantity>& lines, const Cause& cause) {
  auto* row = p.payments.find(order.order_id);
  if (row == nullptr) return;
  // Who has not paid for something gets nothing back for as much.
  const std::int64_t value = value_of(order, lines);
  const std::int64_t unpaid = std::min(value, row->uncharged);
  row->uncharged -= unpaid;
  p.journal.touch(*row);
  const std::int64_t amount = std::min(value - unpaid, kept(*row));
  if (amount <= 0) return;
  row->returned += amount;
  refund_part(p, *row, amount, refund_id, "returned", cause);
}

bool payment_settled(Platform& p, const OrderRow& order) {
  auto* row = p.payments.find(order.order_id);
  if (row == nullptr || row->asking || row->authorizations.empty()) return true;
  const auto cancelled = [](const OrderLineState& line) { return line.cancelled > 0; };
  if (p.has(Defect::cancel_leaves_authorization) && std::any_of(order.lines.begin(), order.lines.end(), cancelled))
    return true;
  AuthorizationState& authorization = row->authorizations.back();
  if (authorization.open() <= 0) return true;
  const Cause cause{row->event_id,
                    row->order_id,
                    {static_cast<std::uint64_t>(row->trace_high), static_cast<std::uint64_t>(row->trace_low), 0}};
  void_part(p, *row, authorization, authorization.open(), authorization.authorization_id + "/rest", "order_ended",
            cause);
  return false;
}

// The one before is given back where it may still hold something, and so is what is not needed any more.
void authorization_answered(Platform& p, const PaymentAuthorize& asked, const PaymentAuthorization& answer,
                            const Cause& cause) {
  auto* row = p.payments.find(asked.order_id);
  auto* order = p.orders.find(asked.order_id);
  if (row == nullptr || order == nullptr || !row->asking || asked.attempt != row->attempts) return;
  row->asking = false;
  p.journal.touch(*row);
  if (answer.outcome == PaymentOutcome::declined || !answer.expires_at)
    return give_up(p, *row, *order, asked.order_id + "/" + std::to_string(asked.attempt), cause);
  if (!row->authorizations.empty())
    if (AuthorizationState& before = row->authorizations.back(); before.open() > 0)
      void_part(p, *row, before, before.open(), before.authorization_id + "/replaced", "replaced", cause);
  const Duration life = *answer.expires_at - answer.decided_at;
  row->authorizations.push_back(
      {answer.authorization_id, answer.amount.minor, 0, 0, 0, answer.decided_at + life * 3 / 4});
  std::int64_t needed = value_wanted(*order) - charged(*row);
  for (const HeldCapture& held : row->captures) needed = std::max(needed, held.amount);
  AuthorizationState& made = row->authorizations.back();
  // A capture was refused after this one was asked for: it is too small, and the next one replaces it.
  if (needed > made.open()) return authorize_again(p, *row, *order, cause);
  if (const std::int64_t surplus = made.open() - std::max<std::int64_t>(0, needed); surplus > 0)
    void_part(p, *row, made, surplus, made.authorization_id + "/surplus", "not_needed", cause);
  go_on(p, *row, *order, cause);
}

bool capture_refused(Platform& p, const PaymentCapture& capture, const Problem& problem, const Cause& cause) {
  auto* row = p.payments.find(capture.order_id);
  auto* order = p.orders.find(capture.order_id);
  if (problem.code != "authorization_expired" || row == nullptr || order == nullptr) return false;
  for (AuthorizationState& one : row->authorizations) {
    if (one.authorization_id != capture.authorization_id) continue;
    one.captured -= capture.amount.minor;
    one.voided = one.authorized - one.captured;
    one.good_until = {};
  }
  p.journal.touch(*row);
  if (row->declined) {
    row->uncharged += capture.amount.minor;
    return false;
  }
  // Another authorisation may have come since.
  if (!row->asking && row->authorizations.back().open() >= capture.amount.minor) {
    capture_part(p, *row, capture.shipment_id, capture.amount.minor, cause);
    return true;
  }
  row->captures.push_back({capture.shipment_id, capture.amount.minor});
  authorize_again(p, *row, *order, cause);
  return true;
}

bool charge_again(Platform& p, const DeadLetter& letter) {
  const Decoded decoded = decode(*type_of<PaymentCapture>(), letter.body);
  const auto* capture = decoded ? decoded.payload.as<PaymentCapture>() : nullptr;
  auto* row = letter.reason == "payment_declined" && capture != nullptr ? p.payments.find(capture->order_id) : nullptr;
  auto* order = row == nullptr ? nullptr : p.orders.find(capture->order_id);
  if (order == nullptr) return false;
  // What came back meanwhile is not charged any more.
  const std::int64_t amount = std::min(capture->amount.minor, row->uncharged);
  if (amount <= 0) return true;
  row->uncharged -= amount;
  row->captures.push_back({capture->shipment_id, amount});
  p.journal.touch(*row);
  authorize_again(p, *row, *order, {letter.dead_letter_id, letter.correlation, {}});
  return true;
}

// What ran out is free already.
bool void_refused(const Problem& problem) { return problem.code == "authorization_expired"; }

}  // namespace drydock::pipeline
