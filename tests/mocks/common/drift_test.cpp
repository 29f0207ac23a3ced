#include "mocks/common/drift.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/commerce/commerce.hpp"
#include "mocks/erp/erp.hpp"
#include "mocks/wms/wms.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

FakeSeat seat_of(ActorFactory factory, const std::string& name, const std::string& role) {
  FakeSeat seat(std::move(factory), name, {{name, role}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}
FakeSeat erp() {
  ErpSettings made;
  made.items.push_back({"I-1", "I-1", "active", 500, {100, "USD"}});
  made.locations.push_back({"east", {"r"}, "17:00", {{}}, 100, {}, {}});
  made.opening.push_back({"I-1", "east", 10, 0, 0, 1});
  return seat_of(make_erp(std::move(made)), "erp", "erp");
}
FakeSeat warehouse() {
  WmsSettings made;
  made.location = "east";
  made.items = {{"I-1", 500}};
  made.opening.push_back({"I-1", "east", 10, 0, 0, 3});
  return seat_of(make_wms(std::move(made)), "east", "wms");
}
void drift(FakeSeat& seat, std::int64_t quantity, const std::string& item = "I-1") {
  seat.stimulate(StockDrift{"D-1", item, "east", quantity});
  seat.settle();
}
std::vector<std::int64_t> drifts(const FakeSeat& seat) {
  std::vector<std::int64_t> found;
  for (const auto& effect : seat.effects_of("stock.drifted")) found.push_back(effect.body.as<StockDrift>()->quantity);
  return found;
}

TEST(Drift, OfTheBooksIsAnEffectAndNoPosting) {
  FakeSeat seat = erp();
  drift(seat, -4);
  drift(seat, 2, "I-9");
  seat.crash();
  seat.settle();
  EXPECT_EQ(ask(seat, BalanceList{}).body.as<BalanceListResult>()->balances.at(0).on_hand, 6);
  EXPECT_EQ(drifts(seat), (std::vector<std::int64_t>{-4}));
  EXPECT_TRUE(seat.published.empty());
}

TEST(Drift, OfAShelfTakesWhatIsFreeAndRaisesNoVersion) {
  FakeSeat seat = warehouse();
  ask(seat, OutboundOrderCreate{"O-1-F1", "O-1", "east", {{"1", "I-1", 7}}, {}, "ground", {}}, "O-1-F1");
  const std::size_t told = seat.published.size();
  drift(seat, -5);
  const Position after = ask(seat, StockList{}).body.as<StockListResult>()->positions.at(0);
  EXPECT_EQ(after, (Position{"I-1", "east", 7, 0, 0, 3}));
  EXPECT_EQ(drifts(seat), (std::vector<std::int64_t>{-3}));
  EXPECT_EQ(seat.published.size(), told);
  drift(seat, -1);
  EXPECT_EQ(drifts(seat).size(), 1u) << "nothing is free any more";
}

TEST(Drift, OfTheShopStandsUnderTheOldVersionUntilTheNextSet) {
  FakeSeat seat = seat_of(make_commerce({}), "commerce", "commerce");
  drift(seat, 5);
  EXPECT_TRUE(drifts(seat).empty()) << "it shows nothing of the item yet";
  ask(seat, AvailabilitySet{"I-1", "east", 5, 3, 0, {}}, "a");
  drift(seat, -9);
  EXPECT_EQ(ask(seat, AvailabilityList{}).body.as<AvailabilityListResult>()->shown.at(0), (Shown{"I-1", "east", 0, 3}));
  EXPECT_EQ(drifts(seat), (std::vector<std::int64_t>{-5}));
  EXPECT_EQ(ask(seat, AvailabilitySet{"I-1", "east", 4, 4, 3, {}}, "b").status, 200);
}

}  // namespace
}  // namespace drydock
