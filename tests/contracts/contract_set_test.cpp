#include "contracts/contract_set.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "contracts/codec.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const fs::path folder = fs::path(DRYDOCK_SOURCE_DIR) / "contracts";

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// What the struct describes: of an event the data, of an operation the whole body.
const Json& body_of(const Sample& sample) {
  return sample.type != nullptr && sample.part == MessagePart::event ? sample.message->at("data") : *sample.message;
}

std::size_t count(const MessageType& message, MessagePart part, bool counter) {
  std::size_t found = 0;
  for (const Sample& sample : contract_set().samples())
    found += sample.type == &message && sample.part == part && sample.counter == counter;
  return found;
}

TEST(ContractSet, HoldsTheFilesOfTheFolder) {
  std::map<std::string, std::string> on_disk, embedded;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".json" || extension == ".yaml")
      on_disk[fs::relative(entry.path(), folder).string()] = text_of(entry.path());
  }
  for (const EmbeddedFile& file : embedded_contracts()) embedded[std::string(file.path)] = std::string(file.text);
  EXPECT_EQ(embedded, on_disk);
}

TEST(ContractSet, ReadsThemWithoutMistakes) {
  for (const std::string& error : contract_set().errors()) ADD_FAILURE() << error;
}

TEST(ContractSet, NamesTheFolderOfAMessage) {
  EXPECT_EQ(contract_folder(*find_message("wms.shipped")), "events/wms/shipped/v1");
  EXPECT_EQ(contract_folder(*find_message("wms.pick.short")), "events/wms/pick-short/v1");
  EXPECT_EQ(contract_folder(*find_message("order_line.backorder")), "operations/order_line.backorder/v1");
  EXPECT_EQ(schema_uri(*find_message("wms.shipped"), MessagePart::event),
            "https://contracts.drydock.example/events/wms/shipped/v1/schema.json");
  EXPECT_EQ(schema_path(*find_message("label.buy"), MessagePart::reply), "operations/label.buy/v1/reply.schema.json");
  EXPECT_EQ(schema_path(*find_message("label.buy"), MessagePart::problem), "problem/v1/schema.json");
}

TEST(ContractSet, HasSchemasExamplesAndCounterexamplesOfEveryMessage) {
  for (const MessageType& message : message_types()) {
    SCOPED_TRACE(message.name);
    if (message.kind == MessageKind::event) {
      EXPECT_NE(contract_set().schema(message, MessagePart::event), nullptr);
      EXPECT_EQ(count(message, MessagePart::event, false), 1U);
      EXPECT_GE(count(message, MessagePart::event, true), 2U);
    } else {
      EXPECT_NE(contract_set().schema(message, MessagePart::request), nullptr);
      EXPECT_NE(contract_set().schema(message, MessagePart::reply), nullptr);
      EXPECT_EQ(count(message, MessagePart::request, false), 1U);
      EXPECT_EQ(count(message, MessagePart::reply, false), 1U);
      EXPECT_GE(count(message, MessagePart::request, true), 1U);
    }
  }
}

TEST(ContractSet, HasNoFolderWithoutAMessage) {
  std::set<std::string> known;
  for (const MessageType& message : message_types()) known.insert(contract_folder(message));
  for (const EmbeddedFile& file : embedded_contracts()) {
    if (!file.path.starts_with("events/") && !file.path.starts_with("operations/")) continue;
    EXPECT_TRUE(known.contains(std::string(file.path.substr(0, file.path.rfind('/'))))) << file.path;
  }
}

TEST(ContractSet, DescribesEverySchemaAndEveryProperty) {
  const std::function<void(const std::string&, const Json&)> walk = [&](const std::string& where, const Json& node) {
    if (!node.is_object()) return;
    const Json properties = node.value("properties", Json::object()),
               definitions = node.value("definitions", Json::object());
    for (const auto& [name, property] : properties.items()) {
      const bool narrows = where.find("/then") != std::string::npos || where.find("/if") != std::string::npos ||
                           where.find("/else") != std::string::npos || where.find("/allOf/") != std::string::npos;
      EXPECT_TRUE(narrows || property.contains("description") || property.contains("$ref"))
          << where << "/properties/" << name;
      walk(where + "/properties/" + name, property);
    }
    for (const auto& [name, definition] : definitions.items()) {
      EXPECT_TRUE(definition.contains("description")) << where << "/definitions/" << name;
      walk(where + "/definitions/" + name, definition);
    }
  };
  for (const EmbeddedFile& file : embedded_contracts()) {
    if (!file.path.ends_with("schema.json")) continue;
    const Json& schema = *contract_set().document(file.path);
    EXPECT_EQ(schema.value("$schema", ""), "http://json-schema.org/draft-07/schema#") << file.path;
    EXPECT_TRUE(schema.contains("title") && schema.contains("description")) << file.path;
    walk(std::string(file.path) + "#", schema);
  }
}

