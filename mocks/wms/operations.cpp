// What the warehouse is asked for: outbound orders and their cancelling, labels, stock.
#include <algorithm>

#include "mocks/wms/cancelling.hpp"
#include "mocks/wms/warehouse.hpp"

namespace drydock {

namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Package ids are numbered within their fulfilment, so the id alone tells whether there ever was such a package.
bool was_made(std::string_view package_id, std::string_view fulfillment_id, std::int64_t made) {
  for (std::int64_t number = 1; number <= made; ++number)
    if (package_id == joined(fulfillment_id, "-P", std::to_string(number))) return true;
  return false;
}

}  // namespace

std::optional<Reply> Wms::refusal_of(const OutboundOrderCreate& order) const {
  if (order.location != settings_->location) {
    return problem(422, "wrong_location", "this is " + settings_->location + ", the order is for " + order.location);
  }
  if (order.lines.empty()) return problem(422, "no_lines", "an outbound order needs at least one line");
  for (const LineQuantity& line : order.lines) {
    if (!weights_.contains(line.item)) {
      return problem(422, "unknown_item", "item " + line.item + " is not stocked at " + settings_->location);
    }
    if (line.quantity <= 0) return problem(422, "bad_quantity", "line " + line.line + " asks for no units");
  }
  return {};
}

Outcome Wms::accept(const OutboundOrderCreate& order, const Received& received, Io& io) {
  if (auto refusal = refusal_of(order)) return *refusal;
  const std::string& id = order.fulfillment_id;
  if (settings_->reject.numerator > 0 && order.service != transfer_service &&
      io.draw(Purpose::pick, id, "reject").chance(settings_->reject))
    return turn_away(order, received, io);
  Fulfilment& fulfilment = fulfilments_[id];
  if (fulfilment.order_id.empty()) fulfilment.order_id = order.order_id;
  fulfilment.transfer = order.service == transfer_service;

  Work work;
  work.number = ++fulfilment.works;
  work.turn = ++turns_;
  work.needed = order.ship_by;
  const bool anything = assign(order, work, io.now());

  Commit commit;
  const std::string name = work_name(id, work);
  const std::string accepted = joined(name, "/accepted");
  tell(WmsOrderAccepted{id, order.order_id, order.location}, accepted, fulfilment, io.now(),
       received.headers.idempotency_key, commit);
  tell_allocated(id, fulfilment, work, accepted, io.now(), commit);
  tell_lack(id, fulfilment, work, io.now(), commit);
  add_effect(commit, received);
  if (anything) {
    queue_.push_back({id, work.number});
    fulfilment.open.push_back(std::move(work));
  }
  write(id, fulfilment, commit);
  start_next(io);
  return Write{std::move(commit), 201, id, anything ? "allocated" : "exception"};
}

// It has heard of the order and will not work it: that is told by an event, not by a refusal.
Outcome Wms::turn_away(const OutboundOrderCreate& order, const Received& received, Io& io) {
  Fulfilment& fulfilment = fulfilments_[order.fulfillment_id];
  if (fulfilment.order_id.empty()) fulfilment.order_id = order.order_id;
  Work none;
  none.number = ++fulfilment.works;
  Commit commit;
  add_effect(commit, received);
  tell(WmsOrderRejected{order.fulfillment_id, order.order_id, order.location, "no_capacity"},
       joined(work_name(order.fulfillment_id, none), "/rejected"), fulfilment, io.now(),
       received.headers.idempotency_key, commit);
  also_an_effect(commit);
  write(order.fulfillment_id, fulfilment, commit);
  return Write{std::move(commit), 201, order.fulfillment_id, "rejected"};
}

bool Wms::assign(const OutboundOrderCreate& order, Work& work, Instant now) {
  bool anything = false;
  for (const LineQuantity& line : order.lines) {
    Assigned got = shelf_.allocate(line.item, line.quantity, std::max(work.needed, now));
    anything = anything || got.quantity > 0;
    work.lines.push_back({line.line, line.item, line.quantity, got.quantity, std::move(got.lots)});
  }
  return anything;
}

void Wms::tell_allocated(const std::string& fulfillment_id, Fulfilment& fulfilment, const Work& work,
                         std::string_view cause, Instant now, Commit& commit) {
  WmsAllocated told{fulfillment_id, fulfilment.order_id, settings_->location, {}, {}};
  for (const WorkLine& line : work.lines) {
    told.lines.push_back({line.line, line.item, line.allocated});
    tell_lots(line.lots, line.line, line.item, told.lots);
  }
  std::string id = joined(work_name(fulfillment_id, work), "/allocated");
  if (work.told > 1) id.append("-").append(std::to_string(work.told));
  tell(std::move(told), std::move(id), fulfilment, now, cause, commit);
}

