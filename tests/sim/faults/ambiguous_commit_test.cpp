#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// Books what it is asked once for each idempotency key, and answers when that is durable.
Behaviour ledger() {
  return [seen = std::map<std::string, int>(), waiting = std::map<Ticket, RequestId>()](const Event& event,
                                                                                        Io& io) mutable {
    if (const auto* received = std::get_if<Received>(&event)) {
      if (seen[received->headers.idempotency_key]++ > 0) return io.reply(received->id, {200, {}, std::nullopt});
      Commit commit;
      commit.effects.push_back(
          {"sales_order.create", received->headers.correlation_id, received->body, received->headers});
      waiting[io.commit(std::move(commit))] = received->id;
    }
    if (const auto* durable = std::get_if<Durable>(&event)) io.reply(waiting[durable->ticket], {201, {}, std::nullopt});
  };
}

TEST(AmbiguousCommit, FiresOnlyAfterAnEffect) {
  Behaviour shop = [](const Event& event, Io& io) {
    caller(1, 2, seconds(5))(event, io);
    if (const auto* failed = std::get_if<Failed>(&event)) {
      EXPECT_EQ(failed->certainty, Certainty::maybe);
      const std::string id = "O-" + std::to_string(failed->id.counter - 1);
      io.request(1, order(id), seconds(5), headers(id));
    }
  };
  WorldSpec spec = world_of({seat("shop", shop), seat("erp", ledger())});
  spec.faults = {fault("maybe", "ambiguous-commit", 0, 1)};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::effect), 2u);
  EXPECT_EQ(ran.memory.count(RecordKind::info), 2u);
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 2u) << "the replay has no effect, so its answer arrives";
  EXPECT_EQ(ran.fired.at("maybe"), 2);
}

TEST(AmbiguousCommit, LeavesReadsAlone) {
  WorldSpec spec = world_of({seat("shop", caller(1, 2)), seat("erp", agreeable)});
  spec.faults = {fault("maybe", "ambiguous-commit", 0, 1)};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 2u);
  EXPECT_EQ(ran.fired.at("maybe"), 0);
}

}  // namespace
}  // namespace drydock
