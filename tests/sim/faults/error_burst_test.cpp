#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(ErrorBurst, AnswersBeforeTheEffect) {
  std::vector<Reply> replies;
  WorldSpec spec = world_of({seat("shop",
                                  [&](const Event& event, Io& io) {
                                    caller(1, 3)(event, io);
                                    if (const auto* replied = std::get_if<Replied>(&event))
                                      replies.push_back(replied->reply);
                                  }),
                             seat("erp", agreeable)});
  spec.faults = {
      fault("burst", "error-burst", 0, 1, {{"status", {std::int64_t{502}}}, {"retry_after", {seconds(30)}}})};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::request), 0u);
  ASSERT_EQ(replies.size(), 3u);
  for (const Reply& reply : replies) {
    EXPECT_EQ(reply.status, 502);
    EXPECT_EQ(reply.retry_after, seconds(30));
    ASSERT_NE(reply.body.as<Problem>(), nullptr);
    EXPECT_EQ(reply.body.as<Problem>()->status, 502);
  }
  EXPECT_EQ(ran.fired.at("burst"), 3);
}

TEST(ErrorBurst, LeavesEventsAloneUnlessTold) {
  for (const bool told : {false, true}) {
    WorldSpec spec = world_of({seat("shop", publisher(1)), seat("pipeline", agreeable)});
    spec.channels.push_back({0, 1});
    spec.faults = {fault("burst", "error-burst", 0, 1, {{"retry_after", {seconds(30)}}})};
    if (told) spec.faults[0].target.leg = LegKind::event;
    spec.faults[0].dose.times = 1;
    const Ran ran = run(std::move(spec));
    const Kept first = ran.memory.of(RecordKind::deliver).at(0);
    EXPECT_EQ(first.record.attempt, told ? 2u : 1u);
    if (told) EXPECT_GE(first.record.t, day_one + seconds(30)) << "Retry-After is honoured";
  }
}

}  // namespace
}  // namespace drydock
