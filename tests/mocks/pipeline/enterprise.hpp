// A pipeline in a test's hands, among seats that the test plays: two warehouses, an ERP, a shop, a TMS, a carrier and,
// if they are asked for, a payment provider and a provider of messages.
// Each answers as it should when it is told to; each remembers what it was asked, by idempotency key.
#pragma once
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/feed.hpp"
#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/payment.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/views.hpp"
#include "contracts/codec.hpp"
#include "mocks/pipeline/pipeline.hpp"
#include "sim/cloud_event.hpp"
#include "tests/support/fake_io.hpp"

namespace drydock::testing {

struct Stock {
  std::string item;
  std::string location;
  std::int64_t unrestricted = 0;
  std::int64_t quality_hold = 0;
  std::int64_t safety = 0;
};

class Enterprise {
 public:
  explicit Enterprise(std::vector<Stock> stock = {{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}},
                      PipelineSettings settings = {}, bool with_payment = false, bool with_notification = false,
                      bool with_marketplace = false)
      : stock_(std::move(stock)),
        with_payment_(with_payment),
        seat(make_pipeline(std::move(settings)), "pipeline", seats(with_payment, with_notification, with_marketplace)) {
  }

 private:
  static std::vector<Seat> seats(bool with_payment, bool with_notification, bool with_marketplace) {
    std::vector<Seat> all{{"commerce", "commerce"},
                          {"pipeline", "pipeline"},
                          {"erp", "erp"},
                          {"tms", "tms"},
                          {"wms-east", "wms"},
                          {"wms-west", "wms"},
                          {"carrier-fast", "carrier"},
                          {"freight-north", "carrier"},
                          {"freight-south", "carrier"}};
    if (with_payment) all.push_back({"payment", "payment"});
    if (with_notification) all.push_back({"notification", "notification"});
    if (with_marketplace) all.push_back({"marketplace", "commerce"});
    all.push_back({"auditor", "auditor"});
    return all;
  }
  std::vector<Stock> stock_;
  bool with_payment_;

 public:
  FakeSeat seat;
  std::int64_t near_days = 2;                          ///< from wms-east to us-east, at most
  std::set<std::string> down;                          ///< seats that do not answer
  std::map<std::string, std::set<std::string>> asked;  ///< idempotency keys, by operation: what had an effect
  std::map<std::string, std::int64_t> times;           ///< attempts that were answered, by operation
  std::map<std::string, std::int64_t> shop;            ///< what the shop shows, by item/location
  std::map<std::string, std::int64_t> shop_version;
  std::map<std::string, std::int64_t> market;  ///< the same of a marketplace
  std::map<std::string, std::int64_t> market_version;
  std::map<std::string, std::vector<Payload>> heard;    ///< by seat: bodies of the calls that had an effect, in order
  std::map<std::string, std::vector<FeedEntry>> feeds;  ///< what lies in the feeds of seats, in any order
  std::int64_t drift = 0;                               ///< of pages that do not begin at 0
  /// What a seat answers instead of what it answers as a rule, if anything.
  std::function<std::optional<Payload>(const SentRequest&)> instead;

  void start() {
    seat.start();
    run();
  }
  /// Makes everything durable and answers everything that is asked, until nothing more happens. Timers stay.
  void run() {
    bool more = true;
    while (more) {
      more = seat.make_durable();
      for (std::size_t i = 0; i < seat.io.requests.size(); ++i) {
        if (seat.io.requests[i].answered) continue;
        const SentRequest sent = seat.io.requests[i];
        if (down.contains(seat.directory()[sent.to].name)) continue;
        more = true;
        answer(sent);
      }
      seat.io.requests.erase(std::remove_if(seat.io.requests.begin(), seat.io.requests.end(),
                                            [](const SentRequest& sent) { return sent.answered; }),
                             seat.io.requests.end());
    }
  }
  /// Lets time pass in steps, running in between.
  void pass(Duration span, Duration step = milliseconds(500)) {
    for (Duration gone{}; gone < span; gone = gone + step) {
      run();
      seat.pass(step);
    }
    run();
  }
  /// The pipeline falls over and comes back from a journal that was kept as text.
  void crash(std::size_t keep_first = 0) {
    for (; keep_first > 0; --keep_first) keep_next();
    for (auto& [key, value] : seat.journal) {
      const std::string text = to_json(value);
      Decoded decoded = decode(*value.type(), text);
      ASSERT_TRUE(decoded) << key << ": " << decoded.error << " at " << decoded.pointer;
      EXPECT_EQ(to_json(decoded.payload), text);
      value = std::move(decoded.payload);
    }
    for (auto& request : seat.io.requests) request.answered = true;
    seat.crash();
  }

