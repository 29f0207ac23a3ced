// What is known of every order, line by line, from the facts that crossed a boundary or were written to a ledger.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// An order line. Quantities are sums over the whole run, each from the ledger of the system that owns it.
struct BookedLine {
  std::string line;
  std::string item;
  Money unit_price;
  std::int64_t ordered = 0;   ///< shop: the placed order
  std::int64_t booked = 0;    ///< ERP: sales orders
  std::int64_t released = 0;  ///< warehouses: outbound orders
  std::int64_t cut = 0;  ///< warehouses: released, and will not leave from there (short, rejected, not picked, dropped)
  std::int64_t dropped = 0;      ///< warehouses: of these, by a cancellation
  std::int64_t picked = 0;       ///< warehouses: picks confirmed
  std::int64_t shipped = 0;      ///< warehouses: left with a truck
  std::int64_t issued = 0;       ///< ERP: goods issues
  std::int64_t invoiced = 0;     ///< ERP: invoices
  std::int64_t told = 0;         ///< shop: fulfilments it was told of
  std::int64_t backordered = 0;  ///< shop: open backorder cases, less what was cancelled of them
  std::int64_t unwanted = 0;     ///< shop: cancellations it asked for
  std::int64_t cancelled = 0;    ///< shop: of these, accepted
  std::int64_t shrunk = 0;       ///< ERP: taken out of the sales order
  /// Released and not cut: being worked on, or shipped.
  std::int64_t live() const { return released - cut; }
  /// What the customer still wants, as far as the shop knows.
  std::int64_t wanted() const { return ordered - cancelled; }
};

struct BookedOrder {
  std::string id;
  SeatIndex shop = no_seat;  ///< that sold it, and hears what becomes of it
  bool unasked = false;      ///< sold without a hold, and paid to the shop: the order itself speaks for its lines
  Promise promise;           ///< the latest one the shop knows
  Instant placed;
  std::optional<Instant> accepted;  ///< the pipeline's first 2xx to the placed order
  std::vector<BookedLine> lines;
};

class OrderBook {
 public:
  explicit OrderBook(const Courtroom&);

  std::uint32_t kinds() const { return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect); }
  void see(const Record&);

  /// In the order in which they were placed.
  const std::vector<BookedOrder>& all() const { return orders_; }
  /// Null if no such order was placed.
  const BookedOrder* find(std::string_view order);
  const BookedLine* line(std::string_view order, std::string_view line);

 private:
  struct Work {
    std::uint32_t line;
    std::int64_t released;
    std::int64_t cut;
  };
  struct Fulfilment {
    std::uint32_t order = 0;
    std::vector<Work> work;
  };

  void publish(const Record&);
  void effect(const Record&);
  void placed(SeatIndex shop, const OrderPlaced&);
  bool heard(const Record&, std::string_view order);
  void released(const OutboundOrderCreate&);
  void cut(std::string_view fulfilment, std::string_view line, std::int64_t quantity);
  void rejected(std::string_view fulfilment);
  void dropped(const OutboundOrderCancel&);
  void accepted(const CancellationAccept&);
  void picked(const WmsPickConfirmed&);
  template <class Lines>
  void add(std::string_view order, const Lines& lines, std::int64_t BookedLine::*sum);
  BookedLine* mutable_line(std::string_view order, std::string_view line);

  SeatIndex pipeline_;
  std::vector<char> unasked_;  // by seat
  const MessageType* order_placed_;
  std::vector<BookedOrder> orders_;
  FlatMap<std::uint32_t> by_order_;
  FlatMap<Fulfilment> by_fulfilment_;
};

}  // namespace drydock
