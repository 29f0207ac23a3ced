// What is offered and shown, against a slow and obvious model of the definition.
#include <gtest/gtest.h>

#include "mocks/pipeline/inventory.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

AvailabilityQuery look(const std::string& item) {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  query.items = {{item, 1}};
  query.ship_to = {"us-east", "10001", "US"};
  query.service = "ground";
  return query;
}

std::map<std::string, std::int64_t> offers(Enterprise& e) {
  std::map<std::string, std::int64_t> found;
  for (const Offer& offer : e.ask<AvailabilityAnswer>(look("A")).offers) found[offer.location] = offer.quantity;
  return found;
}

TEST(Availability, OneOfferForEveryItemAndNodeAlsoForUnknownItems) {
  Enterprise e;
  e.start();
  const auto answer = e.ask<AvailabilityAnswer>(look("unheard-of"));
  ASSERT_EQ(answer.offers.size(), 2u);
  EXPECT_EQ(answer.offers[0].quantity, 0);
  EXPECT_EQ(answer.as_of, e.seat.io.clock);
}

TEST(Availability, LeavesOutQualityHoldsAndSafetyStockAndSubtractsEachUnitOnce) {
  Enterprise e({{"A", "wms-east", 10, 4, 3}, {"A", "wms-west", 1, 0, 5}});
  e.start();
  EXPECT_EQ(offers(e)["wms-east"], 7);
  EXPECT_EQ(offers(e)["wms-west"], 0);
  e.place("1", 2);
  EXPECT_EQ(offers(e)["wms-east"], 5);
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 2)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
    EXPECT_EQ(offers(e)["wms-east"], 5) << what;
  }
}

TEST(Availability, TheShopIsToldTheNewestAndLearnsOfAMismatch) {
  Enterprise e;
  e.start();
  e.pass(seconds(2));
  EXPECT_EQ(e.shop["A/wms-east"], 10);
  e.shop_version["A/wms-east"] = 1'000;  // somebody else set it
  e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  e.pass(seconds(2));
  EXPECT_EQ(e.shop["A/wms-east"], 8);
  EXPECT_GT(e.shop_version["A/wms-east"], 1'000);
}

TEST(Availability, ASetThatWasUnderWayAtACrashIsSetAgain) {
  Enterprise e;
  e.start();
  e.pass(seconds(2));
  e.down = {"commerce"};
  e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  e.seat.pass(seconds(1));
  ASSERT_EQ(e.seat.open<AvailabilitySet>().size(), 1u);
  const SentRequest lost = e.seat.open<AvailabilitySet>()[0];
  e.shop["A/wms-east"] = lost.body.as<AvailabilitySet>()->quantity;  // it reached the shop, the answer reaches nobody
  e.shop_version["A/wms-east"] = lost.body.as<AvailabilitySet>()->version;
  e.asked["availability.set"].insert(lost.headers.idempotency_key);
  e.crash();
  e.down = {};
  e.call(ReservationRelease{"R-1-1", "gone"}, "R-1-1");
  e.pass(seconds(3));
  EXPECT_EQ(e.shop["A/wms-east"], 10);
}

// Each over the version that it holds itself: what one refuses or loses is no matter of the other.
TEST(Availability, EveryShopIsToldUnderItsOwnVersion) {
  Enterprise e({{"A", "wms-east", 10, 0, 0}}, {}, false, false, true);
  e.start();
  e.pass(seconds(2));
  EXPECT_EQ(e.shop["A/wms-east"], 10);
  EXPECT_EQ(e.market["A/wms-east"], 10);
  e.market_version["A/wms-east"] = 1'000;  // somebody else set it
  e.down = {"marketplace"};
  e.place("1", 3);
  e.pass(seconds(2));
  EXPECT_EQ(e.shop["A/wms-east"], 7) << "one shop does not wait for the other";
  EXPECT_EQ(e.market["A/wms-east"], 10);
  e.crash();
  e.down = {};
  e.pass(minutes(1));
  EXPECT_EQ(e.shop["A/wms-east"], 7);
  EXPECT_EQ(e.market["A/wms-east"], 7);
  EXPECT_GT(e.market_version["A/wms-east"], 1'000);
}

TEST(Availability, ACachedAnswerSaysAsOfWhenAndLastsNoLongerThanItMay) {
  PipelineSettings settings;
  settings.cache_age = seconds(10);
  Enterprise e({{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}}, settings);
  e.start();
  const Instant first = e.ask<AvailabilityAnswer>(look("A")).as_of;
  EXPECT_EQ(first, e.seat.io.clock);
  e.ask<ReservationAnswer>(Enterprise::cart("1", 10), "C-1/1");
  e.pass(seconds(1));
  EXPECT_EQ(offers(e)["wms-east"], 10);
  EXPECT_EQ(e.ask<AvailabilityAnswer>(look("A")).as_of, first);
  EXPECT_EQ(e.ask<ReservationAnswer>(Enterprise::cart("2", 1), "C-2/1").lines[0].location, "wms-west")
      << "a reservation decides on what is there";
  e.pass(seconds(10));
  EXPECT_EQ(offers(e)["wms-east"], 0);
}

TEST(Availability, AMovementInTheOpeningBalanceIsNotCountedAgain) {
  Enterprise e;
  e.start();
  e.deliver(WmsReceived{"M-1", "G-1", "A", "wms-east", Bucket::unrestricted, 5, 1}, "M-1/received", "wms-east");
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 10);
  e.deliver(WmsReceived{"M-2", "G-2", "A", "wms-east", Bucket::unrestricted, 5, 2}, "M-2/received", "wms-east", 2);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 15);
  EXPECT_EQ(e.bodies<GoodsReceiptPost>().size(), 2u);
}

