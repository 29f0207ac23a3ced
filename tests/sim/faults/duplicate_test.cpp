#include <gtest/gtest.h>

#include <set>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

std::vector<Kept> delivered(const std::string& ids, Transport transport = Transport::webhook) {
  WorldSpec spec = world_of({seat("shop", publisher(4)), seat("pipeline", agreeable)});
  spec.channels.push_back({0, 1, transport});
  spec.faults = {fault("twice", "duplicate", 0, 1,
                       {{"delivery_id", {ids}}, {"within", {seconds(30)}}, {"copies", {std::int64_t{2}}}})};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.fired.at("twice"), 4);
  EXPECT_EQ(ran.memory.count(RecordKind::ack), 12u);
  return ran.memory.of(RecordKind::deliver);
}

TEST(Duplicate, ACopyHasTheSameDeliveryId) {
  for (const Transport transport : {Transport::webhook, Transport::log}) {
    std::map<std::string, int> deliveries;
    for (const Kept& kept : delivered("same", transport)) ++deliveries[kept.delivery];
    EXPECT_EQ(deliveries.size(), 4u);
    for (const auto& [id, count] : deliveries) EXPECT_EQ(count, 3) << id;
  }
}

TEST(Duplicate, ARedeliveryHasANewOneAndTheSameEventId) {
  std::set<std::string> deliveries, events;
  for (const Kept& kept : delivered("new")) {
    deliveries.insert(kept.delivery);
    events.insert(kept.id);
  }
  EXPECT_EQ(deliveries.size(), 12u);
  EXPECT_EQ(events.size(), 4u);
  EXPECT_EQ(deliveries.count("O-0/placed~3"), 1u);
}

TEST(Duplicate, CopiesComeWithinTheirTime) {
  for (const Kept& kept : delivered("either")) EXPECT_LT(kept.record.t, day_one + seconds(31));
}

TEST(Duplicate, CanComeWhenNobodyRemembers) {
  WorldSpec spec = world_of({seat("shop", publisher(4)), seat("pipeline", agreeable)});
  spec.channels.push_back({0, 1, Transport::webhook});
  spec.faults = {fault("late", "duplicate", 0, 1, {{"earliest", {hours(8)}}, {"within", {hours(9)}}})};
  const Ran ran = run(std::move(spec), hours(12));
  const auto all = ran.memory.of(RecordKind::deliver);
  ASSERT_EQ(all.size(), 8u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_LT(all[i].record.t, day_one + minutes(1));
  for (std::size_t i = 4; i < 8; ++i) {
    EXPECT_GT(all[i].record.t, day_one + hours(8));
    EXPECT_LT(all[i].record.t, day_one + hours(9) + minutes(1));
  }
}

TEST(Duplicate, TheAnswerToACopiedRequestIsForNobody) {
  WorldSpec spec = world_of({seat("shop", caller(1, 3)), seat("erp", agreeable)});
  spec.faults = {fault("twice", "duplicate", 0, 1)};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::call), 3u);
  EXPECT_EQ(ran.memory.count(RecordKind::request), 6u);
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 3u);
  EXPECT_EQ(ran.memory.count(RecordKind::late), 3u);
  std::map<std::string, int> keys;
  std::set<std::uint64_t> ids;
  for (const Kept& kept : ran.memory.of(RecordKind::request)) {
    ++keys[kept.idempotency];
    ids.insert(kept.record.request.value());
  }
  EXPECT_EQ(ids.size(), 6u);
  for (const auto& [key, count] : keys) EXPECT_EQ(count, 2) << key;
}

}  // namespace
}  // namespace drydock
