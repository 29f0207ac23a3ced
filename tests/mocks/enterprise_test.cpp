// All mocks together in the virtual world, around a stub of a pipeline that knows the steps and nothing else.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "mocks/carrier/carrier.hpp"
#include "mocks/commerce/commerce.hpp"
#include "mocks/erp/erp.hpp"
#include "mocks/tms/tms.hpp"
#include "mocks/wms/wms.hpp"
#include "sim/virtual_world.hpp"

namespace drydock {
namespace {

// Answers every hold, and on every event does the next steps; whatever is not answered well is asked again after a
// second.
class StubPipeline : public Actor {
 public:
  explicit StubPipeline(const SeatConfig& seat) : directory_(*seat.directory) {}
  void on(const Event& event, Io& io) override {
    if (const auto* received = std::get_if<Received>(&event)) return receive(*received, io);
    if (const auto* replied = std::get_if<Replied>(&event)) return answered(replied->id, &replied->reply, io);
    if (const auto* failed = std::get_if<Failed>(&event)) return answered(failed->id, nullptr, io);
    if (const auto* fired = std::get_if<TimerFired>(&event)) return send(fired->tag, io);
  }

 private:
  struct Call {
    SeatIndex to;
    Payload body;
    std::string key;
  };

  void receive(const Received& received, Io& io) {
    if (!received.event) return serve(received, io);
    if (seen_.insert(received.event->id).second) follow(received.body, io);
    io.settle(received.id, Settlement::ack());
  }
  void serve(const Received& received, Io& io) {
    if (const auto* hold = received.body.as<ReservationCreate>()) {
      ReservationAnswer answer;
      answer.outcome = ReservationOutcome::held;
      answer.reservation_id = "R" + hold->cart_id + "-" + std::to_string(hold->attempt);
      return io.reply(received.id, {200, Payload::of(answer), {}});
    }
    if (const auto* confirm = received.body.as<ReservationConfirm>()) {
      return io.reply(received.id,
                      {200, Payload::of(ReservationStatus{confirm->reservation_id, ReservationState::confirmed}), {}});
    }
    io.reply(received.id, {200, Payload::of(AvailabilityAnswer{io.now(), {}}), {}});
  }
  void follow(const Payload& event, Io& io) {
    if (const auto* order = event.as<OrderPlaced>()) {
      OutboundOrderCreate release{order->order_id + "-F1", order->order_id, "wms-east", {},
                                  order->ship_to,          order->service,  {}};
      for (const OrderLine& line : order->lines) release.lines.push_back({line.line, line.item, line.quantity});
      call("erp", SalesOrderCreate{order->order_id, order->placed_at, order->lines}, order->order_id, io);
      call("wms-east", release, release.fulfillment_id, io);
    } else if (const auto* packed = event.as<WmsPackConfirmed>()) {
      for (const PackedPackage& package : packed->packages) {
        fulfilment_of_[package.package_id] = packed->fulfillment_id;
        call("carrier-fast",
             LabelBuy{package.package_id, packed->order_id, "wms-east", {}, "ground", package.weight_grams},
             package.package_id, io);
      }
    } else if (const auto* shipped = event.as<WmsShipped>()) {
      GoodsIssuePost goods{shipped->shipment_id, shipped->order_id, "wms-east", {}, shipped->shipped_at};
      FulfillmentCreate left{shipped->shipment_id, shipped->order_id, {}, {}, shipped->shipped_at};
      for (const ShippedPackage& package : shipped->packages)
        for (const LineQuantity& line : package.lines) goods.lines.push_back(line);
      left.lines = goods.lines;
      call("erp", goods, goods.shipment_id, io);
      call("commerce", left, left.shipment_id, io);
    } else if (const auto* lack = event.as<WmsPickShort>()) {
      call("erp", InventoryAdjust{lack->movement_id, lack->item, lack->location, lack->delta, "short", {}, {}, 0},
           lack->movement_id, io);
      call("commerce", OrderLineBackorder{lack->movement_id, lack->order_id, lack->line, lack->quantity_short, "short"},
           lack->movement_id, io);
    } else if (const auto* scan = event.as<CarrierTrackingUpdated>()) {
      call("commerce",
           TrackingUpdate{scan->package_id, scan->order_id, scan->status, scan->occurred_at, scan->tracking_number},
           scan->scan_id, io);
    }
  }
  template <class T>
  void call(std::string_view to, T body, std::string key, Io& io) {
    calls_[++tags_] = {directory_.find(to), Payload::of(std::move(body)), std::move(key)};
    send(tags_, io);
  }
  void send(std::uint64_t tag, Io& io) {
    const Call& call = calls_.at(tag);
    Headers headers;
    headers.idempotency_key = call.key;
    asked_[io.request(call.to, call.body, seconds(5), headers)] = tag;
  }
  void answered(RequestId id, const Reply* reply, Io& io) {
    const std::uint64_t tag = asked_.at(id);
    asked_.erase(id);
    if (reply == nullptr || !reply->ok()) {
      io.arm(seconds(1), tag);
      return;
    }
    calls_.erase(tag);
    if (const auto* label = reply->body.as<Label>()) {
      call("wms-east",
           LabelAttach{label->package_id, fulfilment_of_.at(label->package_id), label->label_id, label->carrier,
                       label->tracking_number},
           label->package_id, io);
    }
  }

