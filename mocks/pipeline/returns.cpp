// The returns flow: what was shipped, and has not been authorised before, may come back; it is announced to a node that
// shipped some of it. Stock rises by the dispositions alone. When every authorised unit has one, what came is credited
// and refunded, and the shop has its answer.
#include <algorithm>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

Cause cause_of(const ReturnRow& row) {
  return {row.event_id,
          row.order_id,
          {static_cast<std::uint64_t>(row.trace_high), static_cast<std::uint64_t>(row.trace_low), 0}};
}

ReturnRow row_of(Platform& p, const ReturnRequested& event, const Cause& cause) {
  ReturnRow row;
  row.return_id = event.return_id;
  row.order_id = event.order_id;
  row.shop = p.asked_by(event.order_id, cause);
  row.heard_at = p.now();
  row.event_id = cause.id;
  row.trace_high = static_cast<std::int64_t>(cause.trace.high);
  row.trace_low = static_cast<std::int64_t>(cause.trace.low);
  for (const LineQuantity& line : event.lines) {
    ReturnLineState& state = row.lines.emplace_back();
    state.line = line.line;
    state.item = line.item;
    state.requested = line.quantity;
  }
  return row;
}

template <class Each>
void each_return(Platform& p, const std::string& order_id, Each&& visit) {
  const auto found = p.returns_of.find(order_id);
  if (found == p.returns_of.end()) return;
  for (const std::string& id : found->second)
    if (ReturnRecord* row = p.returns.find(id)) visit(*row);
}

// What earlier returns may bring back of a line, whatever became of it.
std::int64_t authorized_before(Platform& p, const std::string& order_id, const std::string& line) {
  std::int64_t units = 0;
  each_return(p, order_id, [&](const ReturnRecord& row) {
    for (const ReturnLineState& state : row.lines)
      if (state.line == line) units += state.authorized;
  });
  return units;
}

const OrderLineState* line_of(const OrderRow& order, const std::string& line) {
  const auto found =
      std::find_if(order.lines.begin(), order.lines.end(), [&](const OrderLineState& one) { return one.line == line; });
  return found == order.lines.end() ? nullptr : &*found;
}

// One line may be named twice in a request: what is authorised of it counts at once.
void authorize(Platform& p, ReturnRow& row, const OrderRow* order) {
  for (ReturnLineState& state : row.lines) {
    const OrderLineState* line = order == nullptr ? nullptr : line_of(*order, state.line);
    if (line == nullptr) {
      state.reason = order == nullptr ? "return_period_over" : "not_ordered";
      continue;
    }
    std::int64_t before = p.has(Defect::second_return_not_netted) ? 0 : authorized_before(p, row.order_id, state.line);
    for (const ReturnLineState& other : row.lines)
      if (&other != &state && other.line == state.line) before += other.authorized;
    const std::int64_t left = p.has(Defect::return_authorized_as_ordered) ? line->ordered : line->shipped;
    state.authorized = std::clamp<std::int64_t>(left - before, 0, state.requested);
    if (state.authorized < state.requested) state.reason = left < state.requested ? "not_shipped" : "already_returned";
  }
}

// A node that shipped some of it: there it is known how to look at the goods.
std::string node_of(Platform& p, const OrderRow& order, const ReturnRow& row) {
  std::string any;
  for (std::int64_t n = 1; n <= order.releases; ++n) {
    const auto* work = p.fulfilments.find(order.order_id + "-F" + std::to_string(n));
    if (work == nullptr) continue;
    if (any.empty()) any = work->location;
    for (const WorkLine& line : work->lines)
      for (const ReturnLineState& state : row.lines)
        if (state.authorized > 0 && state.line == line.line && line.shipped > 0) return work->location;
  }
  return any;
}

