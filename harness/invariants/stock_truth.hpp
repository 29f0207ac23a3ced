// The truth of stock: the fold over what the warehouses wrote to their ledgers. And what the pipeline could know of it.
#pragma once
#include <deque>
#include <string_view>
#include <vector>

#include "contracts/canonical/reconciliation.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// A warehouse's position (domain section 2.2): on_hand = unrestricted + quality_hold + damaged.
struct Buckets {
  std::int64_t unrestricted = 0;
  std::int64_t quality_hold = 0;
  std::int64_t damaged = 0;
  std::int64_t on_hand() const { return unrestricted + quality_hold + damaged; }
};

/// One change of one position. The views are into the message it was read from.
struct Movement {
  std::string_view id;  ///< movement id; of a shipment, the shipment id
  std::string_view item;
  std::string_view location;
  Buckets change;
  bool shipment = false;
};
/// What a warehouse's message moved; nothing if it is no stock movement. A shipment moves each of its lines. Appended.
void movements_of(const Payload&, std::vector<Movement>& out);

class StockTruth {
 public:
  StockTruth(const Courtroom&, Places&);

  std::uint32_t kinds() const { return bit(RecordKind::effect) | bit(RecordKind::publish) | bit(RecordKind::ack); }
  void see(const Record&);

  Buckets at(std::uint32_t place) const { return place < truth_.size() ? truth_[place] : Buckets{}; }
  /// Unrestricted units as far as the pipeline could know by then: gains count when they happen, losses only once their
  /// event was acknowledged longer ago than the processing bound. A shipment takes its reservation along and counts at
  /// once. A loss that no event tells counts once it has been corrected in the books longer ago than that.
  std::int64_t known_unrestricted(std::uint32_t place, Instant now);

 private:
  struct Loss {
    Instant known_at;
    std::uint32_t place = 0;
    std::int64_t change = 0;
  };

  void effect(const Record&);
  void drifted(const StockDrift&);
  void corrected(const Record&, const InventoryAdjust&);
  void publish(const Record&);
  void acknowledged(const Record&);
  std::int64_t& known(std::uint32_t place) { return grown(known_, place); }

  SeatIndex pipeline_;
  Duration processing_;
  std::vector<char> is_warehouse_;
  Places& places_;
  std::vector<Buckets> truth_;
  std::vector<std::int64_t> known_;
  FlatMap<Loss> unacknowledged_;  // by event id
  std::deque<Loss> coming_;       // in the order of known_at
  FlatMap<std::int64_t> unseen_;  // losses that no event told, by place and one: known when they are corrected
  std::vector<Movement> scratch_;
};

}  // namespace drydock
