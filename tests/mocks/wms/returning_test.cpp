#include "mocks/wms/returning.hpp"

#include "mocks/common/problem.hpp"
#include "tests/mocks/wms/warehouse.hpp"

namespace drydock::testing {
namespace {

const ReturnExpect notice{"O-1-R1", "O-1", "wms-east", {{"1", "I-1", 4}, {"2", "I-2", 1}}};
const ReturnArrives parcel{"O-1-R1", {{"1", "I-1", 1, 1, 1, 2}, {"2", "I-2", 0, 0, 0, 1}}, 600};

Reply expect(FakeSeat& seat, const ReturnExpect& body = notice, const std::string& key = "O-1-R1") {
  return ask(seat, body, key);
}
void arrive(FakeSeat& seat) {
  seat.stimulate(parcel);
  seat.settle();
}
void inspect(FakeSeat& seat) {
  seat.pass(minutes(10));
  seat.settle();
}
std::vector<WmsReturnDisposed> disposed(const FakeSeat& seat) {
  std::vector<WmsReturnDisposed> all;
  for (const Effect& effect : seat.effects_of("wms.return.disposed"))
    all.push_back(*effect.body.as<WmsReturnDisposed>());
  return all;
}

TEST(WmsReturn, IsCountedAtTheDockAndEntersStockWhenItWasLookedAt) {
  FakeSeat seat = warehouse();
  EXPECT_EQ(expect(seat).body.as<Accepted>()->state, "expected");
  arrive(seat);
  ASSERT_EQ(seat.effects_of("wms.return.received").size(), 1u);
  EXPECT_EQ(*seat.effects_of("wms.return.received")[0].body.as<WmsReturnReceived>(),
            (WmsReturnReceived{"O-1-R1", "O-1", "wms-east", {{"1", "I-1", 3}, {"2", "I-2", 0}}}));
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 10);
  EXPECT_TRUE(disposed(seat).empty());
  inspect(seat);
  const auto now = listed(seat);
  EXPECT_EQ(now.at("I-1").unrestricted, 11);
  EXPECT_EQ(now.at("I-1").quality_hold, 3);
  EXPECT_EQ(now.at("I-1").version, 3);
  EXPECT_EQ(now.at("I-2").unrestricted, 5);
  const auto all = disposed(seat);
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(all[0].movement_id, "O-1-R1-1-restocked");
  EXPECT_EQ(all[0].bucket, Bucket::unrestricted);
  EXPECT_EQ(all[1].disposition, Disposition::not_restocked);
  EXPECT_FALSE(all[1].bucket);
  EXPECT_EQ(all[1].delta, 0);
  EXPECT_EQ(all[2].bucket, Bucket::quality_hold);
  EXPECT_EQ(all[2].position_version, 3);
  EXPECT_EQ(all[3].disposition, Disposition::missing);
  EXPECT_EQ(all[3].quantity, 1) << "four were announced, three came";
  expect_gap_free(seat);
}

TEST(WmsReturn, IsCountedAndInspectedOnceOverRestarts) {
  FakeSeat seat = warehouse();
  const auto restart = [&] {
    seat.crash();
    seat.settle();
  };
  expect(seat);
  restart();
  arrive(seat);
  arrive(seat);
  restart();
  EXPECT_EQ(expect(seat, notice, "another-key").body.as<Accepted>()->state, "received");
  inspect(seat);
  restart();
  arrive(seat);
  inspect(seat);
  EXPECT_EQ(expect(seat, notice, "a-third-key").body.as<Accepted>()->state, "closed");
  EXPECT_EQ(seat.effects_of("wms.return.received").size(), 1u);
  EXPECT_EQ(disposed(seat).size(), 5u);
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 11);
}

TEST(WmsReturn, RefusesWhatIsNotForItAndIgnoresWhatNobodyAnnounced) {
  FakeSeat seat = warehouse();
  ReturnExpect other = notice;
  other.location = "wms-west";
  EXPECT_EQ(refusal(seat, other), "422 wrong_location");
  other = notice;
  other.lines[0].item = "I-9";
  EXPECT_EQ(refusal(seat, other), "422 unknown_item");
  arrive(seat);
  EXPECT_TRUE(seat.effects_of("wms.return.received").empty());
}

TEST(WmsReturn, KeepsTheRulesOfAWrite) {
  FakeSeat seat = warehouse();
  ReturnExpect other = notice;
  other.lines.pop_back();
  check_write(seat, notice, other, "O-1-R1");
}

TEST(Counted, NeverMoreThanWasAnnouncedAndTheRestIsMissing) {
  const std::vector<LineQuantity> announced{{"1", "I-1", 2}, {"2", "I-2", 3}};
  EXPECT_EQ(counted(announced, {{"1", "I-1", 1, 1, 1, 0}, {"9", "I-9", 1, 0, 0, 0}}),
            (std::vector<ReturnedUnits>{{"1", "I-1", 1, 0, 1, 0}, {"2", "I-2", 0, 0, 0, 3}}));
  EXPECT_EQ(groups_of(counted(announced, {})).size(), 2u);
}

}  // namespace
}  // namespace drydock::testing
