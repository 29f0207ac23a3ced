#include <gtest/gtest.h>

#include "contracts/canonical/token.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// Calls one after another, each when the one before is answered; a refused token is replaced as it likes.
Behaviour patient(int count, bool renews) {
  struct State {
    int left;
    int issued = 0;
    std::string token;
    bool fetching = false;
  };
  const auto state = std::make_shared<State>(State{count, 0, {}, false});
  return [state, renews](const Event& event, Io& io) {
    const auto call = [&] {
      if (state->left-- <= 0) return;
      Headers made = headers("O-" + std::to_string(state->left));
      made.token = state->token;
      io.request(1, order("O-" + std::to_string(state->left)), seconds(5), std::move(made));
    };
    if (std::holds_alternative<Started>(event)) return call();
    const auto* replied = std::get_if<Replied>(&event);
    if (replied == nullptr) return;
    if (state->fetching) state->token = "new-" + std::to_string(++state->issued);
    state->fetching = replied->reply.status == 401 && renews;
    if (!state->fetching) return call();
    io.request(1, Payload::of(TokenCreate{"shop"}), seconds(5), headers("token"));
  };
}

WorldSpec world(bool renews, std::int64_t nth) {
  WorldSpec spec = world_of({seat("shop", patient(6, renews)), seat("erp", &agreeable)});
  spec.faults = {fault("expiry", "token-expiry", 0, 1)};
  spec.faults[0].dose.nth = nth;
  return spec;
}

std::vector<int> statuses(const Ran& ran) {
  std::vector<int> all;
  for (const Kept& kept : ran.memory.of(RecordKind::ok))
    if (kept.type != "token.create") all.push_back(kept.record.status);
  return all;
}

TEST(TokenExpiry, RefusesEveryCallWithThatTokenUntilThereIsAnother) {
  const Ran stubborn = run(world(false, 2));
  EXPECT_EQ(statuses(stubborn), (std::vector<int>{200, 401, 401, 401, 401, 401}));
  EXPECT_EQ(stubborn.fired.at("expiry"), 1) << "it expires once";
  const Ran renewing = run(world(true, 2));
  EXPECT_EQ(statuses(renewing), (std::vector<int>{200, 401, 200, 200, 200, 200}));
}

TEST(TokenExpiry, TheCalleeNeverSeesTheCall) {
  const Ran ran = run(world(false, 2));
  EXPECT_EQ(ran.memory.count(RecordKind::request), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::call), 6u);
  const Problem* problem = ran.memory.of(RecordKind::ok).at(1).body.as<Problem>();
  ASSERT_NE(problem, nullptr);
  EXPECT_EQ(problem->code, "token_expired");
}

TEST(TokenExpiry, EachTokenExpiresForItself) {
  WorldSpec spec = world(true, 2);
  spec.faults[0].dose.nth.reset();
  spec.faults[0].dose.every = 2;
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(statuses(ran), (std::vector<int>{200, 401, 200, 401, 200, 401}));
  EXPECT_EQ(ran.fired.at("expiry"), 3);
}

}  // namespace
}  // namespace drydock
