// The master-data flow: items change, each version from its own moment on, in whatever order it is told of them; and
// what concerns an item that nobody has told of yet waits for it.
#include <algorithm>

#include "contracts/codec.hpp"
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

using ItemRecord = Table<ItemRow>::Record;

// The highest version whose moment has come; null before the first. Defects: its moment is not looked at; or the last
// that arrived holds.
const ItemChanged* holding(const Platform& p, const ItemRow& row) {
  const ItemChanged* best = nullptr;
  for (const ItemChanged& version : row.versions) {
    if (version.valid_from > p.now() && !p.has(Defect::item_applied_on_arrival)) continue;
    if (best == nullptr || version.version > best->version || p.has(Defect::older_master_wins)) best = &version;
  }
  return best;
}

// A higher version holds before this one could.
bool never_holds(const Platform& p, const ItemRow& row, const ItemChanged& change) {
  if (change.version < row.holds) return true;
  return std::any_of(row.versions.begin(), row.versions.end(), [&](const ItemChanged& other) {
    return other.version > change.version && other.valid_from <= std::max(change.valid_from, p.now());
  });
}

void tell_warehouses(Platform& p, const ItemChanged& change, const Cause& cause) {
  for (const Node& node : p.masters.nodes()) {
    const std::string& location = node.location.location;
    p.call({.to = node.seat,
            .body = Payload::of(ItemUpsert{change.item, location, change.version, change.valid_from, change.name,
                                           change.status, change.weight_grams}),
            .idempotency_key = change.item + "/" + std::to_string(change.version) + "/" + location,
            .lane = "item/" + change.item,
            .subject = "item/" + change.item},
           cause);
  }
}

// Every warehouse knows the item: only then can any of them be asked to ship it.
bool introduced(Platform& p, std::string_view item) {
  auto* row = p.items.find(item);
  return row == nullptr || !row->launched || row->told.size() >= p.masters.nodes().size();
}

Cause cause_of(const ParkedRow& row) {
  return {row.event_id,
          row.correlation_id,
          {static_cast<std::uint64_t>(row.trace_high), static_cast<std::uint64_t>(row.trace_low), 0}};
}

std::string letter_of(const std::string& parked) { return "parked/" + parked; }

// Whose it is, and why it waits: nobody has to do anything about it but the owner of the master.
void write_letter(Platform& p, const ParkedRow& row, std::string message, std::string key, bool dropped) {
  DeadLetter letter;
  letter.dead_letter_id = letter_of(row.id);
  letter.message = std::move(message);
  letter.message_id = row.event_id;
  letter.key = std::move(key);
  letter.destination = dropped || p.erp == no_seat ? "pipeline" : (*p.seat.directory)[p.erp].name;
  letter.reason = dropped ? "unknown_subject" : "unknown_item";
  letter.correlation = row.correlation_id;
  letter.body = to_json(row.data);
  letter.attempts = 1;
  letter.first_attempt = letter.last_attempt = p.now();
  p.journal.put("d/" + letter.dead_letter_id, Payload::of(letter));
  p.dead_letters.insert_or_assign(letter.dead_letter_id, std::move(letter));
}

void park(Platform& p, ParkedRow row, const Payload& data, const std::string& message, const std::string& key,
          const Cause& cause) {
  if (p.parked.find(row.id) != nullptr || p.dead_letters.contains(letter_of(row.id))) return;
  row.number = ++p.last_parked;
  row.event_id = cause.id;
  row.correlation_id = cause.correlation;
  row.trace_high = static_cast<std::int64_t>(cause.trace.high);
  row.trace_low = static_cast<std::int64_t>(cause.trace.low);
  row.data = data;
  const bool dropped = p.has(Defect::unknown_item_dropped);
  write_letter(p, row, message, key, dropped);
  if (dropped) return;
  p.journal.put("zb/" + row.id, data);
  const std::string id = row.id;
  p.parked.add(id, std::move(row));
}

// What of the line is wanted still, and neither held nor with a warehouse nor on backorder.
std::int64_t open_of(Platform& p, const OrderRow& order, const std::string& line) {
  std::int64_t open = 0;
  for (const OrderLineState& state : order.lines)
    if (state.line == line) open = state.ordered - state.cancelled - state.backordered;
  for (const std::string& id : order.reservations)
    if (const auto* reservation = p.reservations.find(id))
      for (const Slice& slice : reservation->slices)
        if (slice.line == line) open -= slice.live + slice.consumed;
  return open;
}

void go_on(Platform& p, const ParkedRow& row) {
  const Cause cause = cause_of(row);
  if (row.order_id.empty()) return post(p, row.data, cause);
  auto* order = p.orders.find(row.order_id);
  if (order == nullptr) return;
  const std::int64_t open = open_of(p, *order, row.line);
  if (open > 0)
    reroute(p, *order, {}, {{row.line, row.item, open}}, row.order_id + "-" + row.line + "-ahead", "sold_ahead", cause);
  check_closed(p, *order);
}