// Units that the ledger does not have cannot vanish from it: this short is told, but it is no movement, so its delta is
// 0 and the position keeps its version.
void Wms::tell_lack(const std::string& fulfillment_id, Fulfilment& fulfilment, const Work& work, Instant now,
                    Commit& commit) {
  const std::string name = work_name(fulfillment_id, work);
  for (const WorkLine& line : work.lines) {
    const std::int64_t lack = line.ordered - line.allocated;
    if (lack == 0) continue;
    WmsPickShort told;
    told.movement_id = joined(name, "-", line.line, "-lack");
    told.fulfillment_id = fulfillment_id;
    told.order_id = fulfilment.order_id;
    told.location = settings_->location;
    told.line = line.line;
    told.item = line.item;
    told.quantity_planned = lack;
    told.quantity_short = lack;
    told.position_version = shelf_.find(line.item)->position.version;
    if (shelf_.free(line.item) > 0) told.reason = ShortReason::expired;  // there are some, of lots too old for it
    std::string id = joined(told.movement_id, "/short");
    tell(std::move(told), std::move(id), fulfilment, now, joined(name, "/allocated"), commit);
  }
}

bool Wms::waits(const std::string& fulfillment_id, std::int64_t work) const {
  return std::any_of(queue_.begin(), queue_.end(),
                     [&](const WmsJob& job) { return job.fulfillment_id == fulfillment_id && job.number == work; });
}

// The ledger's entry says what was really dropped, not what was asked.
Outcome Wms::cancel(const OutboundOrderCancel& order, const Received& received, Instant now) {
  const std::string& id = order.fulfillment_id;
  const auto found = fulfilments_.find(id);
  if (found == fulfilments_.end()) return problem(404, "unknown_fulfillment", "no outbound order " + id + " is known");
  OutboundOrderCancel done = order;
  const Waits waiting = [&](const Work& work) { return waits(id, work.number); };
  Commit commit;
  for (LineQuantity& line : done.lines) {
    const Assigned back = drop_units(found->second, line, waiting, shelf_);
    line.quantity = back.quantity;
    block_returned(line.item, back.lots, now, commit);
  }
  std::string amounts = amounts_of(done.lines);
  std::erase_if(done.lines, [](const LineQuantity& line) { return line.quantity == 0; });
  if (done.lines.empty()) return problem(409, "past_cutoff", "nothing of it waits for a picker any more");
  for (const std::int64_t work : drop_empty_works(found->second))
    std::erase_if(queue_, [&](const WmsJob& job) { return job.fulfillment_id == id && job.number == work; });
  write(id, found->second, commit);
  const std::string key = business_key(*received.type, received.body);
  commit.effects.push_back({received.type->name, key, Payload::of(std::move(done)), received.headers});
  return Write{std::move(commit), 200, id, std::move(amounts)};
}

Payload Wms::result(const Received& received, const Kept& kept) const {
  const auto* order = received.body.as<OutboundOrderCancel>();
  return order == nullptr ? Desk::result(received, kept) : Payload::of(answer_of(*order, kept.state));
}

Outcome Wms::attach(const LabelAttach& label, const Received& received) {
  const auto found = fulfilments_.find(label.fulfillment_id);
  if (found == fulfilments_.end()) {
    return problem(404, "unknown_package", "no outbound order " + label.fulfillment_id + " is known");
  }
  Fulfilment& fulfilment = found->second;
  const auto package = std::find_if(fulfilment.staged.begin(), fulfilment.staged.end(),
                                    [&](const StagedPackage& one) { return one.package_id == label.package_id; });
  if (package == fulfilment.staged.end()) {
    if (has(fulfilment.voided, label.package_id))
      return problem(409, "package_voided", "package " + label.package_id + " was taken apart; it needs no label");
    if (was_made(label.package_id, label.fulfillment_id, fulfilment.packages)) {
      return problem(409, "package_departed", "package " + label.package_id + " has left; its label cannot be changed");
    }
    return problem(404, "unknown_package", "package " + label.package_id + " is not packed");
  }
  package->label_id = label.label_id;
  package->carrier = label.carrier;
  package->tracking_number = label.tracking_number;
  ready_.insert(label.fulfillment_id);
  Commit commit;
  write(label.fulfillment_id, fulfilment, commit);
  add_effect(commit, received);
  return Write{std::move(commit), 200, label.package_id, "labelled"};
}

void Wms::know(const ItemUpsert& item) {
  weights_[item.item] = item.weight_grams;
  told_[item.item] = item;
}

// Versions may come in any order: the highest is the newest. When it holds is the planners' business: whoever picks
// works what he is given.
Outcome Wms::learn(const ItemUpsert& item, const Received& received) {
  if (item.location != settings_->location)
    return problem(422, "wrong_location", "this is " + settings_->location + ", the item is told to " + item.location);
  const auto known = told_.find(item.item);
  const bool newer = known == told_.end() || item.version > known->second.version;
  Commit commit;
  if (newer) {
    know(item);
    commit.entries.push_back({joined(item_prefix, item.item), Payload::of(item)});
  }
  add_effect(commit, received);
  return Write{std::move(commit), 200, joined(item.item, "/", std::to_string(item.version)),
               newer ? "known" : "superseded"};
}

Outcome Wms::list_stock(const StockList& list, Instant now) const {
  StockListResult result;
  result.as_of = now;
  result.next_cursor = shelf_.rows().since(list.cursor, settings_->page, [&](const std::string&, const ShelfRow& row) {
    result.positions.push_back(row.position);
  });
  return Reply{200, Payload::of(std::move(result)), {}};
}

}  // namespace drydock
