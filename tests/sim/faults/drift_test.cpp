#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "contracts/canonical/shipping.hpp"
#include "contracts/codec.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

std::shared_ptr<const Publication> scan(const std::string& id) {
  CarrierTrackingUpdated data;
  data.scan_id = id;
  data.package_id = "P-1";
  data.status = TrackingStatus::in_transit;
  Publication made;
  made.type = &message_of<CarrierTrackingUpdated>();
  made.data = Payload::of(std::move(data));
  made.id = id;
  made.subject = "P-1";
  made.partition_key = "P-1";
  made.sequence = 1;
  return std::make_shared<const Publication>(std::move(made));
}

struct Heard {
  std::string id;
  std::int64_t version = 0;
  Payload body;
};

// What a subscriber hears of one order and one scan, under a drift of this kind; it acknowledges what it can.
struct Drifted {
  std::vector<Heard> heard;
  std::int64_t fired = 0;
  std::vector<Kept> records;
};
Drifted drifted(const std::string& kind, int refuse_first = 0) {
  Drifted result;
  const auto refused = std::make_shared<int>(0);
  const auto publishes = [](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event)) io.commit({{}, {}, {placed("O-1"), scan("S-1")}});
  };
  const auto hears = [&, refused](const Event& event, Io& io) {
    const auto* received = std::get_if<Received>(&event);
    if (received == nullptr) return;
    result.heard.push_back({received->event->id, received->version, received->body});
    io.settle(received->id, (*refused)++ < refuse_first ? Settlement::nack(400) : Settlement::ack());
  };
  WorldSpec spec = world_of({seat("shop", publishes), seat("pipeline", hears)});
  spec.channels.push_back({0, 1, Transport::webhook});
  spec.faults = {fault("later", "drift", 0, 1, {{"kind", {kind}}})};
  const Ran ran = run(std::move(spec));
  result.fired = ran.fired.at("later");
  result.records = ran.memory.all;
  return result;
}

const Heard* find(const Drifted& run, const std::string& id) {
  for (const Heard& heard : run.heard)
    if (heard.id == id) return &heard;
  return nullptr;
}

TEST(Drift, AFieldThatIsUnknownComesInTheEventItself) {
  const Drifted run = drifted("unknown-field");
  ASSERT_EQ(run.heard.size(), 2u);
  EXPECT_EQ(run.fired, 2);
  for (const Heard& heard : run.heard) {
    ASSERT_NE(heard.body.bytes(), nullptr) << "as bytes: whoever reads them sees what is new";
    EXPECT_NE(heard.body.bytes()->find("\"added_later\""), std::string::npos);
    EXPECT_EQ(heard.version, 1);
  }
  for (const Kept& kept : run.records)
    if (kept.record.kind == RecordKind::deliver) EXPECT_EQ(kept.body.type(), kept.record.message->body);
  const Decoded read = decode(*type_of<OrderPlaced>(), *find(run, "O-1/placed")->body.bytes());
  ASSERT_TRUE(read) << read.error;
  EXPECT_EQ(read.payload.as<OrderPlaced>()->order_id, "O-1") << "a tolerant reader finds everything it knows";
}

TEST(Drift, AFieldThatIsUnknownIsThereInEveryAttempt) {
  const Drifted run = drifted("unknown-field", 3);
  EXPECT_EQ(run.heard.size(), 5u);
  EXPECT_EQ(run.fired, 5);
  for (const Heard& heard : run.heard) EXPECT_NE(heard.body.bytes(), nullptr);
}

TEST(Drift, AValueThatIsUnknownComesBesideWhatIsKnown) {
  const Drifted run = drifted("unknown-value");
  ASSERT_EQ(run.heard.size(), 3u) << "an order counts nothing up: only the scan has such a value";
  EXPECT_EQ(run.fired, 1);
  EXPECT_NE(find(run, "S-1")->body.as<CarrierTrackingUpdated>(), nullptr);
  const Heard* later = find(run, "S-1/later");
  ASSERT_NE(later, nullptr);
  ASSERT_NE(later->body.bytes(), nullptr);
  EXPECT_EQ(nlohmann::json::parse(*later->body.bytes()).at("status"), "added_later");
  EXPECT_FALSE(decode(*type_of<CarrierTrackingUpdated>(), *later->body.bytes()));
}

TEST(Drift, ALaterMajorVersionComesBesideTheKnownOneAndSaysSo) {
  const Drifted run = drifted("unknown-version");
  ASSERT_EQ(run.heard.size(), 4u);
  EXPECT_EQ(run.fired, 2);
  for (const char* id : {"O-1/placed", "S-1"}) {
    EXPECT_EQ(find(run, id)->version, 1) << id;
    EXPECT_EQ(find(run, id)->body.bytes(), nullptr) << id;
    const Heard* later = find(run, std::string(id) + "/v2");
    ASSERT_NE(later, nullptr) << id;
    EXPECT_EQ(later->version, 2);
    EXPECT_NE(later->body.bytes(), nullptr);
  }
}

TEST(Drift, WhatIsToldBesideIsToldOnceAndBearsTheFault) {
  const Drifted run = drifted("unknown-version", 3);
  EXPECT_EQ(run.fired, 2) << "a retry tells nothing new";
  std::size_t beside = 0;
  for (const Kept& kept : run.records) {
    if (kept.record.kind != RecordKind::deliver || !kept.id.ends_with("/v2")) continue;
    ++beside;
    EXPECT_EQ(kept.fault, "later");
    EXPECT_TRUE(kept.delivery.ends_with("/v2~1"));
  }
  EXPECT_EQ(beside, 2u);
}

}  // namespace
}  // namespace drydock