std::vector<LineQuantity> lines_of(const ReturnRow& row, std::int64_t ReturnLineState::*units) {
  std::vector<LineQuantity> lines;
  for (const ReturnLineState& state : row.lines) {
    if (state.*units == 0) continue;
    const auto same =
        std::find_if(lines.begin(), lines.end(), [&](const LineQuantity& line) { return line.line == state.line; });
    if (same == lines.end())
      lines.push_back({state.line, state.item, state.*units});
    else
      same->quantity += state.*units;
  }
  return lines;
}

void announce(Platform& p, const OrderRow& order, const ReturnRow& row, const Cause& cause) {
  const auto node = p.masters.node(row.location);
  if (!node) return;
  ReturnExpect notice{row.return_id, row.order_id, row.location, lines_of(row, &ReturnLineState::authorized)};
  if (p.has(Defect::refund_at_request)) payment_returned(p, order, row.return_id, notice.lines, cause);
  call_for_order(p, p.masters.nodes()[*node].seat, Payload::of(std::move(notice)), row.return_id, row.order_id, cause);
}

void tell_shop(Platform& p, ReturnRecord& row, ReturnOutcome outcome, const Cause& cause) {
  row.closed_at = p.now();
  p.journal.touch(row);
  p.aged.push({p.now() + p.settings.tombstone_memory, "q" + row.return_id});
  ReturnClose close{row.return_id, row.order_id, outcome, {}};
  for (const ReturnLineState& state : row.lines) {
    ReturnedLine line{state.line,     state.item,      state.requested, state.authorized,
                      state.received, state.restocked, state.missing,   std::nullopt};
    if (!state.reason.empty()) line.reason = state.reason;
    close.lines.push_back(std::move(line));
  }
  call_for_order(p, p.shop_named(row.shop), Payload::of(std::move(close)), row.return_id, row.order_id, cause);
}

void credit(Platform& p, const OrderRow& order, const ReturnRow& row, const Cause& cause) {
  const auto credited =
      p.has(Defect::credit_memo_as_authorized) ? &ReturnLineState::authorized : &ReturnLineState::received;
  const auto lines = lines_of(row, credited);
  InvoiceCreate amounts = invoice_of(order, row.return_id, lines, p.now());
  if (amounts.total.minor == 0) return;
  CreditMemoPost memo{row.return_id, row.order_id, std::move(amounts.lines), amounts.total, p.now()};
  call_for_order(p, p.erp, Payload::of(std::move(memo)), row.return_id + "/credit", row.order_id, cause);
}

// Defect: a return of which something never came waits for it.
bool all_disposed(const Platform& p, const ReturnRow& row) {
  return row.received && std::all_of(row.lines.begin(), row.lines.end(), [&](const ReturnLineState& state) {
           const std::int64_t lost = p.has(Defect::return_waits_for_missing) ? state.missing : 0;
           return state.disposed - lost >= state.authorized;
         });
}

// What is charged for the order may not be known yet: then the refund waits for that, and the closing with it.
void close_if_over(Platform& p, ReturnRecord& row) {
  if (row.closed_at || !all_disposed(p, row) || !charge_is_known(p, row.order_id)) return;
  const Cause cause = cause_of(row);
  if (const auto* order = p.orders.find(row.order_id)) {
    credit(p, *order, row, cause);
    const std::string refund = p.has(Defect::refund_at_request) ? row.return_id + "/receipt" : row.return_id;
    payment_returned(p, *order, refund, lines_of(row, &ReturnLineState::received), cause);
  }
  tell_shop(p, row, ReturnOutcome::closed, cause);
}

// Spreads units over the lines of that name, as far as each was authorised.
void spread(ReturnRow& row, const std::string& line, std::int64_t units, std::int64_t ReturnLineState::*sum) {
  ReturnLineState* last = nullptr;
  for (ReturnLineState& state : row.lines) {
    if (state.line != line || state.authorized == 0) continue;
    const std::int64_t part = std::min(units, state.authorized - state.*sum);
    state.*sum += part;
    units -= part;
    last = &state;
  }
  if (last != nullptr) last->*sum += units;
}