// In the order in which it was parked. What is in the way of one thing is in the way of all of its kind.
void unpark(Platform& p, const std::string& item) {
  if (!p.masters.knows(item)) return;
  const bool everywhere = introduced(p, item);
  std::vector<const Table<ParkedRow>::Record*> ready;
  for (const auto* row : p.parked.all())
    if (row->item == item && (row->order_id.empty() || everywhere)) ready.push_back(row);
  std::sort(ready.begin(), ready.end(), [](const auto* a, const auto* b) { return a->number < b->number; });
  for (const auto* found : ready) {
    const ParkedRow row = *found;
    p.journal.forget("zb/" + row.id);
    p.journal.forget("d/" + letter_of(row.id));
    p.dead_letters.erase(letter_of(row.id));
    p.parked.erase(row.id);
    go_on(p, row);
  }
}

void into_masters(Platform& p, const ItemChanged& version) {
  p.masters.hold_item(version.item, version.status);
  for (Node& node : p.masters.nodes()) {
    const auto kept = std::find_if(version.safety_stock.begin(), version.safety_stock.end(),
                                   [&](const LocationQuantity& row) { return row.location == node.location.location; });
    node.safety_stock[version.item] = kept == version.safety_stock.end() ? 0 : kept->quantity;
  }
}

// Versions below the one that holds can hold no more.
void apply(Platform& p, ItemRecord& row) {
  const ItemChanged* found = holding(p, row);
  if (found == nullptr || found->version == row.holds) return;
  const ItemChanged version = *found;
  row.holds = version.version;
  if (!p.has(Defect::older_master_wins))
    std::erase_if(row.versions, [&](const ItemChanged& other) { return other.version < version.version; });
  p.journal.touch(row);
  into_masters(p, version);
  p.inventory.terms_changed(version.item);
  unpark(p, version.item);
}

void wait_for(Platform& p, const ItemChanged& change) {
  if (change.valid_from > p.now()) p.io->arm(change.valid_from - p.now(), tag_of(TimerKind::master));
}

}  // namespace

void item_changed(Platform& p, const ItemChanged& change, const Cause& cause) {
  auto* row = p.items.find(change.item);
  if (row == nullptr) row = &p.items.add(change.item, ItemRow{change.item, {}, {}, 0, !p.masters.knows(change.item)});
  const auto same = [&](const ItemChanged& other) { return other.version == change.version; };
  if (std::any_of(row->versions.begin(), row->versions.end(), same)) return;
  const bool late = never_holds(p, *row, change);
  if (late && !p.has(Defect::older_master_wins)) return;
  row->versions.push_back(change);
  p.journal.touch(*row);
  if (!late) tell_warehouses(p, change, cause);
  wait_for(p, change);
  apply(p, *row);
}

void item_told(Platform& p, const ItemUpsert& upsert) {
  auto* row = p.items.find(upsert.item);
  if (row == nullptr || std::find(row->told.begin(), row->told.end(), upsert.location) != row->told.end()) return;
  row->told.push_back(upsert.location);
  p.journal.touch(*row);
  if (introduced(p, upsert.item)) unpark(p, upsert.item);
}

void apply_items(Platform& p) {
  for (ItemRecord* row : p.items.all()) apply(p, *row);
}

void restore_items(Platform& p) {
  for (ItemRecord* row : p.items.all())
    for (const ItemChanged& version : row->versions) {
      if (version.version == row->holds) into_masters(p, version);
      wait_for(p, version);
    }
}

bool waits_for_item(Platform& p, std::string_view item) { return !p.masters.knows(item) || !introduced(p, item); }

void park_line(Platform& p, const OrderRow& order, const Want& want, const Cause& cause) {
  ParkedRow row;
  row.id = order.order_id + "/" + want.line;
  row.item = want.item;
  row.order_id = order.order_id;
  row.line = want.line;
  park(p, std::move(row), order.placed, "commerce.order.placed", order.order_id, cause);
}

bool park_posting(Platform& p, const Payload& movement, const Cause& cause) {
  const std::string* item = nullptr;
  if (const auto* e = movement.as<WmsReceived>()) item = &e->item;
  if (const auto* e = movement.as<WmsAdjusted>()) item = &e->item;
  if (const auto* e = movement.as<WmsMoved>()) item = &e->item;
  if (const auto* e = movement.as<WmsCountCompleted>()) item = &e->item;
  if (const auto* e = movement.as<WmsLotHeld>()) item = &e->item;
  if (const auto* e = movement.as<WmsLotReleased>()) item = &e->item;
  if (item == nullptr || p.masters.knows(*item)) return false;
  ParkedRow row;
  row.id = cause.id;
  row.item = *item;
  const MessageType& type = message_of(movement.type());
  park(p, std::move(row), movement, std::string(type.name), business_key(type, movement), cause);
  return true;
}

}  // namespace drydock::pipeline
