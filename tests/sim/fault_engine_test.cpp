#include "sim/fault_engine.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using testing::day_one;
using testing::fault;

class Listener : public FaultObserver {
 public:
  void fired(const FaultSpec& spec, const Leg&, std::string_view what) override {
    heard.push_back(spec.id + ": " + std::string(what));
  }
  std::vector<std::string> heard;
};

const Directory& directory() {
  static const Directory made({{"pipeline", "pipeline"}, {"erp", "erp"}, {"wms-east", "wms"}});
  return made;
}

Leg leg(std::string_view key, std::uint32_t attempt = 1, LegKind kind = LegKind::request, SeatIndex from = 0,
        SeatIndex to = 1) {
  Leg made;
  made.kind = kind;
  made.from = from;
  made.to = to;
  made.type = find_message("sales_order.create");
  made.key = key;
  made.attempt = attempt;
  made.now = day_one;
  return made;
}

std::set<int> struck(FaultEngine& engine, int count = 1000) {
  Listener listener;
  std::set<int> which;
  for (int i = 0; i < count; ++i)
    if (engine.decide(leg("O-" + std::to_string(i)), listener).lose) which.insert(i);
  return which;
}

TEST(FaultEngine, AChanceStrikesItsShare) {
  FaultSpec spec = fault("f", "lose", 0, 1);
  spec.dose.chance = Ratio{1, 10};
  FaultEngine engine(1, directory(), {spec});
  const auto which = struck(engine);
  EXPECT_NEAR(static_cast<double>(which.size()), 100, 30);
  EXPECT_EQ(engine.fired().at("f"), static_cast<std::int64_t>(which.size()));
}

TEST(FaultEngine, ADrawDoesNotDependOnOtherFaultsOrOtherMessages) {
  FaultSpec spec = fault("f", "lose", 0, 1);
  spec.dose.chance = Ratio{1, 10};
  FaultSpec slow = fault("slow", "latency", 0, 1);
  slow.dose.chance = Ratio{1, 3};
  FaultEngine alone(1, directory(), {spec});
  FaultEngine together(1, directory(), {slow, spec});
  EXPECT_EQ(struck(alone), struck(together));
  Listener listener;
  FaultEngine fewer(1, directory(), {spec});
  FaultEngine all(1, directory(), {spec});
  const auto expected = struck(all);
  for (int i = 1; i < 1000; i += 2)
    EXPECT_EQ(fewer.decide(leg("O-" + std::to_string(i)), listener).lose, expected.count(i) == 1);
}

TEST(FaultEngine, AnotherAttemptIsAnotherDraw) {
  FaultSpec spec = fault("f", "lose", 0, 1);
  spec.dose.chance = Ratio{1, 2};
  FaultEngine engine(1, directory(), {spec});
  Listener listener;
  int lost = 0;
  for (std::uint32_t attempt = 1; attempt <= 64; ++attempt) lost += engine.decide(leg("O-1", attempt), listener).lose;
  EXPECT_GT(lost, 16);
  EXPECT_LT(lost, 48);
}

TEST(FaultEngine, DosesCount) {
  const auto lost = [](Dose dose) {
    FaultSpec spec = fault("f", "lose", 0, 1);
    spec.dose = dose;
    FaultEngine engine(1, directory(), {spec});
    return struck(engine, 10);
  };
  Dose every;
  every.every = 4;
  EXPECT_EQ(lost(every), (std::set<int>{3, 7}));
  Dose nth;
  nth.nth = 6;
  EXPECT_EQ(lost(nth), (std::set<int>{5}));
  Dose times;
  times.times = 2;
  EXPECT_EQ(lost(times), (std::set<int>{0, 1}));
  Dose later;
  later.from = day_one + seconds(1);
  EXPECT_TRUE(lost(later).empty());
  Dose over;
  over.until = day_one;
  EXPECT_TRUE(lost(over).empty());
}

TEST(FaultEngine, ASeatMeansWhatIsSentToIt) {
  FaultSpec spec = fault("down", "outage", 0, 1);
  spec.target.links.clear();
  spec.target.seats = {1};
  FaultEngine engine(1, directory(), {spec});
  EXPECT_TRUE(engine.watches(0, 1, LegKind::request));
  EXPECT_TRUE(engine.watches(2, 1, LegKind::event));
  EXPECT_FALSE(engine.watches(1, 0, LegKind::request));
  EXPECT_FALSE(engine.watches(0, 1, LegKind::reply));
}

TEST(FaultEngine, TypesAndLegsRestrict) {
  FaultSpec spec = fault("f", "lose", 0, 1);
  spec.target.types = {"invoice.create"};
  spec.target.leg = LegKind::reply;
  FaultEngine engine(1, directory(), {spec});
  EXPECT_FALSE(engine.watches(0, 1, LegKind::request));
  ASSERT_TRUE(engine.watches(0, 1, LegKind::reply));
  Listener listener;
  Leg answer = leg("O-1", 1, LegKind::reply, 1, 0);
  EXPECT_FALSE(engine.decide(answer, listener).lose);
  answer.type = find_message("invoice.create");
  EXPECT_TRUE(engine.decide(answer, listener).lose);
}

TEST(FaultEngine, TheFirstThatEndsALegIsTheLast) {
  FaultEngine engine(1, directory(),
                     {fault("slow", "latency", 0, 1), fault("gone", "lose", 0, 1), fault("down", "outage", 0, 1)});
  Listener listener;
  const LegFate fate = engine.decide(leg("O-1"), listener);
  EXPECT_TRUE(fate.lose);
  EXPECT_FALSE(fate.refuse);
  ASSERT_EQ(fate.by.size(), 2u);
  EXPECT_EQ(fate.by[0], "slow");
  EXPECT_EQ(fate.by[1], "gone");
  EXPECT_EQ(engine.fired().at("down"), 0);
}

TEST(FaultEngine, HealingEndsEverything) {
  FaultEngine engine(1, directory(), {fault("gone", "lose", 0, 1)});
  engine.heal();
  Listener listener;
  EXPECT_FALSE(engine.watches(0, 1, LegKind::request));
  EXPECT_FALSE(engine.decide(leg("O-1"), listener).lose);
}

TEST(FaultEngine, OnlyAnAmbiguousCommitAsksForEffects) {
  EXPECT_TRUE(FaultEngine(1, directory(), {fault("a", "ambiguous-commit", 0, 1)}).needs_effects());
  EXPECT_FALSE(FaultEngine(1, directory(), {fault("a", "latency", 0, 1), fault("b", "lose", 0, 1)}).needs_effects());
}

}  // namespace
}  // namespace drydock
