#include "mocks/erp/erp.hpp"

#include <map>
#include <memory>
#include <utility>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/transfer.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/common/changes.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/drift.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"
#include "mocks/erp/books.hpp"
#include "mocks/erp/document_number.hpp"
#include "mocks/erp/snapshots.hpp"

namespace drydock {
namespace {

constexpr std::string_view order_prefix = "order/";
constexpr std::string_view balance_prefix = "balance/";
constexpr std::string_view transfer_prefix = "transfer/";
constexpr std::string_view item_prefix = "item/";

using Settings = std::shared_ptr<const ErpSettings>;
using Refusal = std::optional<Reply>;

class Erp : public Desk {
 public:
  explicit Erp(Settings settings) : Desk(settings->limits), settings_(std::move(settings)) {
    for (const Item& item : settings_->items) items_.emplace(item.item, true);
    for (const Location& location : settings_->locations) locations_.emplace(location.location, true);
  }

 private:
  void wake() override;
  Commit begin(Io&) override;
  void restore(std::string_view key, const Payload& value) override;
  void resume(Io& io) override { snapshots_.resume(io); }
  void timer(std::uint64_t tag, Io&) override;
  Outcome serve(const Received&, Io&) override;
  void act(const Payload& what, Io&) override;

  Outcome book(const SalesOrderCreate&, const Received&, Io&);
  Refusal without_credit(const SalesOrderCreate&, Io&) const;
  Outcome shrink(const SalesOrderChange&, const Received&);
  Outcome issue(const GoodsIssuePost&, const Received&, Instant now);
  Outcome invoice(const InvoiceCreate&, const Received&, Instant now);
  Outcome credit(const CreditMemoPost&, const Received&);
  Outcome adjust(const InventoryAdjust&, const Received&);
  void drift(const StockDrift&, Io&);
  void change(const ItemChanged&, Io&);
  void copy(const BalancesCopied&, Io&);
  std::vector<Item> items_at(Instant now) const;
  Outcome receive_goods(const GoodsReceiptPost&, const Received&);
  Outcome close(const TransferOrderClose&, const Received&);
  Outcome list_balances(const BalanceList&) const;
  Outcome list_orders(const OrderList&) const;

  Refusal unknown_order(const std::string& order_id) const;
  Refusal unknown_item(const std::string& item) const;
  Refusal unknown_location(const std::string& location) const;
  /// The period of a posting is closed: that of its posting date, else that of the day of what is posted.
  Refusal closed_period(const std::optional<Instant>& posting_at, Instant document, Instant now) const;
  void write_balance(const std::string& item, const std::string& location, std::int64_t delta, Commit&);
  void write_order(const std::string& order_id, ErpOrder changed, Commit&);
  void write_transfer(const std::string& transfer_id, const ErpTransfer&, Commit&) const;

  Settings settings_;
  TextMap<bool> items_;
  TextMap<bool> locations_;
  Changes<ErpOrder> orders_;      ///< by order id
  Changes<ErpBalance> balances_;  ///< by item/location
  TextMap<ErpTransfer> transfers_;
  Snapshots snapshots_;
  std::map<std::string, ErpItem, std::less<>> changed_;  ///< items whose record was changed or made since the start
};

void Erp::wake() {
  orders_.begin(incarnation());
  balances_.begin(incarnation());
  for (const Position& open : settings_->opening) {
    balances_.touch(joined(open.item, "/", open.location)).on_hand =
        open.unrestricted + open.quality_hold + open.damaged;
  }
}

Commit Erp::begin(Io&) {
  Commit commit;
  for (const Position& open : settings_->opening) {
    commit.effects.push_back({"stock.opened", joined(open.item, "/", open.location), Payload::of(open), {}});
  }
  return commit;
}

void Erp::restore(std::string_view key, const Payload& value) {
  if (const auto* order = value.as<ErpOrder>()) {
    orders_.touch(key.substr(order_prefix.size())) = *order;
  } else if (const auto* balance = value.as<ErpBalance>()) {
    balances_.touch(key.substr(balance_prefix.size())) = *balance;
  } else if (const auto* transfer = value.as<ErpTransfer>()) {
    transfers_[std::string(key.substr(transfer_prefix.size()))] = *transfer;
  } else if (const auto* item = value.as<ErpItem>()) {
    items_.emplace(item->record.item, true);
    changed_[item->record.item] = *item;
  } else {
    snapshots_.restore(key, value);
  }
}

// A cursor of a list of masters is a place in it: new items come at its end.
template <class Result, class Row>
Outcome page_of(const std::vector<Row>& all, std::vector<Row> Result::*rows, std::optional<std::int64_t> cursor,
                std::int64_t page) {
  const auto size = static_cast<std::int64_t>(all.size());
  const std::int64_t first = std::clamp<std::int64_t>(cursor.value_or(0), 0, size);
  const std::int64_t last = std::min(size, first + page);
  Result result;
  (result.*rows).assign(all.begin() + first, all.begin() + last);
  if (last < size) result.next_cursor = last;
  return Reply{200, Payload::of(std::move(result)), {}};
}

// As they are now: a record that does not hold yet is not in the list. Of one that was changed ahead of time the last
// version that held is not kept, so that it stays as it was at the start.
std::vector<Item> Erp::items_at(Instant now) const {
  std::vector<Item> items = settings_->items;
  for (const auto& [id, changed] : changed_) {
    const ItemChanged& record = changed.record;
    if (record.valid_from > now) continue;
    const Item row{record.item, record.name, record.status, record.weight_grams, record.unit_price};
    const auto known =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.item == row.item; });
    known == items.end() ? items.push_back(row) : void(*known = row);
  }
  return items;
}

