#include "harness/cli/wiring/wiring.hpp"
#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

std::string contract(const std::string& path) { return std::string(DRYDOCK_SOURCE_DIR) + "/contracts/" + path; }

TEST(CheckDocument, TakesEventsWithTheirEnvelopeAndWithout) {
  const std::string example = contract("events/wms/shipped/v1/example.json");
  const auto whole = check_document("wms.shipped", example);
  EXPECT_TRUE(whole.mistakes.empty() && whole.failures.empty());

  testing::Folder folder;
  auto event = nlohmann::json::parse(drydock::testing::file_text(example));
  folder.write("data.json", event["data"].dump());
  EXPECT_TRUE(check_document("wms.shipped", "data.json").failures.empty());
  event["data"].erase("order_id");
  event["specversion"] = "0.3";
  folder.write("broken.json", event.dump());
  const auto broken = check_document("wms.shipped", "broken.json");
  ASSERT_EQ(broken.failures.size(), 2U);
  EXPECT_TRUE(broken.failures[0].starts_with("/specversion: ")) << broken.failures[0];
  EXPECT_TRUE(broken.failures[1].starts_with("/data: required: ")) << broken.failures[1];
}

TEST(CheckDocument, KnowsTheNamesThatHelpPromises) {
  for (const auto& [name, file] : std::vector<std::pair<std::string, std::string>>{
           {"label.buy", "operations/label.buy/v1/request.example.json"},
           {"label.buy/request", "operations/label.buy/v1/request.example.json"},
           {"label.buy/reply", "operations/label.buy/v1/reply.example.json"},
           {"envelope", "events/wms/shipped/v1/example.json"},
           {"problem", "problem/v1/example.json"}}) {
    const auto check = check_document(name, contract(file));
    EXPECT_TRUE(check.mistakes.empty() && check.failures.empty()) << name;
  }
  for (const char* name : {"wms.shipped/request", "wms.shipped/reply", "label.buy/answer"})
    EXPECT_FALSE(check_document(name, contract("events/wms/shipped/v1/example.json")).mistakes.empty()) << name;
}

TEST(CheckDocument, SchemasMayBeFilesToo) {
  testing::Folder folder;
  folder.write("schema.json", R"({"type": "object", "required": ["a"]})");
  folder.write("no-schema.json", R"({"type": "objekt"})");
  folder.write("good.json", R"({"a": 1})");
  folder.write("bad.json", R"({})");
  folder.write("not-json.json", "{");
  EXPECT_TRUE(check_document("schema.json", "good.json").failures.empty());
  EXPECT_EQ(check_document("schema.json", "bad.json").failures.size(), 1U);
  EXPECT_FALSE(check_document("no-schema.json", "good.json").mistakes.empty());
  EXPECT_FALSE(check_document("schema.json", "not-json.json").mistakes.empty());
  EXPECT_FALSE(check_document("schema.json", "nowhere.json").mistakes.empty());
  const auto unknown = check_document("wms.shiped", "good.json");
  ASSERT_EQ(unknown.mistakes.size(), 1U);
  EXPECT_NE(unknown.mistakes[0].find("did you mean wms.shipped?"), std::string::npos) << unknown.mistakes[0];
}

}  // namespace
}  // namespace drydock::cli
