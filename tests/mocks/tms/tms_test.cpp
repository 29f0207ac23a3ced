#include "mocks/tms/tms.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

TmsSettings settings() {
  TmsSettings made;
  made.levels = {{"ground", 5}, {"2-day", 2}, {"next-day", 1}};
  made.offers = {{"carrier-fast", "next-day", "", "", 1, {1500, "USD"}, {100, "USD"}},
                 {"carrier-fast", "2-day", "", "", 2, {900, "USD"}, {50, "USD"}},
                 {"carrier-ground", "ground", "wms-east", "us-east", 4, {400, "USD"}, {20, "USD"}},
                 {"carrier-ground", "ground", "", "us-west", 5, {500, "USD"}, {20, "USD"}}};
  return made;
}

std::vector<std::string> rates(const std::string& service, const std::string& region, std::int64_t grams = 500) {
  FakeSeat seat(make_tms(settings()), "tms", {{"tms", "tms"}, {"pipeline", "pipeline"}});
  seat.start();
  RateShop shop{"O-1-F1", "wms-east", {region, "1", "US"}, service, grams};
  const Reply reply = ask(seat, shop);
  EXPECT_EQ(reply.status, 200);
  std::vector<std::string> found;
  for (const Rate& rate : reply.body.as<RateShopResult>()->rates)
    found.push_back(rate.carrier + " " + rate.service + " " + std::to_string(rate.cost.minor));
  return found;
}

TEST(Tms, RecommendsTheCheapestThatIsFastEnough) {
  EXPECT_EQ(rates("ground", "us-east"), (std::vector<std::string>{"carrier-ground ground 420", "carrier-fast 2-day 950",
                                                                  "carrier-fast next-day 1600"}));
  EXPECT_EQ(rates("2-day", "us-east"),
            (std::vector<std::string>{"carrier-fast 2-day 950", "carrier-fast next-day 1600"}));
  EXPECT_EQ(rates("next-day", "us-east"), (std::vector<std::string>{"carrier-fast next-day 1600"}));
}

TEST(Tms, ChargesEachKilogramBegun) {
  EXPECT_EQ(rates("next-day", "us-east", 1000), (std::vector<std::string>{"carrier-fast next-day 1600"}));
  EXPECT_EQ(rates("next-day", "us-east", 1001), (std::vector<std::string>{"carrier-fast next-day 1700"}));
}

TEST(Tms, AnOfferMayBeBoundToALane) {
  EXPECT_EQ(rates("ground", "us-west").front(), "carrier-ground ground 520");
  EXPECT_EQ(rates("ground", "us-north").front(), "carrier-fast 2-day 950");
}

TEST(Tms, ALevelItDoesNotKnowIsServedByNameAlone) { EXPECT_TRUE(rates("drone", "us-east").empty()); }

TEST(Tms, ServesNothingElse) {
  FakeSeat seat(make_tms(settings()), "tms", {{"tms", "tms"}, {"pipeline", "pipeline"}});
  seat.start();
  EXPECT_EQ(testing::refusal(seat, StockList{}), "404 unknown_operation");
  EXPECT_TRUE(seat.journal.empty());
}

}  // namespace
}  // namespace drydock
