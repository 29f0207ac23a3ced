// Reservations as they look from outside the pipeline: what it has promised and neither shipped, given back nor let run
// out.
#pragma once
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/reservation.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// A held quantity counts from the pipeline's reply on. It sits at the node of that reply until the pipeline has taken
/// the order in; then it may be at any node until an outbound order shows where (domain: a release may move a
/// reservation). A short pick sets it free to move again; once the pipeline knows of it, it counts again when it is
/// released anew, since until then it may be a backorder that is not told yet. It ends when it is shipped, backordered,
/// given back, or when an unconfirmed hold runs out. While a cancellation is in the pipeline's hands, the units it asks
/// for are in doubt: they are not surely open any more, and are again if it comes to nothing.
class OpenReservations {
 public:
  OpenReservations(const Courtroom&, Places&);

  std::uint32_t kinds() const {
    return bit(RecordKind::request) | bit(RecordKind::reply) | bit(RecordKind::deliver) | bit(RecordKind::call) |
           bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect);
  }
  void see(const Record&);

  /// Units of an item open anywhere, and those that are surely at this place.
  std::int64_t open_of(std::uint32_t item, Instant now);
  std::int64_t open_at(std::uint32_t place, Instant now);
  /// Whether the last record seen opened a reservation that was not known before.
  bool opened_now() const { return opened_now_; }

 private:
  static constexpr std::uint32_t nowhere = 0xffffffff;
  /// It came short, the pipeline knows, and nobody knows yet what it will make of it: another node, or a backorder.
  static constexpr std::uint32_t undecided = 0xfffffffe;
  struct Slice {
    std::string line;
    std::uint32_t item = 0;
    std::uint32_t place = nowhere;
    std::int64_t quantity = 0;
    bool doubted = false;  ///< a cancellation asks for it: it does not count
  };
  enum class State : std::uint8_t { unknown, held, confirmed, gone };
  struct Reservation {
    std::vector<Slice> slices;  ///< empty once it is gone
    std::uint32_t next = 0;     ///< the next one of the same order, plus one
    State state = State::unknown;
  };
  struct Expiry {
    Instant at;
    std::uint32_t reservation;
    bool operator>(const Expiry& other) const {
      return at != other.at ? at > other.at : reservation > other.reservation;
    }
  };

  void request(const Record&);
  void reply(const Record&);
  void effect(const Record&);
  void hold(const ReservationAnswer&, Instant now);
  void let_go(std::uint32_t reservation);
  void join(std::string_view reservation, std::string_view order);
  void set_free(std::string_view order);
  std::int64_t place(std::string_view order, std::string_view line, std::uint32_t place, std::int64_t quantity);
  void sold(std::string_view order, std::string_view line, std::uint32_t place, std::int64_t quantity);
  void came_short(const Record&, const WmsPickShort&);
  void acknowledged(const Record&);
  void lift(std::string_view order, std::string_view line, std::uint32_t place, std::int64_t quantity);
  void close(std::string_view order, std::string_view line, std::uint32_t place, std::int64_t quantity);
  void doubt(const CancellationRequested&);
  void trust(std::string_view order, std::string_view line, std::int64_t quantity);
  void dropped(const OutboundOrderCancel&);
  void accepted(const CancellationAccept&);
  void rejected(const CancellationReject&);
  std::int64_t move(std::string_view order, std::string_view line, std::uint32_t from, std::uint32_t to,
                    std::int64_t quantity);
  void expire(Instant now);
  template <class Want>
  std::int64_t take(std::string_view order, std::string_view line, std::int64_t quantity, Want want);
  std::uint32_t number(std::string_view reservation);
  void count(const Slice&, std::int64_t quantity);

  SeatIndex pipeline_;
  Duration skew_;
  Places& places_;
  std::vector<Reservation> all_;
  FlatMap<std::uint32_t> numbers_;   // of a reservation id: number plus one
  FlatMap<std::uint32_t> by_order_;  // the first reservation of an order: number plus one
  FlatMap<char> orders_taken_;
  std::vector<char> unasked_;  // by seat: shops that sell without a hold
  FlatMap<char> unheld_;       // their orders
  struct Short {
    std::string order;
    std::string line;
    std::int64_t quantity = 0;
  };
  FlatMap<Short> shorts_;  // that the pipeline has not accepted, by event id
  FlatMap<char> releases_;
  FlatMap<char> doubts_;           // by cancellation id
  FlatMap<std::int64_t> dropped_;  // by cancellation id and line
  std::vector<std::int64_t> open_of_item_;
  std::vector<std::int64_t> open_at_place_;
  std::priority_queue<Expiry, std::vector<Expiry>, std::greater<>> expiries_;
  bool opened_now_ = false;
};

}  // namespace drydock