// Movements one after another on plain numbers, and everything spoken for summed up again each time.
struct Model {
  std::int64_t unrestricted = 20;
  std::int64_t quality = 0;
  std::int64_t damaged = 0;
  std::int64_t safety = 3;
  std::vector<std::int64_t> reserved;
  std::int64_t offer() const {
    std::int64_t free = unrestricted + quality + damaged;  // on hand
    free -= quality;
    free -= damaged;
    for (const std::int64_t one : reserved) free -= one;
    free -= safety;
    return free < 0 ? 0 : free;
  }
};

RC_GTEST_PROP(Availability, AgreesWithTheDefinition, ()) {
  Enterprise e({{"A", "wms-east", 20, 0, 3}});
  e.start();
  Model model;
  const auto steps = *rc::gen::container<std::vector<std::tuple<int, std::int64_t>>>(
      rc::gen::tuple(rc::gen::inRange(0, 6), rc::gen::inRange<std::int64_t>(1, 6)));
  std::int64_t n = 0;
  for (const auto& [what, quantity] : steps) {
    const std::string id = "M-" + std::to_string(++n);
    if (what == 0) {
      e.deliver(WmsReceived{id, id, "A", "wms-east", Bucket::unrestricted, quantity, 0}, id, "wms-east", 0);
      model.unrestricted += quantity;
    } else if (what == 1) {
      e.deliver(WmsLotHeld{id, "A", "wms-east", {}, quantity, "quality", 0}, id, "wms-east", 0);
      model.unrestricted -= quantity;
      model.quality += quantity;
    } else if (what == 2) {
      e.deliver(WmsLotReleased{id, "A", "wms-east", {}, quantity, 0}, id, "wms-east", 0);
      model.unrestricted += quantity;
      model.quality -= quantity;
    } else if (what == 3) {
      e.deliver(WmsMoved{id, "A", "wms-east", Bucket::unrestricted, Bucket::damaged, quantity, "broken", 0}, id,
                "wms-east", 0);
      model.unrestricted -= quantity;
      model.damaged += quantity;
    } else if (what == 4) {
      e.deliver(WmsCountCompleted{id, id, "A", "wms-east", 0, -quantity, 0}, id, "wms-east", 0);
      model.unrestricted -= quantity;
    } else {
      const auto answer = e.ask<ReservationAnswer>(Enterprise::cart(std::to_string(n), quantity), id);
      RC_ASSERT((answer.outcome == ReservationOutcome::held) == (model.offer() >= quantity));
      if (answer.outcome == ReservationOutcome::held) model.reserved.push_back(quantity);
    }
    RC_ASSERT(offers(e)["wms-east"] == model.offer());
  }
  e.pass(seconds(2));
  RC_ASSERT(e.shop["A/wms-east"] == model.offer());
}

RC_GTEST_PROP(Availability, StagesOfALineAreOnePartition,
              (std::int64_t quantity, std::int64_t shorted, std::int64_t picked, std::int64_t shipped)) {
  const auto clamp = [](std::int64_t value, std::int64_t most) { return most <= 0 ? 0 : std::abs(value % (most + 1)); };
  pipeline::WorkLine line;
  line.quantity = clamp(quantity, 1000);
  line.shorted = clamp(shorted, line.quantity);
  line.picked = clamp(picked, line.quantity - line.shorted);
  line.shipped = clamp(shipped, line.picked);
  const pipeline::Committed stages = pipeline::committed(line);
  RC_ASSERT(stages.released + stages.picked + line.shipped + line.shorted == line.quantity);
  RC_ASSERT(stages.released >= 0);
  RC_ASSERT(stages.picked >= 0);
}

}  // namespace
}  // namespace drydock::testing
