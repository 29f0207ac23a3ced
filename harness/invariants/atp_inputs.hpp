// The free quantity of each place as the pipeline can have known it: a range, since it shows only from outside when an
// input was applied.
#pragma once
#include <limits>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"
#include "harness/invariants/stock_truth.hpp"

namespace drydock {

/// Free = unrestricted - reserved - released - picked. Every input is a change with an earliest and a latest moment of
/// being applied: a movement between its delivery and its acknowledgement, a hold between request and answer, an expiry
/// within its tolerance. Shipping leaves free as it is. While a short pick is not followed up, or a hold may exist that
/// was never answered, or a cancellation is not answered yet, the item is in motion and nothing is said of it.
class AtpInputs {
 public:
  /// How long after an answer all that was under way then is known, and how long changes are kept.
  static constexpr Duration patience = seconds(15);
  static constexpr Duration memory = minutes(3);

  AtpInputs(const Courtroom&, Places&);

  static constexpr std::uint32_t kinds() {
    return bit(RecordKind::effect) | bit(RecordKind::deliver) | bit(RecordKind::ack) | bit(RecordKind::request) |
           bit(RecordKind::reply) | bit(RecordKind::call) | bit(RecordKind::crash);
  }
  void see(const Record&);

  struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;
  };
  /// The values that free can have had at some moment of [from, until]; nothing if that cannot be said.
  std::optional<Range> free_between(std::uint32_t place, Instant from, Instant until);

 private:
  static constexpr Instant never{std::numeric_limits<std::int64_t>::max()};
  static constexpr std::uint32_t never_place = 0xffffffff;
  struct Change {
    std::uint64_t source = 0;  ///< what may still tell the latest moment; 0: known
    Instant earliest;
    Instant latest = never;
    std::int64_t quantity = 0;
  };
  struct Place {
    std::int64_t settled = 0;
    Instant settled_until{};
    bool opened = false;
    std::vector<Change> changes;
  };
  struct Fog {  ///< an item of which nothing can be said: while `open` is above 0, and up to `until`
    int open = 0;
    Instant until{};
  };
  struct Asked {  ///< a hold the pipeline was asked for and has not answered yet
    Instant at;
    std::vector<std::uint32_t> items;
    Duration ttl{};
  };
  struct Held {
    std::vector<ReservedLine> lines;  ///< quantities that no outbound order has taken up yet
    Instant expires;
    bool confirmed = false;
    bool expired = false;
    bool gone = false;
    std::uint32_t next = 0;  ///< the next one of the same order, plus one
  };
  struct Expiry {
    Instant at;
    std::uint32_t reservation;
    bool operator>(const Expiry& other) const {
      return at != other.at ? at > other.at : reservation > other.reservation;
    }
  };
  struct Missing {  ///< a short pick that waits for its follow-up
    std::string order;
    std::string line;
    std::uint32_t item = 0;
    std::int64_t quantity = 0;
    Instant delivered;
  };

  void change(std::uint32_t place, std::int64_t quantity, Instant earliest, Instant latest, std::uint64_t source = 0);
  void settle(std::uint64_t source, Instant latest);
  void withdraw(std::uint64_t source);
  void tidy(Place&, Instant now);
  void opening(const Record&);
  void deliver(const Record&);
  void request(const Record&);
  void reply(const Record&);
  void crash(Instant now);
  void hold(const ReservationAnswer&, Instant asked, Instant now);
  void confirmed(std::uint32_t reservation, Instant now);
  void give_back(std::uint32_t reservation, Instant earliest, Instant latest, std::uint64_t source);
  void expire(Instant now);
  void join(std::string_view reservation, std::string_view order);
  void taken_in(const OrderPlaced&, SeatIndex shop, Instant now);
  void sent_out(const OutboundOrderCreate&, Instant now);
  void sold_unheld(const OrderPlaced&, Instant now);
  std::int64_t take_unheld(const std::string& order, std::string_view line, std::int64_t quantity);
  std::int64_t take_up(const std::string& order, const LineQuantity&, const std::string& at, Instant now);
  void unwanted(const CancellationRequested&, Instant now);
  void dropped(const OutboundOrderCancel&, Instant now);
  void cancelled(const CancellationAccept&, Instant now);
  void cancel_closed(const std::string& cancellation, Instant now);
  std::int64_t free_held(const std::string& order, const LineQuantity&, Instant earliest, Instant now);
  void transfer_heard(const TransferOrderCreated&, Instant now);
  void transfer_released(const OutboundOrderCreate&, Instant now);
  void drifted(const Record&, const StockDrift&);
  void corrected(const InventoryAdjust&, Instant now);
  void missing(const WmsPickShort&, Instant now);
  void turned_away(const WmsOrderRejected&, const Record&);
  void follow_up(const std::string& order, const std::string& line, std::int64_t quantity, std::uint32_t place,
                 Instant now);
  void give_up_waiting(Instant now);
  void perhaps_held(const Asked&, Instant now);
  void fog_until(std::uint32_t item, Instant until);
  std::uint32_t number(std::string_view reservation);

  SeatIndex pipeline_;
  Duration expiry_tolerance_;
  Duration skew_;
  Duration response_;
  std::vector<char> is_warehouse_;
  std::vector<std::string> warehouses_;
  Places& places_;
  std::vector<Place> place_;
  std::vector<Fog> fog_;
  FlatMap<std::vector<std::uint32_t>> places_of_source_;
  FlatMap<char> delivered_;  // by event id
  FlatMap<Asked> asked_;     // by request handle
  std::vector<Held> held_;
  FlatMap<std::uint32_t> numbers_;
  FlatMap<std::uint32_t> by_order_;
  std::priority_queue<Expiry, std::vector<Expiry>, std::greater<>> expiries_;
  FlatMap<char> releases_;
  FlatMap<Instant> taken_in_;
  struct Unheld {
    std::string item;
    std::int64_t units = 0;  ///< neither released nor backordered nor cancelled
    Instant since;
  };
  std::vector<char> unasked_;   // by seat: shops that sell without a hold
  FlatMap<Unheld> unheld_;      // lines that were sold without a hold, by order and line
  FlatMap<Instant> transfers_;  // when the pipeline first heard of each
  struct Cancelling {
    std::vector<std::uint32_t> items;
    Instant delivered;
  };
  FlatMap<Cancelling> cancelling_;      // not answered yet, by cancellation id
  FlatMap<std::int64_t> dropped_;       // by cancellation id and line
  FlatMap<std::int64_t> unseen_;        // what drifted and has not been corrected, by place and one
  FlatMap<std::vector<Missing>> sent_;  // lines of releases that no warehouse has taken yet, by fulfilment
  std::vector<Missing> missing_;        // in the order of delivery
  std::vector<Movement> scratch_;
};

}  // namespace drydock