// Defect: on the shelf as soon as it came.
void restock_unseen(Platform& p, const WmsReturnReceived& event) {
  if (!p.has(Defect::return_restocked_at_receipt)) return;
  for (const LineQuantity& line : event.lines)
    if (Place* place = p.inventory.at(line.item, event.location))
      p.inventory.change(*place, delta_of(Bucket::unrestricted, line.quantity));
}

void book_receipt(Platform& p, const std::string& movement, const std::string& return_id, const std::string& item,
                  const std::string& location, std::int64_t quantity, const std::string& order_id, const Cause& cause) {
  if (quantity == 0) return;
  call_for_order(p, p.erp, Payload::of(GoodsReceiptPost{movement, return_id, item, location, quantity}), movement,
                 order_id, cause);
}

}  // namespace

bool return_requested(Platform& p, const ReturnRequested& event, const Cause& cause) {
  if (p.returns.find(event.return_id) != nullptr) return true;
  const auto* order = p.orders.find(event.order_id);
  if (order == nullptr && p.tombstones.find(event.order_id) == nullptr) return false;
  ReturnRow made = row_of(p, event, cause);
  authorize(p, made, order);
  const bool any = std::any_of(made.lines.begin(), made.lines.end(),
                               [](const ReturnLineState& state) { return state.authorized > 0; });
  if (any) made.location = node_of(p, *order, made);
  ReturnRecord& row = p.returns.add(event.return_id, std::move(made));
  if (order != nullptr) p.returns_of[event.order_id].push_back(event.return_id);
  if (any)
    announce(p, *order, row, cause);
  else
    tell_shop(p, row, ReturnOutcome::declined, cause);
  return true;
}

Applied return_received(Platform& p, const WmsReturnReceived& event) {
  ReturnRecord* row = p.returns.find(event.return_id);
  if (row == nullptr || row->received) return {};
  row->received = true;
  for (const LineQuantity& line : event.lines) spread(*row, line.line, line.quantity, &ReturnLineState::received);
  p.journal.touch(*row);
  restock_unseen(p, event);
  return {&row->sequence, true};
}

Applied return_disposed(Platform& p, const WmsReturnDisposed& event) {
  ReturnRecord* row = p.returns.find(event.return_id);
  if (row == nullptr) return {};
  auto& known = row->movements;
  if (std::find(known.begin(), known.end(), event.movement_id) != known.end()) return {};
  known.push_back(event.movement_id);
  spread(*row, event.line, event.quantity, &ReturnLineState::disposed);
  if (event.disposition == Disposition::restocked)
    spread(*row, event.line, event.quantity, &ReturnLineState::restocked);
  if (event.disposition == Disposition::missing) spread(*row, event.line, event.quantity, &ReturnLineState::missing);
  p.journal.touch(*row);
  stock_returned(p, event);
  return {&row->sequence, true};
}

void post_return(Platform& p, const WmsReturnReceived& event, const Cause& cause) {
  if (p.has(Defect::return_restocked_at_receipt))
    for (const LineQuantity& line : event.lines)
      book_receipt(p, event.return_id + "-" + line.line + "-in", event.return_id, line.item, event.location,
                   line.quantity, event.order_id, cause);
  if (ReturnRecord* row = p.returns.find(event.return_id)) close_if_over(p, *row);
}

void post_return(Platform& p, const WmsReturnDisposed& event, const Cause& cause) {
  if (!p.has(Defect::return_restocked_at_receipt))
    book_receipt(p, event.movement_id, event.return_id, event.item, event.location, event.delta, event.order_id, cause);
  if (ReturnRecord* row = p.returns.find(event.return_id)) close_if_over(p, *row);
}

void settle_returns(Platform& p, const std::string& order_id) {
  each_return(p, order_id, [&](ReturnRecord& row) { close_if_over(p, row); });
}

bool has_open_return(Platform& p, const std::string& order_id) {
  bool open = false;
  each_return(p, order_id, [&](const ReturnRecord& row) { open = open || !row.closed_at; });
  return open;
}

}  // namespace drydock::pipeline
