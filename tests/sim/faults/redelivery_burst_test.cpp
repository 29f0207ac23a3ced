#include <gtest/gtest.h>

#include <set>

#include "tests/sim/faults/told_again.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

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
