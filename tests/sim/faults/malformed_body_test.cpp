#include <gtest/gtest.h>

#include "contracts/codec.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(MalformedBody, IsRefusedAndComesAgainIntact) {
  int damaged = 0;
  int intact = 0;
  Behaviour careful = [&](const Event& event, Io& io) {
    const auto* received = std::get_if<Received>(&event);
    if (received == nullptr) return;
    if (const std::string* bytes = received->body.bytes()) {
      ++damaged;
      EXPECT_FALSE(parse_document(*bytes));
      return io.settle(received->id, Settlement::nack(400));
    }
    EXPECT_NE(received->body.as<OrderPlaced>(), nullptr);
    ++intact;
    io.settle(received->id, Settlement::ack());
  };
  for (const Transport transport : {Transport::webhook, Transport::log}) {
    damaged = intact = 0;
    WorldSpec spec = world_of({seat("shop", publisher(3)), seat("pipeline", careful)});
    spec.channels.push_back({0, 1, transport});
    spec.faults = {fault("damage", "malformed-body", 0, 1)};
    const Ran ran = run(std::move(spec));
    EXPECT_EQ(damaged, 3);
    EXPECT_EQ(intact, 3);
    EXPECT_EQ(ran.fired.at("damage"), 3);
    for (const Kept& kept : ran.memory.of(RecordKind::deliver))
      EXPECT_EQ(kept.fault, kept.body.bytes() != nullptr ? "damage" : "");
  }
}

TEST(MalformedBody, ReachesARequestWhenTold) {
  WorldSpec spec =
      world_of({seat("shop", caller(1, 1)), seat("erp", [](const Event& event, Io& io) {
                  if (const auto* received = std::get_if<Received>(&event))
                    io.reply(received->id, {received->body.bytes() != nullptr ? 400 : 200, {}, std::nullopt});
                })});
  spec.faults = {fault("damage", "malformed-body", 0, 1)};
  spec.faults[0].target.leg = LegKind::request;
  EXPECT_EQ(run(std::move(spec)).memory.of(RecordKind::ok).at(0).record.status, 400);
}

}  // namespace
}  // namespace drydock
