#include "harness/order_ends.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/stimulus.hpp"
#include "harness/recorded.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};
const Lines one{{"1", "A", 1}};

ShopperArrives shopper(const std::string& order, std::int64_t units) {
  ShopperArrives made;
  made.order_id = order;
  made.lines = {{"1", "A", units, {price, "USD"}}};
  return made;
}

// An order that has come to the shop; what is expected of it is set by the test.
struct Scene {
  explicit Scene(std::int64_t units = 2) {
    expected().order = "basket";
    h.add(RecordKind::stimulus, {}, "commerce", nullptr, Payload::of(shopper("basket", units)));
  }
  OrderExpectation& expected() {
    if (h.plan.orders.empty()) h.plan.orders.emplace_back();
    return h.plan.orders.front();
  }
  std::vector<ExpectationResult> results(bool whole = true) {
    OrderEnds ends(h.plan, h.directory);
    h.play(ends);
    return ends.results(whole);
  }
  Scene& unserved(const std::string& type) {
    h.add(RecordKind::effect, "commerce", {}, nullptr, Payload::of(shopper("basket", 2))).type = h.keep(type);
    return *this;
  }
  Scene& delivered(Duration when) {
    h.at(when).effect("commerce", shown("basket", TrackingStatus::delivered, when));
    return *this;
  }
  History h;
};

TEST(OrderEnds, GoodsThatLeftAndArrived) {
  Scene scene;
  scene.expected().end = "delivered";
  scene.expected().from = {"wms-east"};
  scene.expected().by = hours(3);
  scene.expected().packages = {"=", 1};
  scene.expected().shipments = {"<=", 1};
  scene.h.place("basket", two).at(hours(1)).event("wms-east", shipped("basket", "S-1", two));
  const auto before = scene.results();
  ASSERT_EQ(before.size(), 5U);
  EXPECT_EQ(before[0].measure, "basket.end");
  EXPECT_EQ(before[0].actual, "shipped (0 of 1 packages delivered)");
  EXPECT_FALSE(before[0].met);
  EXPECT_NE(before[0].where.find("1h: wms.shipped of wms-east"), std::string::npos) << before[0].where;
  EXPECT_EQ(before[2].actual, "not at all: shipped (0 of 1 packages delivered)");
  scene.delivered(hours(2));
  for (const ExpectationResult& result : scene.results()) {
    EXPECT_TRUE(result.evaluated && result.met) << result.measure << " " << result.actual;
    EXPECT_TRUE(result.where.empty());
  }
}

TEST(OrderEnds, TooLate) {
  Scene scene;
  scene.expected().end = "shipped";
  scene.expected().by = minutes(30);
  scene.h.place("basket", two).at(hours(1)).event("wms-east", shipped("basket", "S-1", two));
  scene.delivered(hours(2));
  const auto results = scene.results();
  EXPECT_TRUE(results[0].met) << "what is delivered has left";
  EXPECT_EQ(results[1].limit, "shipped by 30m");
  EXPECT_EQ(results[1].actual, "shipped at 1h") << "it left then, whatever came after";
  EXPECT_FALSE(results[1].met);
}

TEST(OrderEnds, FromAnotherWarehouseInMorePackages) {
  Scene scene;
  scene.expected().from = {"wms-east"};
  scene.expected().packages = {"=", 1};
  scene.expected().shipments = {"<", 2};
  scene.h.place("basket", two);
  scene.h.event("wms-east", shipped("basket", "S-1", one));
  WmsShipped rest = shipped("basket", "S-2", one, "wms-west");
  rest.packages[0].package_id = "basket-F2-P1";
  scene.h.event("wms-west", rest);
  const auto results = scene.results();
  EXPECT_EQ(results[0].actual, "wms-east, wms-west");
  EXPECT_EQ(results[1].actual, "2");
  EXPECT_EQ(results[2].actual, "2");
  for (const ExpectationResult& result : results) EXPECT_FALSE(result.met) << result.measure;
}

TEST(OrderEnds, AShipmentToldTwiceIsOne) {
  Scene scene;
  scene.expected().packages = {"=", 1};
  scene.expected().end = "shipped";
  scene.h.place("basket", two);
  scene.h.event("wms-east", shipped("basket", "S-1", one)).event("wms-east", shipped("basket", "S-1", one));
  const auto results = scene.results();
  EXPECT_EQ(results[0].actual, "open (1 of 2 units left)");
  EXPECT_TRUE(results[1].met);
}

TEST(OrderEnds, OtherEnds) {
  const auto end_of = [](auto&& happen) {
    Scene scene;
    scene.expected().end = "shipped";
    happen(scene);
    return scene.results().front().actual;
  };
  EXPECT_EQ(end_of([](Scene& s) { s.unserved("commerce.order.declined"); }), "declined");
  EXPECT_EQ(end_of([](Scene& s) { s.unserved("commerce.order.abandoned"); }), "abandoned");
  EXPECT_EQ(end_of([](Scene&) {}), "open (the order was never placed)");
  EXPECT_EQ(end_of([](Scene& s) {
              s.h.place("basket", two).effect("commerce", CancellationAccept{"X", "basket", two});
            }),
            "cancelled");
  EXPECT_EQ(end_of([](Scene& s) {
              s.h.place("basket", two).effect("commerce", OrderLineBackorder{"K", "basket", "1", 2, "short"});
            }),
            "backordered (0 of 2 units left)");
}

// What is cancelled need not leave: the rest of the order is all of it.
TEST(OrderEnds, APartIsCancelled) {
  Scene scene;
  scene.expected().end = "shipped";
  scene.h.place("basket", two).effect("commerce", CancellationAccept{"X", "basket", one});
  scene.h.event("wms-east", shipped("basket", "S-1", one));
  EXPECT_TRUE(scene.results().front().met);
}

TEST(OrderEnds, NothingIsSaidOfWhatNeverCameOrOfAPartOfARun) {
  Scene scene;
  scene.expected().end = "declined";
  scene.unserved("commerce.order.declined");
  EXPECT_TRUE(scene.results(true).front().met);
  EXPECT_FALSE(scene.results(false).front().evaluated);
  scene.expected().order = "another";
  EXPECT_FALSE(scene.results(true).front().evaluated);
}

}  // namespace
}  // namespace drydock::testing
