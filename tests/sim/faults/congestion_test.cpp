#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

using Parameters = std::map<std::string, FaultParameter>;

// When each request arrived, in the order of sending.
std::vector<Duration> arrivals(int calls, const Parameters& parameters, std::int64_t* fired = nullptr) {
  WorldSpec spec = world_of({seat("shop", caller(1, calls, minutes(10))), seat("erp", agreeable)});
  spec.latency_median = spec.latency_p99 = milliseconds(10);
  spec.seats[1].workers = 1000;
  if (!parameters.empty()) spec.faults = {fault("crowded", "congestion", 0, 1, parameters)};
  const Ran ran = run(std::move(spec));
  std::vector<Duration> at(static_cast<std::size_t>(calls));
  for (const Kept& kept : ran.memory.of(RecordKind::request))
    at[static_cast<std::size_t>(std::stoi(kept.key.substr(2)))] = kept.record.t - day_one;
  if (fired != nullptr) *fired = ran.fired.at("crowded");
  return at;
}

TEST(Congestion, EachMessageInFlightMakesTheNextSlower) {
  std::int64_t fired = 0;
  const auto free = arrivals(10, {});
  const auto crowded = arrivals(10, {{"each", {seconds(1)}}, {"free", {std::int64_t{4}}}}, &fired);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(crowded[i], free[i]) << i;
  for (std::size_t i = 4; i < 10; ++i) EXPECT_EQ(crowded[i] - free[i], seconds(static_cast<std::int64_t>(i) - 3)) << i;
  EXPECT_EQ(fired, 6);
}

TEST(Congestion, IsLimited) {
  const auto free = arrivals(40, {});
  const auto crowded = arrivals(40, {{"each", {seconds(1)}}, {"most", {seconds(7)}}});
  EXPECT_EQ(crowded[39] - free[39], seconds(7));
}

TEST(Congestion, EndsWhenTheAnswersAreIn) {
  const auto sent = std::make_shared<int>(0);
  const auto one_by_one = [sent](const Event& event, Io& io) {
    if (!std::holds_alternative<Started>(event) && !std::holds_alternative<Replied>(event)) return;
    if (*sent == 20) return;
    const std::string id = "O-" + std::to_string((*sent)++);
    io.request(1, order(id), seconds(30), headers(id));
  };
  WorldSpec spec = world_of({seat("shop", one_by_one), seat("erp", agreeable)});
  spec.faults = {fault("crowded", "congestion", 0, 1, {{"each", {seconds(1)}}, {"free", {std::int64_t{1}}}})};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 20u);
  EXPECT_EQ(ran.fired.at("crowded"), 0);
}

TEST(Congestion, CanGoByWhatWaitsAtTheCallee) {
  const auto late = [](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event)) io.arm(minutes(1), 0);
    if (std::holds_alternative<TimerFired>(event)) io.request(2, order("O-late"), minutes(20), headers("O-late"));
  };
  WorldSpec spec = world_of({seat("shop", caller(2, 5, minutes(20))), seat("late", late), seat("erp", agreeable)});
  spec.seats[2].service_time = minutes(10);
  spec.faults = {fault("crowded", "congestion", 1, 2, {{"each", {seconds(10)}}, {"load", {std::string("queue")}}})};
  const Ran ran = run(std::move(spec));
  const auto requests = ran.memory.of(RecordKind::request);
  ASSERT_EQ(requests.size(), 6u);
  EXPECT_GE(requests[5].record.t - day_one, minutes(1) + seconds(50)) << "five wait there, though none of its own";
  EXPECT_EQ(ran.fired.at("crowded"), 1);
}

}  // namespace
}  // namespace drydock
