// A marketplace sells what it was told of, and asks nobody.
#include "mocks/commerce/listing.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "mocks/commerce/commerce.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

FakeSeat marketplace(CommerceSettings settings = {}) {
  settings.asks = false;
  FakeSeat seat(
      make_commerce(std::move(settings)), "marketplace",
      {{"commerce", "commerce"}, {"pipeline", "pipeline"}, {"payment", "payment"}, {"marketplace", "commerce"}});
  seat.start();
  seat.settle();
  return seat;
}

ShopperArrives buyer(const std::string& order, std::int64_t quantity) {
  ShopperArrives made;
  made.order_id = order;
  made.cart_id = "C-" + order;
  made.service = "ground";
  made.lines = {{"1", "I-1", quantity, {100, "USD"}}};
  return made;
}

void tell(FakeSeat& seat, const std::string& location, std::int64_t quantity, std::int64_t version,
          std::int64_t over = 0) {
  AvailabilitySet set;
  set.item = "I-1";
  set.location = location;
  set.quantity = quantity;
  set.version = version;
  set.compare_version = over;
  const auto reply = ask(seat, set, "I-1/" + location + "/" + std::to_string(version));
  EXPECT_EQ(reply.status, 200);
}

std::string effect_of(const FakeSeat& seat, const std::string& order) {
  std::string last;
  for (const auto& effect : seat.effects)
    if (effect.key == order) last = effect.type;
  return last;
}

std::string buys(FakeSeat& seat, const std::string& order, std::int64_t quantity) {
  seat.stimulate(buyer(order, quantity));
  seat.settle();
  return effect_of(seat, order);
}

TEST(Listing, CountsWhatWasSoldSinceItWasTold) {
  Listing listing;
  EXPECT_EQ(listing.offer("I-1"), 0);
  listing.told("I-1", 5);
  listing.told("I-1", 3);
  listing.sold("I-1", 6);
  EXPECT_EQ(listing.offer("I-1"), 2);
  EXPECT_TRUE(listing.has({{"1", "I-1", 1, {}}, {"2", "I-1", 1, {}}}, {}));
  EXPECT_FALSE(listing.has({{"1", "I-1", 1, {}}, {"2", "I-1", 2, {}}}, {})) << "two lines share one item";
  EXPECT_TRUE(listing.has({{"1", "I-9", 7, {}}}, {"I-9"})) << "sold ahead";
  listing.told("I-1", -7);
  EXPECT_EQ(listing.offer("I-1"), 0) << "never less";
}

TEST(Listing, AMarketplaceSellsFromAllLocationsUntilNothingIsLeft) {
  FakeSeat seat = marketplace();
  EXPECT_EQ(buys(seat, "M-0", 1), "commerce.order.declined") << "before it was told of anything";
  tell(seat, "wms-east", 3, 1);
  tell(seat, "wms-west", 2, 1);
  EXPECT_EQ(buys(seat, "M-1", 4), "commerce.order.placed");
  EXPECT_EQ(buys(seat, "M-2", 2), "commerce.order.declined");
  EXPECT_EQ(buys(seat, "M-3", 1), "commerce.order.placed");
  EXPECT_TRUE(seat.io.requests.empty()) << "it asks nobody";
}

TEST(Listing, AnOrderIsAFactWithoutAHoldOrAPayment) {
  CommerceSettings settings;
  settings.ships_within = hours(10);
  settings.delivers_within = hours(30);
  FakeSeat seat = marketplace(settings);
  tell(seat, "wms-east", 3, 1);
  buys(seat, "M-1", 1);
  const OrderPlaced* placed = nullptr;
  for (const auto& effect : seat.effects)
    if (effect.key == "M-1") placed = effect.body.as<OrderPlaced>();
  ASSERT_NE(placed, nullptr);
  EXPECT_TRUE(placed->reservation_ids.empty());
  EXPECT_FALSE(placed->authorization_id.has_value());
  EXPECT_EQ(placed->promise.ship_by, placed->placed_at + hours(10));
  EXPECT_EQ(placed->promise.deliver_by, placed->placed_at + hours(30));
}

TEST(Listing, WhatItIsToldCountsAndARestartForgetsNothing) {
  FakeSeat seat = marketplace();
  tell(seat, "wms-east", 3, 1);
  EXPECT_EQ(buys(seat, "M-1", 2), "commerce.order.placed");
  seat.crash();
  seat.settle();
  EXPECT_EQ(buys(seat, "M-2", 2), "commerce.order.declined") << "one is left";
  tell(seat, "wms-east", 2, 2, 1);
  EXPECT_EQ(buys(seat, "M-3", 2), "commerce.order.placed") << "the word of whoever tells it counts";
  seat.crash();
  seat.settle();
  EXPECT_EQ(buys(seat, "M-4", 1), "commerce.order.declined");
}

}  // namespace
}  // namespace drydock