Outcome Erp::serve(const Received& received, Io& io) {
  const Payload& body = received.body;
  if (const auto* order = body.as<SalesOrderCreate>()) return book(*order, received, io);
  if (const auto* change = body.as<SalesOrderChange>()) return shrink(*change, received);
  if (const auto* goods = body.as<GoodsIssuePost>()) return issue(*goods, received, io.now());
  if (const auto* bill = body.as<InvoiceCreate>()) return invoice(*bill, received, io.now());
  if (const auto* memo = body.as<CreditMemoPost>()) return credit(*memo, received);
  if (const auto* movement = body.as<InventoryAdjust>()) return adjust(*movement, received);
  if (const auto* receipt = body.as<GoodsReceiptPost>()) return receive_goods(*receipt, received);
  if (const auto* over = body.as<TransferOrderClose>()) return close(*over, received);
  if (const auto* list = body.as<BalanceList>()) return list_balances(*list);
  if (const auto* list = body.as<OrderList>()) return list_orders(*list);
  if (const auto* list = body.as<ItemList>()) {
    if (!changed_.empty()) return page_of(items_at(io.now()), &ItemListResult::items, list->cursor, settings_->page);
    return page_of(settings_->items, &ItemListResult::items, list->cursor, settings_->page);
  }
  if (const auto* list = body.as<LocationList>()) {
    return page_of(settings_->locations, &LocationListResult::locations, list->cursor, settings_->page);
  }
  return unknown_operation(received);
}

Refusal Erp::unknown_order(const std::string& order_id) const {
  if (orders_.find(order_id) != nullptr) return {};
  return problem(404, "unknown_order", "no sales order is booked for " + order_id);
}
Refusal Erp::unknown_item(const std::string& item) const {
  if (items_.contains(item)) return {};
  return problem(422, "unknown_item", "item " + item + " is not in the item master");
}
Refusal Erp::unknown_location(const std::string& location) const {
  if (locations_.contains(location)) return {};
  return problem(422, "unknown_location", "location " + location + " is not in the location master");
}

Refusal Erp::closed_period(const std::optional<Instant>& posting_at, Instant document, Instant now) const {
  if (!settings_->period_closes || now < *settings_->period_closes) return {};
  if (posting_at.value_or(document) >= *settings_->period_ends) return {};
  return problem(422, "period_closed",
                 "the period that ended at " + to_string(*settings_->period_ends) +
                     " is closed; post it with a posting_at in an open one");
}

void Erp::write_balance(const std::string& item, const std::string& location, std::int64_t delta, Commit& commit) {
  const std::string key = joined(item, "/", location);
  ErpBalance& balance = balances_.touch(key);
  balance.on_hand += delta;
  commit.entries.push_back({joined(balance_prefix, key), Payload::of(balance)});
}

void Erp::write_order(const std::string& order_id, ErpOrder changed, Commit& commit) {
  orders_.touch(order_id) = changed;
  commit.entries.push_back({joined(order_prefix, order_id), Payload::of(changed)});
}

// A posting's id follows from the idempotency key: the same thing posted under another key is another posting.
Write posted(const Received& received, Commit commit) {
  return {std::move(commit), 201, document_number(received.type->name, received.headers.idempotency_key), {}};
}

Refusal Erp::without_credit(const SalesOrderCreate& order, Io& io) const {
  if (settings_->no_credit.numerator == 0 || io.now() >= order.placed_at + settings_->credit_after) return {};
  if (!io.draw(Purpose::order_content, order.order_id, "credit").chance(settings_->no_credit)) return {};
  return problem(422, "credit_refused", "the customer of " + order.order_id + " has no credit; finance looks into it");
}