TEST(ContractSet, ExamplesDecodeIntoTheirStructsAndComeBackEqual) {
  for (const Sample& sample : contract_set().samples()) {
    if (sample.counter || sample.type == nullptr) continue;
    const Type& type = sample.part == MessagePart::reply ? *sample.type->reply : *sample.type->body;
    const Decoded decoded = decode(type, body_of(sample));
    EXPECT_EQ(decoded.error, "") << sample.path << " at " << decoded.pointer;
    if (decoded) EXPECT_EQ(to_document(decoded.payload), body_of(sample)) << sample.path;
  }
}

TEST(ContractSet, ExamplesOfEventsNameTheirTypeSubjectAndSchema) {
  for (const Sample& sample : contract_set().samples()) {
    if (sample.type == nullptr || sample.part != MessagePart::event || sample.counter) continue;
    const Json& event = *sample.message;
    EXPECT_EQ(event.at("type"), std::string(sample.type->name) + ".v1");
    EXPECT_EQ(event.at("dataschema"), schema_uri(*sample.type, MessagePart::event));
    const Payload data = decode(*sample.type->body, event.at("data")).payload;
    EXPECT_EQ(event.at("partitionkey"), sample.type->ordering_key(data.data())) << sample.path;
  }
}

// Order O-000123 can be followed from example to example: every cause is the id of another event, or the key of a
// request.
TEST(ContractSet, ExamplesOfOneOrderNameTheirCauses) {
  std::set<std::string> known;
  std::vector<std::pair<std::string_view, std::string>> causes;
  for (const Sample& sample : contract_set().samples()) {
    if (sample.type == nullptr || sample.counter || sample.part == MessagePart::reply) continue;
    if (sample.part == MessagePart::request) {
      known.insert(business_key(*sample.type, decode(*sample.type->body, *sample.message).payload));
      continue;
    }
    EXPECT_TRUE(known.insert(sample.message->at("id")).second) << sample.path;
    if (sample.message->at("correlationid") == "O-000123")
      causes.emplace_back(sample.path, sample.message->at("causationid"));
  }
  EXPECT_GE(causes.size(), 6U);
  for (const auto& [path, cause] : causes) EXPECT_TRUE(known.contains(cause)) << path << ": " << cause;
}

TEST(ContractSet, TellsWhatIsWrongWithFiles) {
  const EmbeddedFile files[] = {
      {"events/wms/shipped/v1/counterexample-a.json", R"({"message": {}})"},
      {"events/wms/shipped/v1/counterexample-b.json",
       R"({"_breaks": {"keyword": "type", "pointer": ""}, "message": {}})"},
      {"events/wms/shipped/v1/example.json", "{\n  \"id\": nope\n}"},
      {"events/wms/shipped/v1/schema.json", R"({"$id": "https://contracts.drydock.example/elsewhere.json"})"},
  };
  const ContractSet set(files);
  const auto told = [&](const std::string& text) {
    return std::any_of(set.errors().begin(), set.errors().end(),
                       [&](const std::string& error) { return error.find(text) != std::string::npos; });
  };
  EXPECT_TRUE(told("counterexample-a.json: a counterexample is"));
  EXPECT_TRUE(told("counterexample-b.json: expected a text for `why`"));
  EXPECT_TRUE(told("example.json:2:10: expected JSON"));
  EXPECT_TRUE(told("events/wms/shipped/v1/schema.json: expected the $id"));
  EXPECT_TRUE(told("events/wms/adjusted/v1/schema.json: no schema for `wms.adjusted`"));
}

}  // namespace
}  // namespace drydock
