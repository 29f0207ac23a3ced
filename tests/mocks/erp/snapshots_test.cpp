// The nightly copy of the balances: of one moment, sent at another, over restarts.
#include "mocks/erp/snapshots.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/posting.hpp"
#include "mocks/erp/erp.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;

ErpSettings books(std::int64_t items) {
  ErpSettings made;
  for (std::int64_t n = 0; n < items; ++n) {
    const std::string id = "I-" + std::to_string(n);
    made.items.push_back({id, id, "active", 500, {100, "USD"}});
    made.opening.push_back({id, "wms-east", 10, 1, 0, 1});
  }
  for (const std::string name : {"wms-east", "wms-west"}) {
    Location location;
    location.location = name;
    made.locations.push_back(location);
  }
  made.opening.push_back({"I-0", "wms-west", 4, 0, 0, 1});
  return made;
}
FakeSeat erp(std::int64_t items = 1) {
  FakeSeat seat(make_erp(books(items)), "erp", {{"erp", "erp"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}
void copy(FakeSeat& seat, const std::string& id = "balances-1", Duration sent_after = minutes(40)) {
  seat.stimulate(BalancesCopied{id, seat.io.clock + sent_after});
  seat.settle();
}
void move(FakeSeat& seat, std::int64_t delta, const std::string& id) {
  ask(seat, InventoryAdjust{id, "I-0", "wms-east", delta, "adjustment", {}}, id);
}
std::vector<BalanceSnapshot> told(const FakeSeat& seat) {
  std::vector<BalanceSnapshot> parts;
  for (const auto& event : seat.published)
    if (const auto* part = event->data.as<BalanceSnapshot>()) parts.push_back(*part);
  return parts;
}

TEST(ErpSnapshots, SayWhatTheBooksHeldWhenTheBatchBegan) {
  FakeSeat seat = erp();
  move(seat, -2, "M-1");
  const Instant as_of = seat.io.clock;
  copy(seat);
  move(seat, -3, "M-2");
  EXPECT_TRUE(told(seat).empty());
  seat.pass(minutes(41));
  const auto parts = told(seat);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].location, "wms-east");
  EXPECT_EQ(parts[0].as_of, as_of);
  EXPECT_EQ(parts[0].balances, (std::vector<BookBalance>{{"I-0", 9}}));
  EXPECT_EQ(parts[1].balances, (std::vector<BookBalance>{{"I-0", 4}}));
  EXPECT_EQ(seat.published[0]->partition_key, "wms-east");
}

TEST(ErpSnapshots, AreSentOnceWithTheirOldMomentOverARestart) {
  FakeSeat seat = erp();
  const Instant as_of = seat.io.clock;
  copy(seat);
  seat.crash();
  seat.settle();
  move(seat, -3, "M-1");
  seat.pass(minutes(41));
  ASSERT_EQ(told(seat).size(), 2u);
  EXPECT_EQ(told(seat)[0].as_of, as_of);
  EXPECT_EQ(told(seat)[0].balances[0].on_hand, 11);
  seat.crash();
  seat.pass(hours(1));
  EXPECT_EQ(told(seat).size(), 2u);
  copy(seat, "balances-2");
  seat.pass(minutes(41));
  ASSERT_EQ(told(seat).size(), 4u);
  EXPECT_EQ(seat.published[2]->sequence, 2) << "counted on, by location";
}

TEST(ErpSnapshots, ComeInPartsOfTwoHundredRows) {
  FakeSeat seat = erp(401);
  copy(seat);
  copy(seat);
  seat.pass(minutes(41));
  const auto parts = told(seat);
  ASSERT_EQ(parts.size(), 4u) << "one copy, three parts of the east and one of the west";
  EXPECT_EQ(parts[0].balances.size(), 200u);
  EXPECT_EQ(parts[2].balances.size(), 1u);
  EXPECT_EQ(parts[2].part, 3);
  EXPECT_EQ(parts[2].parts, 3);
  EXPECT_EQ(parts[3].parts, 1);
}

}  // namespace
}  // namespace drydock
