#include "sim/history.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "sim/record_hash.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

class Hashing : public Tap {
 public:
  void see(const Record& record) override { hash = hash_record(hash, record); }
  std::uint64_t hash = 0;
};

WorldSpec busy_world() {
  Behaviour shop = [](const Event& event, Io& io) {
    caller(1, 3, seconds(5))(event, io);
    publisher(3)(event, io);
    if (!std::holds_alternative<Started>(event)) return;
    Headers with_token = headers("O-9");
    with_token.token = "shop/0/1";
    io.request(1, order("O-9"), seconds(5), std::move(with_token));
  };
  WorldSpec spec = world_of({seat("shop", shop, "commerce"), seat("erp", agreeable)});
  spec.channels.push_back({0, 1});
  spec.faults = {fault("gone", "lose", 0, 1), fault("damage", "malformed-body", 0, 1),
                 fault("forged", "forged-delivery", 0, 1)};
  spec.faults[0].dose.chance = Ratio{1, 3};
  return spec;
}

std::string written(HistoryDetail detail, std::uint64_t* hash = nullptr) {
  std::ostringstream out;
  const Directory directory({{"shop", "commerce"}, {"erp", "erp"}});
  HistoryWriter writer(out, directory, detail);
  VirtualWorld world(busy_world(), writer);
  world.start();
  world.run_until(day_one + hours(1));
  world.heal();
  writer.flush();
  EXPECT_FALSE(writer.failed());
  if (hash != nullptr) *hash = world.history_hash();
  return out.str();
}

TEST(History, ComesBackAsItWas) {
  std::uint64_t hash = 0;
  std::istringstream in(written(HistoryDetail::full, &hash));
  HistoryReader reader(in);
  ASSERT_FALSE(reader.open());
  EXPECT_EQ(reader.directory().find("erp"), 1);
  EXPECT_EQ(reader.directory()[0].role, "commerce");
  Hashing hashing;
  const auto error = reader.replay(hashing);
  ASSERT_FALSE(error) << error->line << ": " << error->message;
  EXPECT_EQ(hashing.hash, hash) << "every field and every body is there";
}

// It is outside the hash, so the test above does not see it.
TEST(History, KeepsHowLongACalleeAsksToWait) {
  WorldSpec spec = world_of({seat("shop", caller(1, 1, seconds(5)), "commerce"), seat("erp", agreeable)});
  spec.faults = {fault("busy", "error-burst", 0, 1)};
  spec.faults[0].parameters["retry_after"] = {seconds(30)};
  std::ostringstream out;
  const Directory directory({{"shop", "commerce"}, {"erp", "erp"}});
  HistoryWriter writer(out, directory, HistoryDetail::full);
  VirtualWorld world(std::move(spec), writer);
  world.start();
  world.run_until(day_one + minutes(1));
  writer.flush();
  std::istringstream in(out.str());
  HistoryReader reader(in);
  ASSERT_FALSE(reader.open());
  Memory memory;
  ASSERT_FALSE(reader.replay(memory));
  ASSERT_EQ(memory.count(RecordKind::ok), 1u);
  EXPECT_EQ(memory.of(RecordKind::ok)[0].record.retry_after, seconds(30));
}

TEST(History, KeyedHasNoBodies) {
  const std::string text = written(HistoryDetail::keyed);
  EXPECT_EQ(text.find("\"body\""), std::string::npos);
  EXPECT_EQ(text.find("\"raw\""), std::string::npos);
  EXPECT_LT(text.size(), written(HistoryDetail::full).size());
}

TEST(History, AnUnwritableStreamIsNoticed) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  const Directory directory(std::vector<Seat>{{"shop", "commerce"}});
  HistoryWriter writer(out, directory, HistoryDetail::full);
  writer.flush();
  EXPECT_TRUE(writer.failed());
}

struct Bad {
  std::string name;
  std::string line;
  std::string says;
};
void PrintTo(const Bad& bad, std::ostream* out) { *out << bad.name; }
class BadLine : public ::testing::TestWithParam<Bad> {};

TEST_P(BadLine, IsToldWithItsNumber) {
  std::istringstream in(
      "{\"drydock\":\"history\",\"format\":1,\"seats\":[{\"name\":\"erp\",\"role\":\"erp\"}]}\n"
      "{\"n\":1,\"t\":\"2026-11-27T15:00:00Z\",\"kind\":\"phase\",\"type\":\"run\"}\n" +
      GetParam().line + "\n");
  HistoryReader reader(in);
  ASSERT_FALSE(reader.open());
  Nothing nothing;
  const auto error = reader.replay(nothing);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->line, 3);
  EXPECT_NE(error->message.find(GetParam().says), std::string::npos) << error->message;
}

const std::string start = "{\"n\":2,\"t\":\"2026-11-27T15:00:00Z\",";
INSTANTIATE_TEST_SUITE_P(
    History, BadLine,
    ::testing::Values(
        Bad{"not_json", "{\"n\":", "not JSON"}, Bad{"not_an_object", "[1]", "a JSON object"},
        Bad{"kind", start + "\"kind\":\"cal\"}", "\"cal\"; kinds are call, request"},
        Bad{"no_number", "{\"t\":\"2026-11-27T15:00:00Z\",\"kind\":\"phase\"}", "as \"n\""},
        Bad{"time", "{\"n\":2,\"t\":\"yesterday\",\"kind\":\"phase\"}", "\"yesterday\""},
        Bad{"seat", start + "\"kind\":\"crash\",\"from\":\"wms\"}", "\"wms\""},
        Bad{"message", start + "\"kind\":\"call\",\"type\":\"order.dance\"}", "\"order.dance\""},
        Bad{"request", start + "\"kind\":\"call\",\"type\":\"invoice.create\",\"request\":\"erp/1\"}", "\"erp/1\""},
        Bad{"status", start + "\"kind\":\"phase\",\"status\":\"high\"}", "\"status\""},
        Bad{"body_type", start + "\"kind\":\"effect\",\"body_type\":\"Dance\",\"body\":{}}", "\"Dance\""},
        Bad{"body", start + "\"kind\":\"effect\",\"body_type\":\"Accepted\",\"body\":{\"id\":3,\"state\":\"x\"}}",
            "/body/id"}),
    [](const auto& info) { return info.param.name; });

TEST(History, AForeignFileIsRefusedAtOnce) {
  for (const char* text : {"", "hello\n", "{\"drydock\":\"plan\"}\n",
                           "{\"drydock\":\"history\",\"format\":2,\"seats\":[{\"name\":\"a\"}]}\n",
                           "{\"drydock\":\"history\",\"format\":1}\n",
                           "{\"drydock\":\"history\",\"format\":1,\"seats\":[{\"name\":\"a\"},{\"name\":\"a\"}]}\n"}) {
    std::istringstream in(text);
    HistoryReader reader(in);
    const auto error = reader.open();
    ASSERT_TRUE(error) << text;
    EXPECT_EQ(error->line, 1);
  }
}

}  // namespace
}  // namespace drydock
