#include "harness/invariants/order_book.hpp"

#include <algorithm>
#include <utility>

namespace drydock {
namespace {

BookedLine* line_of(BookedOrder& order, std::string_view line) {
  const auto found =
      std::find_if(order.lines.begin(), order.lines.end(), [&](const BookedLine& l) { return l.line == line; });
  return found == order.lines.end() ? nullptr : &*found;
}

}  // namespace

OrderBook::OrderBook(const Courtroom& room)
    : pipeline_(room.seat("pipeline")), unasked_(room.unasked_seats()), order_placed_(&message_of<OrderPlaced>()) {}

const BookedOrder* OrderBook::find(std::string_view order) {
  const std::uint32_t* index = by_order_.find(name_key(order));
  return index == nullptr ? nullptr : &orders_[*index];
}

BookedLine* OrderBook::mutable_line(std::string_view order, std::string_view line) {
  const std::uint32_t* index = by_order_.find(name_key(order));
  return index == nullptr ? nullptr : line_of(orders_[*index], line);
}

const BookedLine* OrderBook::line(std::string_view order, std::string_view line) { return mutable_line(order, line); }

void OrderBook::see(const Record& record) {
  if (record.kind == RecordKind::effect) return effect(record);
  if (record.kind == RecordKind::publish) return publish(record);
  if (record.message != order_placed_ || record.from != pipeline_ || record.status >= 300) return;
  if (const std::uint32_t* index = by_order_.find(name_key(record.key)))
    if (!orders_[*index].accepted) orders_[*index].accepted = record.t;
}

void OrderBook::publish(const Record& record) {
  if (record.body == nullptr) return;
  if (const auto* body = record.body->as<OrderPlaced>()) return placed(record.from, *body);
  if (const auto* body = record.body->as<CancellationRequested>())
    return add(body->order_id, body->lines, &BookedLine::unwanted);
  if (const auto* body = record.body->as<WmsOrderRejected>()) return rejected(body->fulfillment_id);
  if (const auto* body = record.body->as<WmsPickConfirmed>()) return picked(*body);
  // From the event, not the ledger: what the shelf is known to lack comes up short without a movement.
  if (const auto* body = record.body->as<WmsPickShort>())
    return cut(body->fulfillment_id, body->line, body->quantity_short);
}

void OrderBook::effect(const Record& record) {
  if (record.body == nullptr) return;
  if (const auto* body = record.body->as<OutboundOrderCreate>()) return released(*body);
  if (const auto* body = record.body->as<OutboundOrderCancel>()) return dropped(*body);
  if (const auto* body = record.body->as<CancellationAccept>())
    return heard(record, body->order_id) ? accepted(*body) : void();
  if (const auto* body = record.body->as<SalesOrderChange>())
    return add(body->order_id, body->lines, &BookedLine::shrunk);
  if (const auto* body = record.body->as<SalesOrderCreate>())
    return add(body->order_id, body->lines, &BookedLine::booked);
  if (const auto* body = record.body->as<GoodsIssuePost>())
    return add(body->order_id, body->lines, &BookedLine::issued);
  if (const auto* body = record.body->as<InvoiceCreate>())
    return add(body->order_id, body->lines, &BookedLine::invoiced);
  if (const auto* body = record.body->as<FulfillmentCreate>())
    return heard(record, body->order_id) ? add(body->order_id, body->lines, &BookedLine::told) : void();
  if (const auto* body = record.body->as<WmsShipped>()) {
    for (const ShippedPackage& package : body->packages) add(body->order_id, package.lines, &BookedLine::shipped);
    return;
  }
  if (const auto* body = record.body->as<OrderLineBackorder>()) {
    BookedLine* line = heard(record, body->order_id) ? mutable_line(body->order_id, body->line) : nullptr;
    if (line != nullptr) line->backordered += body->quantity;
    return;
  }
  if (const auto* body = record.body->as<PromiseUpdate>(); body != nullptr && heard(record, body->order_id))
    if (const std::uint32_t* index = by_order_.find(name_key(body->order_id))) orders_[*index].promise = body->promise;
}

// What the shop of an order was not told itself, nobody was told.
bool OrderBook::heard(const Record& record, std::string_view order) {
  const BookedOrder* booked = find(order);
  return booked != nullptr && booked->shop == record.from;
}

void OrderBook::placed(SeatIndex shop, const OrderPlaced& order) {
  const std::uint64_t key = name_key(order.order_id);
  if (by_order_.find(key) != nullptr) return;
  by_order_[key] = static_cast<std::uint32_t>(orders_.size());
  BookedOrder& booked = orders_.emplace_back();
  booked.id = order.order_id;
  booked.shop = shop;
  booked.unasked = shop < unasked_.size() && unasked_[shop] != 0;
  booked.promise = order.promise;
  booked.placed = order.placed_at;
  booked.lines.reserve(order.lines.size());
  for (const OrderLine& line : order.lines) {
    BookedLine& made = booked.lines.emplace_back();
    made.line = line.line;
    made.item = line.item;
    made.unit_price = line.unit_price;
    made.ordered = line.quantity;
  }
}

void OrderBook::released(const OutboundOrderCreate& release) {
  const std::uint32_t* order = by_order_.find(name_key(release.order_id));
  if (order == nullptr) return;
  Fulfilment& fulfilment = by_fulfilment_[name_key(release.fulfillment_id)];
  fulfilment.order = *order;
  std::vector<BookedLine>& lines = orders_[*order].lines;
  for (const LineQuantity& wanted : release.lines) {
    BookedLine* line = line_of(orders_[*order], wanted.line);
    if (line == nullptr) continue;
    line->released += wanted.quantity;
    const auto number = static_cast<std::uint32_t>(line - lines.data());
    const auto same =
        std::find_if(fulfilment.work.begin(), fulfilment.work.end(), [&](const Work& w) { return w.line == number; });
    if (same == fulfilment.work.end()) {
      fulfilment.work.push_back({number, wanted.quantity, 0});
    } else {
      same->released += wanted.quantity;
    }
  }
}

void OrderBook::cut(std::string_view fulfilment, std::string_view line, std::int64_t quantity) {
  Fulfilment* found = by_fulfilment_.find(name_key(fulfilment));
  if (found == nullptr) return;
  for (Work& work : found->work) {
    BookedLine& booked = orders_[found->order].lines[work.line];
    if (booked.line != line) continue;
    const std::int64_t lost = std::min(quantity, work.released - work.cut);
    work.cut += lost;
    booked.cut += lost;
  }
}

void OrderBook::rejected(std::string_view fulfilment) {
  Fulfilment* found = by_fulfilment_.find(name_key(fulfilment));
  if (found == nullptr) return;
  for (Work& work : found->work) {
    orders_[found->order].lines[work.line].cut += work.released - work.cut;
    work.cut = work.released;
  }
}

void OrderBook::dropped(const OutboundOrderCancel& done) {
  for (const LineQuantity& line : done.lines) cut(done.fulfillment_id, line.line, line.quantity);
  add(done.order_id, done.lines, &BookedLine::dropped);
}

// What waited for stock and is not wanted any more waits no longer.
void OrderBook::accepted(const CancellationAccept& answer) {
  add(answer.order_id, answer.lines, &BookedLine::cancelled);
  for (const LineQuantity& row : answer.lines) {
    BookedLine* line = mutable_line(answer.order_id, row.line);
    if (line == nullptr) continue;
    const std::int64_t room = std::max<std::int64_t>(0, line->wanted() - line->live());
    line->backordered = std::min(line->backordered, room);
  }
}

// What was not picked will not leave from there, whether a short pick told of it or not.
void OrderBook::picked(const WmsPickConfirmed& pick) {
  Fulfilment* found = by_fulfilment_.find(name_key(pick.fulfillment_id));
  if (found == nullptr) return;
  for (Work& work : found->work) {
    BookedLine& booked = orders_[found->order].lines[work.line];
    std::int64_t quantity = 0;
    for (const LineQuantity& line : pick.lines)
      if (line.line == booked.line) quantity += line.quantity;
    booked.picked += quantity;
    const std::int64_t missing = std::max<std::int64_t>(0, work.released - work.cut - quantity);
    work.cut += missing;
    booked.cut += missing;
  }
}

template <class Lines>
void OrderBook::add(std::string_view order, const Lines& lines, std::int64_t BookedLine::*sum) {
  const std::uint32_t* index = by_order_.find(name_key(order));
  if (index == nullptr) return;
  for (const auto& line : lines)
    if (BookedLine* booked = line_of(orders_[*index], line.line)) booked->*sum += line.quantity;
}

}  // namespace drydock