  const Directory& directory_;
  std::set<std::string> seen_;
  std::map<std::string, std::string> fulfilment_of_;
  std::map<std::uint64_t, Call> calls_;
  std::map<RequestId, std::uint64_t> asked_;
  std::uint64_t tags_ = 0;
};

// The ledgers, read from the effects.
class Ledgers : public Tap {
 public:
  void see(const Record& record) override {
    if (record.kind != RecordKind::effect) return;
    ++effects[std::string(record.type)];
    if (const auto* shipped = record.body->as<WmsShipped>())
      for (const ShippedPackage& package : shipped->packages)
        for (const LineQuantity& line : package.lines) units["shipped"] += line.quantity;
    if (const auto* goods = record.body->as<GoodsIssuePost>())
      for (const LineQuantity& line : goods->lines) units["issued"] += line.quantity;
    if (const auto* left = record.body->as<FulfillmentCreate>())
      for (const LineQuantity& line : left->lines) units["fulfilled"] += line.quantity;
    if (const auto* lack = record.body->as<WmsPickShort>()) units["short"] += lack->quantity_short;
    if (const auto* lack = record.body->as<OrderLineBackorder>()) units["backordered"] += lack->quantity;
  }
  std::map<std::string, std::int64_t> effects;
  std::map<std::string, std::int64_t> units;
};

constexpr std::int64_t orders = 40;
const Instant morning{1'796'000'000'000'000};

WorldSpec enterprise() {
  WmsSettings wms;
  wms.location = "wms-east";
  wms.items = {{"I-1", 300}, {"I-2", 500}};
  wms.opening = {{"I-1", "wms-east", 200, 0, 0, 1}, {"I-2", "wms-east", 200, 0, 0, 1}};
  wms.short_pick = {1, 10};
  wms.pickers = 4;
  ErpSettings erp;
  erp.items = {{"I-1", "", "active", 300, {}}, {"I-2", "", "active", 500, {}}};
  erp.locations = {{"wms-east", {}, "17:00", {{}}, 100, {}, {}}};
  erp.opening = wms.opening;
  erp.limits = {2, milliseconds(200), seconds(1)};
  CarrierSettings carrier;
  carrier.carrier = "carrier-fast";
  carrier.services = {{"ground", days(1), days(2), {}}};
  carrier.late_scan = {1, 4};

  WorldSpec spec;
  spec.seed = 7;
  spec.start = morning;
  const auto seat = [&](std::string name, std::string role, ActorFactory factory) {
    SeatSpec made;
    made.seat = {std::move(name), std::move(role)};
    made.factory = std::move(factory);
    spec.seats.push_back(std::move(made));
  };
  seat("commerce", "commerce", make_commerce({}));
  seat("pipeline", "pipeline", [](const SeatConfig& config) { return std::make_unique<StubPipeline>(config); });
  seat("erp", "erp", make_erp(erp));
  seat("wms-east", "wms", make_wms(wms));
  seat("carrier-fast", "carrier", make_carrier(carrier));
  for (const SeatIndex publisher : {SeatIndex{0}, SeatIndex{3}, SeatIndex{4}}) {
    ChannelSpec channel;
    channel.publisher = publisher;
    channel.subscriber = 1;
    spec.channels.push_back(channel);
  }
  spec.goods = [](SeatIndex, const Effect& effect, Instant now, std::vector<StimulusSpec>& add) {
    const auto* shipped = effect.body.as<WmsShipped>();
    if (shipped == nullptr) return;
    PackagesHandedOver handed{shipped->shipment_id, shipped->location, shipped->order_id, {}};
    for (const ShippedPackage& package : shipped->packages) handed.tracking_numbers.push_back(package.tracking_number);
    add.push_back({now, 4, shipped->shipment_id, Payload::of(handed)});
  };
  return spec;
}

std::uint64_t live(WorldSpec spec, Ledgers& ledgers) {
  VirtualWorld world(std::move(spec), ledgers);
  for (std::int64_t n = 1; n <= orders; ++n) {
    ShopperArrives shopper;
    shopper.order_id = "O-" + std::to_string(n);
    shopper.cart_id = "C-" + std::to_string(n);
    shopper.service = "ground";
    shopper.lines = {{"1", "I-1", 1 + n % 3, {}}, {"2", "I-2", 1, {}}};
    world.stimulate({morning + seconds(10 * n), 0, shopper.order_id, Payload::of(shopper)});
  }
  for (std::int64_t n = 1; n <= 6; ++n) {
    world.stimulate(
        {morning + minutes(30 * n), 3, "T-" + std::to_string(n), Payload::of(PickupDeparts{"T-" + std::to_string(n)})});
  }
  world.start();
  world.run_until(morning + days(4));
  EXPECT_EQ(world.backlog(), 0);
  for (const auto& [id, count] : world.fired()) EXPECT_GE(count, 7) << id;
  return world.history_hash();
}

std::int64_t ordered() {
  std::int64_t units = 0;
  for (std::int64_t n = 1; n <= orders; ++n) units += 2 + n % 3;
  return units;
}

void expect_whole(Ledgers& ledgers) {
  EXPECT_EQ(ledgers.effects["commerce.order.placed"], orders);
  EXPECT_EQ(ledgers.effects["sales_order.create"], orders);
  EXPECT_EQ(ledgers.effects["outbound_order.create"], orders);
  EXPECT_EQ(ledgers.effects["label.buy"], ledgers.effects["label.attach"]);
  EXPECT_EQ(ledgers.effects["carrier.tracking.updated"], 3 * ledgers.effects["label.buy"]);
  EXPECT_EQ(ledgers.effects["tracking.update"], ledgers.effects["carrier.tracking.updated"]);
  EXPECT_EQ(ledgers.units["shipped"] + ledgers.units["short"], ordered());
  EXPECT_GT(ledgers.units["short"], 0);
  EXPECT_EQ(ledgers.units["issued"], ledgers.units["shipped"]);
  EXPECT_EQ(ledgers.units["fulfilled"], ledgers.units["shipped"]);
  EXPECT_EQ(ledgers.units["backordered"], ledgers.units["short"]);
}

TEST(Enterprise, ServesEveryOrderAndRepeatsItself) {
  Ledgers ledgers;
  const std::uint64_t hash = live(enterprise(), ledgers);
  expect_whole(ledgers);
  Ledgers again;
  EXPECT_EQ(live(enterprise(), again), hash);
}

// Each mock falls over again and again; the goods end up where they would have.
TEST(Enterprise, SurvivesCrashesOfEveryMock) {
  Ledgers calm;
  live(enterprise(), calm);
  for (const SeatIndex seat : {SeatIndex{0}, SeatIndex{2}, SeatIndex{3}, SeatIndex{4}}) {
    for (const bool after : {false, true}) {
      SCOPED_TRACE("seat " + std::to_string(seat) + (after ? " after" : " before"));
      WorldSpec spec = enterprise();
      CrashSpec crash;
      crash.id = "crash";
      crash.seat = seat;
      crash.every = 7;
      crash.times = 8;
      crash.after_durable = after;
      crash.back_after = seconds(3);
      spec.crashes.push_back(crash);
      Ledgers ledgers;
      live(std::move(spec), ledgers);
      // A shopper whose arrival was not durable yet is gone with the crash; a truck only leaves it to the next.
      if (seat == 0 && !after) {
        EXPECT_GE(ledgers.effects["commerce.order.placed"], orders - 8);
        continue;
      }
      expect_whole(ledgers);
      EXPECT_EQ(ledgers.units, calm.units);
    }
  }
}

}  // namespace
}  // namespace drydock
