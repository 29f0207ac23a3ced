#include "harness/invariants/last_views.hpp"

#include <algorithm>

namespace drydock {

LastViews::LastViews(const Courtroom& room, Places& places)
    : directory_(room.directory),
      places_(places),
      shops_(room.directory->with_role("commerce")),
      shown_(shops_.size()) {}

void LastViews::see(const Record& record) {
  if (record.body == nullptr) return;
  const Payload& body = *record.body;
  if (const auto* row = body.as<OrderView>()) return order(record, *row);
  if (const auto* row = body.as<PositionView>()) {
    grown(at_place_, places_.number(row->item, row->location)).pipeline = *row;
    pipeline_positions_ = true;
  } else if (const auto* shown = body.as<Shown>()) {
    const std::uint32_t place = places_.number(shown->item, shown->location);
    grown(at_place_, place);
    for (std::size_t n = 0; n < shops_.size(); ++n)
      if (shops_[n] == record.from) grown(shown_[n], place) = shown->quantity;
    shop_shows_ = true;
  } else if (const auto* balance = body.as<Balance>()) {
    grown(at_place_, places_.number(balance->item, balance->location)).erp_on_hand = balance->on_hand;
    erp_balances_ = true;
  } else if (const auto* position = body.as<Position>()) {
    grown(at_place_, places_.number(position->item, position->location)).warehouse = *position;
  } else if (const auto* letter = body.as<DeadLetter>()) {
    char& known = parked_ids_[name_key("letter", letter->dead_letter_id)];
    if (known == 0) dead_letters_.push_back(*letter);
    known = 1;
    parked_ids_[name_key(letter->message_id)] = 1;
    parked_calls_[name_key(letter->message, letter->key)] = 1;
  } else if (const auto* depth = body.as<QueueDepth>()) {
    queue(*depth);
  }
}

void LastViews::order(const Record& record, const OrderView& view) {
  if (record.from >= directory_->size()) return;
  std::uint32_t& slot = by_order_[name_key(view.order_id)];
  if (slot == 0) {
    orders_.push_back({view.order_id, {}, {}, {}});
    slot = static_cast<std::uint32_t>(orders_.size());
  }
  OfOrder& known = orders_[slot - 1];
  const std::string& role = (*directory_)[record.from].role;
  if (role == "commerce") known.shop = view.state;
  if (role == "erp") known.erp = view.state;
  if (role == "pipeline") known.pipeline = view.state;
}

void LastViews::queue(const QueueDepth& depth) {
  const auto same = std::find_if(queues_.begin(), queues_.end(),
                                 [&](const QueueDepth& known) { return known.destination == depth.destination; });
  if (same == queues_.end()) {
    queues_.push_back(depth);
  } else {
    *same = depth;
  }
}

const LastViews::AtPlace& LastViews::at(std::uint32_t place) { return grown(at_place_, place); }

std::optional<std::int64_t> LastViews::shown(SeatIndex shop, std::uint32_t place) const {
  for (std::size_t n = 0; n < shops_.size(); ++n)
    if (shops_[n] == shop && place < shown_[n].size()) return shown_[n][place];
  return std::nullopt;
}

const LastViews::OfOrder* LastViews::order(std::string_view id) {
  const std::uint32_t* slot = by_order_.find(name_key(id));
  return slot == nullptr ? nullptr : &orders_[*slot - 1];
}

}  // namespace drydock
