// What every system said last when it was asked. Views are written only when they changed, so the last word stands.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/views.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

class LastViews {
 public:
  /// Of one item at one location.
  struct AtPlace {
    std::optional<std::int64_t> erp_on_hand;
    std::optional<PositionView> pipeline;
    std::optional<Position> warehouse;
  };
  /// Of one order, each in its own words; empty: never said.
  struct OfOrder {
    std::string id;
    std::string shop;
    std::string erp;
    std::string pipeline;
  };

  LastViews(const Courtroom&, Places&);

  std::uint32_t kinds() const { return bit(RecordKind::view); }
  void see(const Record&);

  const AtPlace& at(std::uint32_t place);
  /// Every shop, and what one shows at a place.
  const std::vector<SeatIndex>& shops() const { return shops_; }
  std::optional<std::int64_t> shown(SeatIndex shop, std::uint32_t place) const;
  std::size_t places() const { return at_place_.size(); }
  const std::vector<OfOrder>& orders() const { return orders_; }
  const OfOrder* order(std::string_view id);
  // Whether a system offers the view at all.
  bool erp_balances() const { return erp_balances_; }
  bool shop_shows() const { return shop_shows_; }
  bool pipeline_positions() const { return pipeline_positions_; }
  bool dead_letters_told() const { return !dead_letters_.empty(); }

  const std::vector<DeadLetter>& dead_letters() const { return dead_letters_; }
  /// Whether a message was parked: by event id or idempotency key.
  bool parked(std::string_view message_id) { return parked_ids_.find(name_key(message_id)) != nullptr; }
  /// Whether a call was parked: by its operation and business key.
  bool parked(std::string_view operation, std::string_view key) {
    return parked_calls_.find(name_key(operation, key)) != nullptr;
  }
  const std::vector<QueueDepth>& queues() const { return queues_; }

 private:
  void order(const Record&, const OrderView&);
  void queue(const QueueDepth&);

  const Directory* directory_;
  Places& places_;
  std::vector<AtPlace> at_place_;
  std::vector<SeatIndex> shops_;
  std::vector<std::vector<std::optional<std::int64_t>>> shown_;  // by shop and place
  std::vector<OfOrder> orders_;
  FlatMap<std::uint32_t> by_order_;  // number plus one
  std::vector<DeadLetter> dead_letters_;
  FlatMap<char> parked_ids_;
  FlatMap<char> parked_calls_;
  std::vector<QueueDepth> queues_;
  bool erp_balances_ = false;
  bool shop_shows_ = false;
  bool pipeline_positions_ = false;
};

}  // namespace drydock
