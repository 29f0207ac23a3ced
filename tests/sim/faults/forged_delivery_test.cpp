#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

struct Heard {
  std::string id;
  Signature signature;
};

// A subscriber that looks at signatures, and what it heard.
struct Forged {
  std::vector<Heard> heard;
  Ran ran;
};
Forged forged(std::map<std::string, FaultParameter> parameters) {
  Forged result;
  const Behaviour looks = [&](const Event& event, Io& io) {
    const auto* received = std::get_if<Received>(&event);
    if (received == nullptr) return;
    result.heard.push_back({received->event->id, received->signature});
    EXPECT_NE(received->body.as<OrderPlaced>(), nullptr) << "the body does not show it";
    const bool valid = received->signature == Signature::valid;
    io.settle(received->id, valid ? Settlement::ack() : Settlement::nack(401));
  };
  WorldSpec spec = world_of({seat("shop", publisher(2)), seat("pipeline", looks)});
  spec.channels.push_back({0, 1, Transport::webhook});
  spec.faults = {fault("forged", "forged-delivery", 0, 1, std::move(parameters))};
  result.ran = run(std::move(spec));
  return result;
}

std::size_t count(const Forged& run, Signature signature, std::string_view ending = {}) {
  std::size_t found = 0;
  for (const Heard& heard : run.heard) found += heard.signature == signature && heard.id.ends_with(ending) ? 1U : 0U;
  return found;
}

TEST(ForgedDelivery, ACopyComesBesideEachEventUnderAnIdOfItsOwn) {
  const Forged run = forged({});
  EXPECT_EQ(count(run, Signature::valid, "/placed"), 2u);
  EXPECT_EQ(count(run, Signature::invalid, "/placed/forged"), 2u);
  EXPECT_EQ(run.heard.size(), 4u) << "nobody sends it again when it is refused";
  EXPECT_EQ(run.ran.fired.at("forged"), 2);
}

TEST(ForgedDelivery, OrIsNotSignedOrIsAnotherTenants) {
  EXPECT_EQ(count(forged({{"signature", {std::string("missing")}}}), Signature::missing, "/forged"), 2u);
  EXPECT_EQ(count(forged({{"signature", {std::string("foreign")}}}), Signature::foreign, "/foreign"), 2u);
}

TEST(ForgedDelivery, TheRecordsOfItSayWhatIsWrong) {
  const Forged run = forged({});
  std::size_t marked = 0;
  for (const Kept& kept : run.ran.memory.all) {
    if (kept.record.signature.empty()) continue;
    ++marked;
    EXPECT_EQ(kept.record.signature, "invalid") << "a word with static storage";
    EXPECT_TRUE(kept.id.ends_with("/forged"));
  }
  EXPECT_EQ(marked, 4u) << "a delivery and its refusal, twice";
}

}  // namespace
}  // namespace drydock
