#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(RateLimit, TheBucketHoldsABurstAndFillsAtItsRate) {
  // Ten at once, and one more each 100 ms for a second: five tokens at first, two a second after.
  WorldSpec spec = world_of({seat("shop",
                                  [](const Event& event, Io& io) {
                                    caller(1, 10)(event, io);
                                    if (std::holds_alternative<Started>(event))
                                      for (int i = 1; i <= 10; ++i) io.arm(milliseconds(100) * i, 0);
                                    if (const auto* fired = std::get_if<TimerFired>(&event))
                                      io.request(1, order("T-" + std::to_string(fired->id.counter)), seconds(30), {});
                                  }),
                             seat("erp", agreeable)});
  spec.faults = {fault("limit", "rate-limit", 0, 1, {{"rate", {std::int64_t{2}}}, {"burst", {std::int64_t{5}}}})};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::request), 7u);
  EXPECT_EQ(ran.fired.at("limit"), 13);
}

TEST(RateLimit, RetryAfterIsWhenATokenIsThere) {
  int refused = 0;
  int answered = 0;
  WorldSpec spec = world_of({seat("shop",
                                  [&](const Event& event, Io& io) {
                                    caller(1, 2)(event, io);
                                    if (const auto* replied = std::get_if<Replied>(&event)) {
                                      if (replied->reply.status != 429) {
                                        ++answered;
                                        return;
                                      }
                                      ++refused;
                                      EXPECT_LE(*replied->reply.retry_after, milliseconds(500));
                                      io.arm(*replied->reply.retry_after, 0);
                                    }
                                    if (std::holds_alternative<TimerFired>(event))
                                      io.request(1, order("O-1"), seconds(30), {});
                                  }),
                             seat("erp", agreeable)});
  spec.faults = {fault("limit", "rate-limit", 0, 1, {{"rate", {std::int64_t{2}}}, {"burst", {std::int64_t{1}}}})};
  run(std::move(spec));
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(answered, 2);
}

TEST(RateLimit, EveryLinkHasItsOwnBucket) {
  WorldSpec spec = world_of(
      {seat("a", caller(2, 2, seconds(30), "A-")), seat("b", caller(2, 2, seconds(30), "B-")), seat("erp", agreeable)});
  FaultSpec limit = fault("limit", "rate-limit", 0, 2, {{"rate", {std::int64_t{1}}}});
  limit.target = {};
  limit.target.seats = {2};
  spec.faults = {limit};
  EXPECT_EQ(run(std::move(spec)).fired.at("limit"), 2);
}

}  // namespace
}  // namespace drydock