  template <class T>
  RequestId call(T body, std::string key = {}, std::string_view from = "commerce") {
    const RequestId id = seat.call(std::move(body), std::move(key), {}, from);
    run();
    return id;
  }
  template <class Result, class T>
  Result ask(T body, std::string key = {}) {
    const RequestId id = call(std::move(body), std::move(key));
    const Reply* reply = seat.reply_to(id);
    EXPECT_NE(reply, nullptr);
    if (reply == nullptr || reply->body.as<Result>() == nullptr) {
      ADD_FAILURE() << "no such answer: " << (reply == nullptr ? std::string("none") : to_json(reply->body));
      return {};
    }
    return *reply->body.as<Result>();
  }
  int status(RequestId id) const {
    const Reply* reply = seat.reply_to(id);
    return reply == nullptr ? 0 : reply->status;
  }

  static ReservationCreate cart(const std::string& number, std::int64_t quantity, const std::string& item = "A",
                                const std::string& region = "us-east") {
    ReservationCreate create;
    create.cart_id = "C-" + number;
    create.lines = {{"1", item, quantity}};
    create.ship_to = {region, "10001", "US"};
    create.service = "ground";
    create.ttl_seconds = 600;
    return create;
  }
  static OrderPlaced order(const std::string& number, std::int64_t quantity, const std::string& item = "A") {
    OrderPlaced placed;
    placed.order_id = "O-" + number;
    placed.placed_at = Instant{seconds(1'800'000'000).us};
    placed.customer = "customer";
    placed.ship_to = {"us-east", "10001", "US"};
    placed.service = "ground";
    placed.lines = {{"1", item, quantity, {1500, "USD"}}};
    placed.reservation_ids = {"R-" + number + "-1"};
    placed.promise = {Instant{seconds(1'800'080'000).us}, Instant{seconds(1'800'280'000).us}};
    return placed;
  }
  /// Reserves, confirms and places an order of one line. Everything is answered.
  void place(const std::string& number, std::int64_t quantity, const std::string& item = "A") {
    ask<ReservationAnswer>(cart(number, quantity, item), "C-" + number + "/1");
    call(ReservationConfirm{"R-" + number + "-1", "O-" + number}, "R-" + number + "-1");
    OrderPlaced placed = order(number, quantity, item);
    if (with_payment_) placed.authorization_id = "A-O-" + number + "-1";
    deliver(std::move(placed), "O-" + number + "/placed", "commerce");
  }
  /// The shop wants units of line 1 of an order no longer.
  RequestId cancel(const std::string& number, std::int64_t quantity) {
    const std::string id = "O-" + number + "-X1";
    return deliver(CancellationRequested{id, "O-" + number, {}, {{"1", "A", quantity}}, "changed_mind"},
                   id + "/requested", "commerce", 2);
  }
  template <class T>
  RequestId deliver(T data, const std::string& id, std::string_view from, std::int64_t sequence = 1) {
    const RequestId request = seat.deliver_data(std::move(data), id, from, sequence);
    run();
    return request;
  }
  /// What one seat took of a kind.
  template <class T>
  std::vector<T> told(const std::string& seat_name) const {
    std::vector<T> found;
    if (const auto at = heard.find(seat_name); at != heard.end())
      for (const auto& body : at->second)
        if (const T* value = body.as<T>()) found.push_back(*value);
    return found;
  }
  template <class T>
  std::vector<T> bodies() const {
    std::vector<T> found;
    for (const auto& body : log)
      if (const T* value = body.as<T>()) found.push_back(*value);
    return found;
  }
  std::vector<Payload> log;  ///< bodies of all calls that had an effect, in order

  PositionView position(const std::string& item, const std::string& location) {
    for (const PositionView& view : ask<PositionListResult>(PositionList{}).positions)
      if (view.item == item && view.location == location) return view;
    return {};
  }
  OrderView order_view(const std::string& number) {
    for (const OrderView& view : ask<OrderListResult>(OrderList{}).orders)
      if (view.order_id == "O-" + number) return view;
    return {};
  }

  /// How a healthy seat answers.
  void answer(const SentRequest& sent) {
    const MessageType& type = message_of(sent.body.type());
    ++times[std::string(type.name)];
    if (type.write && !asked[std::string(type.name)].insert(sent.headers.idempotency_key).second)
      return seat.answer(sent.id, Reply{200, reply_of(sent), {}});
    log.push_back(sent.body);
    const std::string& name = seat.directory()[sent.to].name;
    heard[name].push_back(sent.body);
    if (const auto* set = sent.body.as<AvailabilitySet>())
      return name == "marketplace" ? show(sent.id, *set, market, market_version)
                                   : show(sent.id, *set, shop, shop_version);
    seat.answer(sent.id, Reply{200, reply_of(sent), {}});
  }

 private:
  // The oldest pending commit becomes durable, unnoticed by the pipeline.
  void keep_next() {
    if (seat.io.pending.empty()) return;
    for (const Entry& entry : seat.io.pending.front().commit.entries) {
      if (entry.value.empty()) {
        seat.journal.erase(entry.key);
      } else {
        seat.journal.insert_or_assign(entry.key, entry.value);
      }
    }
    seat.io.pending.pop_front();
  }
  void show(RequestId id, const AvailabilitySet& set, std::map<std::string, std::int64_t>& shown,
            std::map<std::string, std::int64_t>& version) {
    const std::string key = set.item + "/" + set.location;
    if (set.compare_version != version[key]) {
      Problem problem;
      problem.status = 409;
      problem.code = "version_mismatch";
      problem.current_version = version[key];
      problem.current_quantity = shown[key];
      return seat.answer(id, Reply{409, Payload::of(problem), {}});
    }
    shown[key] = set.quantity;
    version[key] = set.version;
    seat.answer(id, Reply{200, Payload::of(Accepted{key, "set"}), {}});
  }
  Payload reply_of(const SentRequest& sent) {
    const Payload& body = sent.body;
    const std::string& name = seat.directory()[sent.to].name;
    if (instead)
      if (auto reply = instead(sent)) return std::move(*reply);
    if (body.as<ItemList>() != nullptr) return Payload::of(items());
    if (body.as<LocationList>() != nullptr) return Payload::of(locations());
    if (body.as<StockList>() != nullptr) return Payload::of(stock_at(name));
    if (const auto* read = body.as<FeedRead>()) return Payload::of(page_of(name, *read));
    if (const auto* shop_ = body.as<RateShop>())
      return Payload::of(RateShopResult{shop_->fulfillment_id, {{"carrier-fast", "ground", {799, "USD"}, 3}}});
    if (const auto* buy = body.as<LabelBuy>())
      return Payload::of(Label{"L-" + buy->package_id, buy->package_id, name, "T-" + buy->package_id, {799, "USD"}});
    if (const auto* plan = body.as<LoadPlan>())
      return Payload::of(LoadTendered{"LD-" + plan->fulfillment_id, 1, "freight-north"});
    if (const auto* again = body.as<LoadRetender>())
      return Payload::of(LoadTendered{again->load_id, again->attempt, "freight-south"});
    if (const auto* cancel = body.as<OutboundOrderCancel>())
      return Payload::of(OutboundOrderCancelled{cancel->fulfillment_id, cancel->lines});
    if (const auto* wish = body.as<PaymentAuthorize>())
      return Payload::of(PaymentAuthorization{"A-" + wish->order_id + "-" + std::to_string(wish->attempt),
                                              wish->order_id,
                                              PaymentOutcome::authorized,
                                              wish->amount,
                                              seat.io.clock,
                                              seat.io.clock + hours(1),
                                              {}});
    const MessageType& type = message_of(body.type());
    if (type.reply == type_of<Posted>()) return Payload::of(Posted{"P-" + sent.headers.idempotency_key});
    return Payload::of(Accepted{business_key(type, body), "accepted"});
  }
  FeedPage page_of(const std::string& name, const FeedRead& read) const {
    std::vector<FeedEntry> entries;
    const auto lying = feeds.find(name);
    if (lying != feeds.end())
      for (const FeedEntry& entry : lying->second)
        if (!read.since || entry.recorded_at >= *read.since) entries.push_back(entry);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.recorded_at < b.recorded_at; });
    const auto count = static_cast<std::int64_t>(entries.size());
    const std::int64_t first = std::clamp<std::int64_t>(read.offset + (read.offset > 0 ? drift : 0), 0, count);
    const std::int64_t last = std::min(count, first + read.limit);
    return {seat.io.clock, {entries.begin() + first, entries.begin() + last}, last < count};
  }
  ItemListResult items() const {
    std::set<std::string> names;
    for (const Stock& row : stock_) names.insert(row.item);
    ItemListResult result;
    for (const std::string& name : names) result.items.push_back({name, name, "active", 100, {1500, "USD"}});
    return result;
  }
  LocationListResult locations() const {
    LocationListResult result;
    for (const std::string name : {"wms-east", "wms-west"}) {
      Location location;
      location.location = name;
      location.regions = name == "wms-east" ? std::vector<std::string>{"us-east"} : std::vector<std::string>{"us-west"};
      location.cutoff = "17:00";
      location.offsets = {{Instant{0}, -300}};
      location.capacity_per_hour = 100;
      for (const Stock& row : stock_)
        if (row.location == name && row.safety > 0) location.safety_stock.push_back({row.item, row.safety});
      const bool near = name == "wms-east";
      location.transit = {{"us-east", "ground", "carrier-fast", 1, near ? near_days : 5},
                          {"us-west", "ground", "carrier-fast", 1, near ? 5 : 2}};
      result.locations.push_back(location);
    }
    return result;
  }
  StockListResult stock_at(const std::string& name) const {
    StockListResult result;
    for (const Stock& row : stock_)
      if (row.location == name) result.positions.push_back({row.item, name, row.unrestricted, row.quality_hold, 0, 1});
    return result;
  }
};

/// What a warehouse says of one fulfilment that goes well, in order. One package, one shipment.
inline std::vector<std::pair<std::string, Payload>> life(const std::string& fulfillment, const std::string& order,
                                                         const std::string& location, std::int64_t quantity,
                                                         std::int64_t shorted = 0, const std::string& item = "A") {
  const std::vector<LineQuantity> planned{{"1", item, quantity}};
  const std::vector<LineQuantity> picked{{"1", item, quantity - shorted}};
  std::vector<std::pair<std::string, Payload>> events;
  events.emplace_back("accepted", Payload::of(WmsOrderAccepted{fulfillment, order, location}));
  events.emplace_back("allocated", Payload::of(WmsAllocated{fulfillment, order, location, planned}));
  if (shorted > 0)
    events.emplace_back(
        "short", Payload::of(WmsPickShort{fulfillment + "-1-short", fulfillment, order, location, "1", item, quantity,
                                          quantity - shorted, shorted, -shorted, 2, ShortReason::not_found}));
  if (shorted == quantity) return events;
  events.emplace_back("picked", Payload::of(WmsPickConfirmed{fulfillment, order, location, picked}));
  events.emplace_back(
      "packed", Payload::of(WmsPackConfirmed{fulfillment, order, location, {{fulfillment + "-P1", 500, picked}}}));
  events.emplace_back(
      "shipped", Payload::of(WmsShipped{fulfillment + "-S1",
                                        fulfillment,
                                        order,
                                        location,
                                        Instant{seconds(1'800'003'600).us},
                                        {{fulfillment + "-P1", "carrier-fast", "T-" + fulfillment + "-P1", picked}}}));
  return events;
}

inline std::shared_ptr<const Publication> publication(const std::string& subject, const std::string& what, Payload data,
                                                      std::int64_t sequence) {
  auto event = std::make_shared<Publication>();
  event->type = &message_of(data.type());
  event->partition_key = event->type->ordering_key(data.data());
  event->subject = subject;
  event->data = std::move(data);
  event->id = subject + "/" + what;
  event->sequence = sequence;
  return event;
}

/// An event as it lies in a feed.
inline FeedEntry entry_of(const Publication& event, Instant stamp) {
  return {stamp, write_event(envelope_of(event, "somebody"), event.data)};
}

/// A scan of a package.
inline Payload scan(const std::string& package, const std::string& order, TrackingStatus status, Instant occurred) {
  return Payload::of(CarrierTrackingUpdated{"T-" + package + "/" + std::string(name_of(status)), package, order,
                                            "carrier-fast", "T-" + package, status, occurred, occurred});
}

}  // namespace drydock::testing
