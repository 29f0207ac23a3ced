#include <gtest/gtest.h>

#include <set>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// Six events, one a minute; the burst comes after four and a half and goes back two and a half.
WorldSpec minutely(Transport transport, const std::string& name, const Behaviour& subscriber = agreeable) {
  WorldSpec spec = world_of({seat("shop",
                                  [](const Event& event, Io& io) {
                                    if (std::holds_alternative<Started>(event))
                                      for (int i = 0; i < 6; ++i) io.arm(minutes(i), static_cast<std::uint64_t>(i));
                                    if (const auto* timer = std::get_if<TimerFired>(&event)) {
                                      const auto n = static_cast<std::int64_t>(timer->tag);
                                      Commit commit;
                                      commit.publications.push_back(placed("O-" + std::to_string(n), n + 1, "key"));
                                      io.commit(std::move(commit));
                                    }
                                  }),
                             seat("pipeline", subscriber)});
  spec.channels.push_back({0, 1, transport});
  spec.faults = {fault("again", name, 0, 1, {{"back", {minutes(2) + seconds(30)}}})};
  spec.faults[0].dose.from = day_one + minutes(4) + seconds(30);
  return spec;
}

std::vector<std::string> deliveries(const Ran& ran) {
  std::vector<std::string> ids;
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) ids.push_back(kept.delivery);
  return ids;
}

TEST(RedeliveryBurst, TellsAgainWhatWasAcknowledgedOfLate) {
  const Ran ran = run(minutely(Transport::webhook, "redelivery-burst"));
  std::map<std::string, int> times;
  for (const std::string& id : deliveries(ran)) ++times[id];
  for (const auto& [id, count] : times) EXPECT_EQ(count, 1) << id << ": each comes as a delivery of its own";
  for (const char* twice : {"O-2", "O-3", "O-4"}) EXPECT_EQ(times.count(std::string(twice) + "/placed~2"), 1u) << twice;
  for (const char* once : {"O-0", "O-1", "O-5"}) EXPECT_EQ(times.count(std::string(once) + "/placed~2"), 0u) << once;
  EXPECT_EQ(times.size(), 9u);
  EXPECT_EQ(ran.fired.at("again"), 1);
}

TEST(RedeliveryBurst, EachIsTriedUntilItIsAcknowledged) {
  int refused = 0;
  const auto grumpy = [&](const Event& event, Io& io) {
    const auto* received = std::get_if<Received>(&event);
    if (received == nullptr) return;
    const bool again = received->delivery_id.ends_with("~2");
    io.settle(received->id, again && refused++ < 2 ? Settlement::nack(500) : Settlement::ack());
  };
  const Ran ran = run(minutely(Transport::webhook, "redelivery-burst", grumpy));
  EXPECT_EQ(ran.memory.count(RecordKind::nack), 2u);
  EXPECT_EQ(ran.memory.count(RecordKind::ack), 9u);
}

TEST(RedeliveryBurst, OfNothingIsNotCounted) {
  WorldSpec spec = minutely(Transport::webhook, "redelivery-burst");
  spec.faults[0].dose.from = day_one;
  EXPECT_EQ(run(std::move(spec)).fired.at("again"), 0);
}

}  // namespace
}  // namespace drydock