Outcome Erp::book(const SalesOrderCreate& order, const Received& received, Io& io) {
  if (order.lines.empty()) return problem(422, "no_lines", "a sales order needs at least one line");
  ErpOrder changed;
  if (const ErpOrder* known = orders_.find(order.order_id)) changed = *known;
  for (const OrderLine& line : order.lines) {
    if (Refusal refusal = unknown_item(line.item)) return *refusal;
    changed.ordered += line.quantity;
  }
  if (Refusal refusal = without_credit(order, io)) return *refusal;
  Commit commit;
  write_order(order.order_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 201, order.order_id, "booked"};
}

// What has been issued is not its business: postings may be late.
Outcome Erp::shrink(const SalesOrderChange& change, const Received& received) {
  if (Refusal refusal = unknown_order(change.order_id)) return *refusal;
  ErpOrder changed = *orders_.find(change.order_id);
  for (const LineQuantity& line : change.lines) {
    changed.ordered -= line.quantity;
    changed.cancelled += line.quantity;
  }
  if (changed.ordered < 0)
    return problem(422, "more_than_booked", "sales order " + change.order_id + " has not so many units");
  Commit commit;
  write_order(change.order_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, change.change_id, std::string(state_of(changed))};
}

// A planner moves stock: the order is in the books and told.
void Erp::act(const Payload& what, Io& io) {
  if (const auto* behind = what.as<StockDrift>()) return drift(*behind, io);
  if (const auto* item = what.as<ItemDecided>()) return change(item->record, io);
  if (const auto* due = what.as<BalancesCopied>()) return copy(*due, io);
  const auto* decided = what.as<TransferDecided>();
  if (decided == nullptr || transfers_.contains(decided->transfer_id)) return;
  ErpTransfer& transfer = transfers_[decided->transfer_id];
  for (const LineQuantity& line : decided->lines) transfer.ordered += line.quantity;
  Commit commit;
  write_transfer(decided->transfer_id, transfer, commit);
  TransferOrderCreated told{decided->transfer_id, decided->from, decided->to, io.now(), decided->lines};
  add_event(commit, make_event(std::move(told), joined(decided->transfer_id, "/created"), 1, io.now(),
                               decided->transfer_id, {}));
  keep(std::move(commit), io);
}

// The record is in the books at once, and told at once; from when on it holds, it says itself.
void Erp::change(const ItemChanged& record, Io& io) {
  ErpItem& item = changed_[record.item];
  if (record.version <= item.record.version && item.told > 0) return;
  item.record = record;
  ++item.told;
  items_.emplace(record.item, true);
  Commit commit;
  commit.entries.push_back({joined(item_prefix, record.item), Payload::of(item)});
  add_event(commit, make_event(record, joined(record.item, "/", std::to_string(record.version), "/changed"), item.told,
                               io.now(), record.item, {}));
  keep(std::move(commit), io);
}

// Somebody corrects a balance in the database: the books are changed, and no posting says why.
void Erp::drift(const StockDrift& wish, Io& io) {
  if (wish.quantity == 0 || !items_.contains(wish.item) || !locations_.contains(wish.location)) return;
  Commit commit = drifted(wish);
  write_balance(wish.item, wish.location, wish.quantity, commit);
  keep(std::move(commit), io);
}

void Erp::copy(const BalancesCopied& due, Io& io) {
  Commit commit;
  if (snapshots_.copy(due, balances_, commit, io)) keep(std::move(commit), io);
}

void Erp::timer(std::uint64_t tag, Io& io) {
  Commit commit;
  if (snapshots_.send(tag, commit, io)) keep(std::move(commit), io);
}

void Erp::write_transfer(const std::string& transfer_id, const ErpTransfer& transfer, Commit& commit) const {
  commit.entries.push_back({joined(transfer_prefix, transfer_id), Payload::of(transfer)});
}

Outcome Erp::close(const TransferOrderClose& over, const Received& received) {
  const auto found = transfers_.find(over.transfer_id);
  if (found == transfers_.end())
    return problem(404, "unknown_transfer", "no transfer order is booked as " + over.transfer_id);
  ErpTransfer changed = found->second;
  for (const TransferLine& line : over.lines) {
    if (line.shipped != line.received + line.lost)
      return problem(
          422, "does_not_add_up",
          "line " + line.line + " of " + over.transfer_id + ": what left is not what came and what was lost together");
    changed.received += line.received;
    changed.lost += line.lost;
  }
  changed.closed = true;
  found->second = changed;
  Commit commit;
  write_transfer(over.transfer_id, changed, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, over.transfer_id, std::string(state_of(changed))};
}

