// Short histories written by hand, for the tests of invariants, measures, reached states and stories.
//
//   History h;
//   h.opening("A", "wms-east", 5);
//   h.event("wms-east", shipped("O-1", "S-1", {{"1", "A", 2}}));  // published, delivered to the pipeline, accepted
//   h.at(seconds(30)).effect("erp", invoice("O-1", "S-1", {{"1", "A", 2}}));
//   EXPECT_EQ(h.judge("I35").state, InvariantState::held);
#pragma once
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/views.hpp"
#include "harness/jury.hpp"

namespace drydock::testing {

using Lines = std::vector<LineQuantity>;

inline constexpr Instant t0{1'800'000'000'000'000};
inline constexpr std::int64_t price = 1000;

/// What a jury of one said.
struct Said {
  InvariantState state = InvariantState::not_exercised;
  std::uint64_t evaluations = 0;
  std::uint64_t count = 0;
  std::vector<Finding> findings;
  std::string reason;
};

class History {
 public:
  History() {
    plan.start = t0;
    plan.run = hours(4);
    plan.settle = hours(4);
    for (const char* name : {"wms-east", "wms-west"}) {
      PlannedWarehouse warehouse;
      warehouse.location.location = name;
      plan.warehouses.push_back(warehouse);
    }
  }

  // Records point into the history that holds them; moving keeps them where they are.
  History(History&&) = default;
  History(const History&) = delete;

  Plan plan;
  Directory directory{{{"commerce", "commerce"},
                       {"pipeline", "pipeline"},
                       {"erp", "erp"},
                       {"tms", "tms"},
                       {"wms-east", "wms"},
                       {"wms-west", "wms"},
                       {"carrier-fast", "carrier"},
                       {"auditor", "auditor"}}};
  std::map<std::string, std::int64_t> baseline;
  bool has_baseline = false;

  /// From now on records happen at this time after the start.
  History& at(Duration since_start) {
    now_ = t0 + since_start;
    return *this;
  }
  Instant now() const { return now_; }
  History& safety(const std::string& item, const std::string& location, std::int64_t quantity) {
    for (PlannedWarehouse& warehouse : plan.warehouses)
      if (warehouse.location.location == location) warehouse.location.safety_stock.push_back({item, quantity});
    return *this;
  }
  /// A windowed fault on a seat, or on a link when `to` is given; open from `from` to `until`.
  History& fault(const std::string& id, const std::string& name, const std::string& seat, const std::string& to,
                 Duration from, Duration until) {
    PlannedFault planned;
    planned.id = id;
    planned.fault = name;
    if (to.empty()) {
      planned.seats = {seat};
    } else {
      planned.links = {{seat, to}};
    }
    planned.dose.from = t0 + from;
    planned.dose.until = t0 + until;
    plan.faults.push_back(planned);
    return *this;
  }

  /// A record made by hand.
  Record& add(RecordKind kind, std::string_view from, std::string_view to, const MessageType* type, Payload body) {
    Owned& owned = records_.emplace_back();
    owned.body = std::move(body);
    Record& record = owned.record;
    record.n = records_.size();
    record.t = now_;
    record.kind = kind;
    record.from = directory.find(from);
    record.to = directory.find(to);
    record.message = type;
    if (type != nullptr) {
      record.type = type->name;
      if (owned.body.type() == type->body && !owned.body.empty()) record.key = keep(type->key(owned.body.data()));
    }
    record.body = owned.body.empty() ? nullptr : &owned.body;
    return record;
  }
  /// The record that was added last.
  Record& last() { return records_.back().record; }
  /// Keeps a string as long as the history.
  std::string_view keep(std::string text) { return strings_.emplace_back(std::move(text)); }

  template <class T>
  Record& effect(std::string_view seat, T body, std::string correlation = {}, std::string idempotency = {}) {
    const MessageType* type = &message_of<T>();
    Record& record = add(RecordKind::effect, seat, {}, type, Payload::of(std::move(body)));
    record.correlation = keep(std::move(correlation));
    record.idempotency = keep(std::move(idempotency));
    return record;
  }
  History& opening(const std::string& item, const std::string& location, std::int64_t quantity, std::int64_t hold = 0) {
    Record& record =
        add(RecordKind::effect, location, {}, nullptr, Payload::of(Position{item, location, quantity, hold, 0, 0}));
    record.type = "stock.opened";
    return *this;
  }
  template <class T>
  Record& publish(std::string_view seat, T body, std::string id, std::int64_t sequence = 1,
                  std::string correlation = {}) {
    const MessageType* type = &message_of<T>();
    const std::string partition = type->ordering_key(&body);
    Record& record = add(RecordKind::publish, seat, {}, type, Payload::of(std::move(body)));
    fill(record, std::move(id), partition, sequence, std::move(correlation));
    return record;
  }
  template <class T>
  Record& deliver(std::string_view seat, T body, std::string id, std::string delivery = "D-1",
                  std::uint32_t attempt = 1) {
    const MessageType* type = &message_of<T>();
    const std::string partition = type->ordering_key(&body);
    Record& record = add(RecordKind::deliver, seat, "pipeline", type, Payload::of(std::move(body)));
    fill(record, std::move(id), partition, 1, {});
    record.delivery = keep(std::move(delivery));
    record.attempt = attempt;
    return record;
  }
  template <class T>
  Record& ack(std::string_view seat, const T& body, std::string id, int status = 204) {
    const MessageType* type = &message_of<T>();
    Record& record = add(status < 300 ? RecordKind::ack : RecordKind::nack, "pipeline", seat, type, {});
    fill(record, std::move(id), type->ordering_key(&body), 1, {});
    record.key = keep(type->key(&body));
    record.status = status;
    record.delivery = "D-1";
    return record;
  }
  /// Read past in a feed: accepted without having been delivered.
  template <class T>
  Record& passed(std::string_view seat, const T& body, std::string id) {
    Record& record = ack(seat, body, std::move(id));
    record.delivery = {};
    return record;
  }
  /// Published, delivered, accepted; also an effect where the publisher's ledger changes by it.
  template <class T>
  History& event(std::string_view seat, T body, std::string id = {}, std::int64_t sequence = 1,
                 std::string correlation = {}) {
    const MessageType* type = &message_of<T>();
    if (id.empty()) id = type->key(&body) + "/" + std::string(type->name);
    effect(seat, body, correlation);
    publish(seat, body, id, sequence, std::move(correlation));
    deliver(seat, body, id);
    ack(seat, body, id);
    return *this;
  }

  /// A request on its way; give the handle to the other three.
  template <class T>
  RequestId call(std::string_view from, std::string_view to, T body, std::string idempotency = {},
                 std::string correlation = {}) {
    Record& record = exchange(RecordKind::call, from, to, Payload::of(std::move(body)), &message_of<T>());
    record.request = RequestId{Handle{record.from, 0, ++requests_}};
    record.idempotency = record.id = keep(std::move(idempotency));
    record.correlation = keep(std::move(correlation));
    return record.request;
  }
  template <class T>
  RequestId request(RequestId id, std::string_view from, std::string_view to, T body, std::string idempotency = {}) {
    Record& record = exchange(RecordKind::request, from, to, Payload::of(std::move(body)), &message_of<T>());
    record.request = id;
    record.idempotency = record.id = keep(std::move(idempotency));
    return id;
  }
  template <class Body, class Operation>
  Record& answer(RecordKind kind, RequestId id, std::string_view from, std::string_view to, Body body,
                 const Operation& asked, int status = 200) {
    const MessageType* type = &message_of<Operation>();
    Record& record = exchange(kind, from, to, Payload::of(std::move(body)), type);
    record.request = id;
    record.status = status;
    record.key = keep(type->key(&asked));
    return record;
  }
  /// Call, request, reply and ok at once.
  template <class T, class Body>
  RequestId asked(std::string_view from, std::string_view to, T body, Body reply, std::string idempotency = {},
                  int status = 200) {
    const RequestId id = call(from, to, body, idempotency);
    request(id, from, to, body, idempotency);
    answer(RecordKind::reply, id, to, from, reply, body, status);
    answer(RecordKind::ok, id, to, from, reply, body, status);
    return id;
  }

  template <class Row>
  History& view(std::string_view seat, Row row) {
    add(RecordKind::view, seat, {}, nullptr, Payload::of(std::move(row)));
    return *this;
  }
  History& window(const std::string& fault, bool open) {
    Record& record = add(RecordKind::window, {}, {}, nullptr, {});
    record.fault = keep(fault);
    record.status = open ? 1 : 0;
    return *this;
  }
  History& crash(std::string_view seat) {
    add(RecordKind::crash, seat, {}, nullptr, {});
    return *this;
  }
  History& recover(std::string_view seat) {
    add(RecordKind::recover, seat, {}, nullptr, {});
    return *this;
  }
  History& phase(std::string_view name) {
    add(RecordKind::phase, {}, {}, nullptr, {}).type = name;
    return *this;
  }

  // --- the usual business

  /// A reservation held for a cart, each line at a node.
  History& hold(const std::string& reservation, std::vector<ReservedLine> lines, Duration ttl = minutes(15)) {
    ReservationCreate create;
    create.cart_id = "C" + reservation;
    for (const ReservedLine& line : lines) create.lines.push_back({line.line, line.item, line.quantity});
    ReservationAnswer answer;
    answer.outcome = ReservationOutcome::held;
    answer.reservation_id = reservation;
    answer.lines = std::move(lines);
    answer.expires_at = now_ + ttl;
    asked("commerce", "pipeline", create, answer, create.cart_id + "/1");
    return *this;
  }
  History& confirm(const std::string& reservation, const std::string& order) {
    asked("commerce", "pipeline", ReservationConfirm{reservation, order},
          ReservationStatus{reservation, ReservationState::confirmed}, reservation);
    return *this;
  }
  History& release(const std::string& reservation) {
    asked("commerce", "pipeline", ReservationRelease{reservation, "given up"},
          ReservationStatus{reservation, ReservationState::released}, reservation);
    return *this;
  }
  History& place(const std::string& order, const Lines& lines, std::vector<std::string> reservations = {}) {
    OrderPlaced placed;
    placed.order_id = order;
    placed.placed_at = now_;
    placed.customer = "customer";
    placed.reservation_ids = std::move(reservations);
    placed.promise = {now_ + hours(4), now_ + hours(48)};
    for (const LineQuantity& line : lines)
      placed.lines.push_back({line.line, line.item, line.quantity, {price, "USD"}});
    return event("commerce", placed, order + "/placed", 1, order);
  }
  /// Called at the warehouse and written to its ledger.
  History& send_out(const std::string& fulfilment, const std::string& order, const std::string& location,
                    const Lines& lines, Instant ship_by = {}) {
    OutboundOrderCreate create;
    create.fulfillment_id = fulfilment;
    create.order_id = order;
    create.location = location;
    create.lines = lines;
    create.ship_by = ship_by;
    const RequestId id = call("pipeline", location, create, fulfilment, order);
    request(id, "pipeline", location, create, fulfilment);
    effect(location, create, order, fulfilment);
    answer(RecordKind::reply, id, location, "pipeline", Accepted{fulfilment, "received"}, create);
    answer(RecordKind::ok, id, location, "pipeline", Accepted{fulfilment, "received"}, create);
    return *this;
  }

  // --- judging

  void play(Tap& tap) {
    for (Owned& owned : records_) tap.see(owned.record);
  }
  Said judge(const std::string& invariant, bool quiescent = true, std::vector<std::string> flows = {}) {
    Courtroom room{&directory, &plan, has_baseline ? &baseline : nullptr};
    Jury jury(room, {invariant}, std::move(flows));
    play(jury);
    jury.finish(now_, quiescent);
    const InvariantResult result = jury.results().front();
    return {result.state, result.evaluations, result.findings, jury.findings(), result.reason};
  }
  std::size_t size() const { return records_.size(); }

 private:
  struct Owned {
    Record record;
    Payload body;
  };

  Record& exchange(RecordKind kind, std::string_view from, std::string_view to, Payload body, const MessageType* type) {
    return add(kind, from, to, type, std::move(body));
  }
  void fill(Record& record, std::string id, const std::string& partition, std::int64_t sequence,
            std::string correlation) {
    record.id = keep(std::move(id));
    record.partition = keep(partition);
    record.sequence = sequence;
    record.correlation = keep(std::move(correlation));
  }

  std::deque<Owned> records_;
  std::deque<std::string> strings_;
  Instant now_ = t0;
  std::uint32_t requests_ = 0;
};

// --- bodies

inline SalesOrderCreate booking(const std::string& order, const Lines& lines) {
  SalesOrderCreate made;
  made.order_id = order;
  for (const LineQuantity& line : lines) made.lines.push_back({line.line, line.item, line.quantity, {price, "USD"}});
  return made;
}
inline WmsShipped shipped(const std::string& order, const std::string& shipment, const Lines& lines,
                          const std::string& location = "wms-east", Instant when = t0) {
  WmsShipped made;
  made.shipment_id = shipment;
  made.fulfillment_id = order + "-F1";
  made.order_id = order;
  made.location = location;
  made.shipped_at = when;
  made.packages = {{made.fulfillment_id + "-P1", "carrier-fast", "T-" + shipment, lines}};
  return made;
}
inline GoodsIssuePost issue(const std::string& order, const std::string& shipment, const Lines& lines,
                            const std::string& location = "wms-east") {
  return {shipment, order, location, lines, t0};
}
inline InvoiceCreate invoice(const std::string& order, const std::string& shipment, const Lines& lines) {
  InvoiceCreate made;
  made.shipment_id = shipment;
  made.order_id = order;
  made.invoiced_at = t0 + minutes(1);
  for (const LineQuantity& line : lines) {
    made.lines.push_back({line.line, line.item, line.quantity, {price, "USD"}, {price * line.quantity, "USD"}});
    made.total.minor += price * line.quantity;
  }
  return made;
}
inline FulfillmentCreate told(const std::string& order, const std::string& shipment, const Lines& lines) {
  return {shipment, order, lines, {{order + "-F1-P1", "carrier-fast", "T-" + shipment}}, t0};
}
inline WmsPickShort pick_short(const std::string& order, const std::string& line, const std::string& item,
                               std::int64_t missing, const std::string& location = "wms-east",
                               const std::string& fulfilment = {}) {
  WmsPickShort made;
  made.fulfillment_id = fulfilment.empty() ? order + "-F1" : fulfilment;
  made.movement_id = made.fulfillment_id + "-" + line + "-short";
  made.order_id = order;
  made.location = location;
  made.line = line;
  made.item = item;
  made.quantity_planned = missing;
  made.quantity_short = missing;
  made.delta = -missing;
  return made;
}
inline WmsPackConfirmed packed(const std::string& order, const Lines& lines, const std::string& location = "wms-east") {
  return {order + "-F1", order, location, {{order + "-F1-P1", 500, lines}}};
}
inline LabelBuy label_buy(const std::string& order, const std::string& package = {}) {
  LabelBuy made;
  made.package_id = package.empty() ? order + "-F1-P1" : package;
  made.order_id = order;
  return made;
}
inline LabelAttach label_attach(const std::string& order) {
  return {order + "-F1-P1", order + "-F1", "L-" + order, "carrier-fast", "T-" + order};
}
inline CarrierTrackingUpdated scan(const std::string& order, TrackingStatus status, Duration occurred) {
  CarrierTrackingUpdated made;
  made.package_id = order + "-F1-P1";
  made.scan_id = made.package_id + "/" + std::string(name_of(status));
  made.order_id = order;
  made.carrier = "carrier-fast";
  made.status = status;
  made.occurred_at = t0 + occurred;
  made.recorded_at = t0 + occurred;
  return made;
}
inline TrackingUpdate shown(const std::string& order, TrackingStatus status, Duration occurred) {
  return {order + "-F1-P1", order, status, t0 + occurred, "T-" + order};
}
inline InventoryAdjust adjust(const std::string& movement, const std::string& item, std::int64_t delta,
                              const std::string& location = "wms-east") {
  InventoryAdjust made;
  made.movement_id = movement;
  made.item = item;
  made.location = location;
  made.delta = delta;
  return made;
}

}  // namespace drydock::testing
