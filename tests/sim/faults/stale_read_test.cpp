#include <gtest/gtest.h>

#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/views.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// Asks for the stock every ten seconds, six times.
Behaviour reader() {
  return [left = 6](const Event& event, Io& io) mutable {
    const bool again = std::holds_alternative<Started>(event) || std::holds_alternative<TimerFired>(event);
    if (!again || left-- == 0) return;
    io.request(1, Payload::of(StockList{}), seconds(5), {});
    io.arm(seconds(10), 0);
  };
}

// Answers with how often it was asked, as a version.
Behaviour counter() {
  return [asked = 0](const Event& event, Io& io) mutable {
    const auto* received = std::get_if<Received>(&event);
    if (received == nullptr) return;
    StockListResult result;
    result.positions.emplace_back().version = ++asked;
    io.reply(received->id, {200, Payload::of(result), std::nullopt});
  };
}

std::vector<std::int64_t> told_to_the_reader(FaultSpec stale) {
  WorldSpec spec = world_of({seat("pipeline", reader()), seat("wms", counter())});
  spec.faults = {std::move(stale)};
  const Ran ran = run(std::move(spec));
  std::vector<std::int64_t> told;
  const std::vector<Kept> answers = ran.memory.of(RecordKind::ok);
  for (const Kept& answer : answers) told.push_back(answer.body.as<StockListResult>()->positions[0].version);
  return told;
}

TEST(StaleRead, AnswersAsOfTheLagBefore) {
  FaultSpec stale = fault("replica", "stale-read", 0, 1);
  stale.parameters["lag"] = {seconds(15)};
  EXPECT_EQ(told_to_the_reader(stale), (std::vector<std::int64_t>{1, 2, 1, 2, 3, 4}))
      << "the first two are younger than the lag";
}

TEST(StaleRead, RemembersWhatItSawBeforeItsWindow) {
  FaultSpec stale = fault("replica", "stale-read", 0, 1);
  stale.parameters["lag"] = {seconds(15)};
  stale.dose.nth = 6;
  EXPECT_EQ(told_to_the_reader(stale), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 4}));
}

TEST(StaleRead, LeavesWritesAlone) {
  WorldSpec spec = world_of({seat("shop", caller(1, 3)), seat("erp", agreeable)});
  spec.faults = {fault("replica", "stale-read", 0, 1)};
  EXPECT_EQ(run(std::move(spec)).fired.at("replica"), 0);
}

}  // namespace
}  // namespace drydock