Outcome Erp::issue(const GoodsIssuePost& goods, const Received& received, Instant now) {
  if (Refusal refusal = closed_period(goods.posting_at, goods.shipped_at, now)) return *refusal;
  if (const auto transfer = transfers_.find(goods.order_id); transfer != transfers_.end()) {
    if (Refusal refusal = unknown_location(goods.location)) return *refusal;
    for (const LineQuantity& line : goods.lines)
      if (Refusal refusal = unknown_item(line.item)) return *refusal;
    Commit commit;
    for (const LineQuantity& line : goods.lines) {
      write_balance(line.item, goods.location, -line.quantity, commit);
      transfer->second.issued += line.quantity;
    }
    write_transfer(goods.order_id, transfer->second, commit);
    add_effect(commit, received);
    return posted(received, std::move(commit));
  }
  if (Refusal refusal = unknown_order(goods.order_id)) return *refusal;
  if (Refusal refusal = unknown_location(goods.location)) return *refusal;
  ErpOrder changed = *orders_.find(goods.order_id);
  for (const LineQuantity& line : goods.lines) {
    if (Refusal refusal = unknown_item(line.item)) return *refusal;
    changed.issued += line.quantity;
  }
  Commit commit;
  for (const LineQuantity& line : goods.lines) write_balance(line.item, goods.location, -line.quantity, commit);
  write_order(goods.order_id, changed, commit);
  add_effect(commit, received);
  return posted(received, std::move(commit));
}

Outcome Erp::invoice(const InvoiceCreate& bill, const Received& received, Instant now) {
  if (Refusal refusal = closed_period(bill.posting_at, bill.invoiced_at, now)) return *refusal;
  if (Refusal refusal = unknown_order(bill.order_id)) return *refusal;
  ErpOrder changed = *orders_.find(bill.order_id);
  for (const InvoiceLine& line : bill.lines) {
    if (Refusal refusal = unknown_item(line.item)) return *refusal;
    changed.invoiced += line.quantity;
  }
  Commit commit;
  write_order(bill.order_id, changed, commit);
  add_effect(commit, received);
  return posted(received, std::move(commit));
}

// Whatever is credited: what came back is not its business, and a second memo is another document.
Outcome Erp::credit(const CreditMemoPost& memo, const Received& received) {
  if (Refusal refusal = unknown_order(memo.order_id)) return *refusal;
  for (const InvoiceLine& line : memo.lines)
    if (Refusal refusal = unknown_item(line.item)) return *refusal;
  Commit commit;
  add_effect(commit, received);
  return posted(received, std::move(commit));
}

Outcome Erp::adjust(const InventoryAdjust& movement, const Received& received) {
  if (Refusal refusal = unknown_item(movement.item)) return *refusal;
  if (Refusal refusal = unknown_location(movement.location)) return *refusal;
  Commit commit;
  write_balance(movement.item, movement.location, movement.delta, commit);  // a move between buckets has delta 0
  add_effect(commit, received);
  return posted(received, std::move(commit));
}

Outcome Erp::receive_goods(const GoodsReceiptPost& receipt, const Received& received) {
  if (Refusal refusal = unknown_item(receipt.item)) return *refusal;
  if (Refusal refusal = unknown_location(receipt.location)) return *refusal;
  Commit commit;
  write_balance(receipt.item, receipt.location, receipt.quantity, commit);
  add_effect(commit, received);
  return posted(received, std::move(commit));
}

Outcome Erp::list_balances(const BalanceList& list) const {
  BalanceListResult result;
  result.next_cursor =
      balances_.since(list.cursor, settings_->page, [&](const std::string& key, const ErpBalance& balance) {
        const std::size_t slash = key.rfind('/');
        result.balances.push_back({key.substr(0, slash), key.substr(slash + 1), balance.on_hand});
      });
  return Reply{200, Payload::of(std::move(result)), {}};
}

Outcome Erp::list_orders(const OrderList& list) const {
  OrderListResult result;
  result.next_cursor =
      orders_.since(list.cursor, settings_->page, [&](const std::string& order_id, const ErpOrder& order) {
        result.orders.push_back({order_id, std::string(state_of(order)), order.ordered, order.issued, 0, {}});
      });
  return Reply{200, Payload::of(std::move(result)), {}};
}

}  // namespace

ActorFactory make_erp(ErpSettings settings) {
  auto shared = std::make_shared<const ErpSettings>(std::move(settings));
  return [shared](const SeatConfig&) { return std::make_unique<Erp>(shared); };
}

}  // namespace drydock
