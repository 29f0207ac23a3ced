// The OpenAPI and AsyncAPI files describe no payload of their own: they refer to the schemas, which exist.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "contracts/contract_set.hpp"
#include "contracts/routes.hpp"

namespace drydock {
namespace {

namespace fs = std::filesystem;
const fs::path folder = fs::path(DRYDOCK_SOURCE_DIR) / "contracts";

using Visit = std::function<void(const std::string& where, const std::string& key, const YAML::Node& value)>;

void walk(const std::string& where, const YAML::Node& node, const Visit& visit) {
  if (node.IsSequence())
    for (std::size_t i = 0; i < node.size(); ++i) walk(where + "/" + std::to_string(i), node[i], visit);
  if (!node.IsMap()) return;
  for (const auto& entry : node) {
    visit(where, entry.first.Scalar(), entry.second);
    walk(where + "/" + entry.first.Scalar(), entry.second, visit);
  }
}

bool leads_somewhere(const YAML::Node& root, const std::string& pointer) {
  YAML::Node at = root;
  std::istringstream in(pointer.substr(1));
  for (std::string token; std::getline(in, token, '/');) {
    if (!at.IsMap() || !at[token]) return false;
    at.reset(at[token]);
  }
  return true;
}

// A reference to a file below contracts/, with a fragment or without.
bool exists(const fs::path& from, const std::string& ref) {
  const std::size_t hash = ref.find('#');
  const std::string path =
      fs::relative(fs::weakly_canonical(from.parent_path() / ref.substr(0, hash)), folder).string();
  const nlohmann::json* document = contract_set().document(path);
  if (document == nullptr) return false;
  return hash == std::string::npos || document->contains(nlohmann::json::json_pointer(ref.substr(hash + 1)));
}

void expect_references_exist(const fs::path& file) {
  const YAML::Node root = YAML::LoadFile(file.string());
  walk("", root, [&](const std::string& where, const std::string& key, const YAML::Node& value) {
    if (key != "$ref" && key != "externalValue") return;
    const std::string ref = value.Scalar();
    EXPECT_TRUE(ref.starts_with("#") ? leads_somewhere(root, ref.substr(1)) : exists(file, ref))
        << file << where << ": " << ref;
  });
}

std::vector<fs::path> openapi_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "openapi")) files.push_back(entry.path());
  return files;
}

TEST(ApiFiles, ReferOnlyToWhatExists) {
  for (const fs::path& file : openapi_files()) expect_references_exist(file);
  expect_references_exist(folder / "asyncapi.yaml");
}

TEST(ApiFiles, OpenApiDescribesNoPayloadOfItsOwn) {
  for (const fs::path& file : openapi_files()) {
    const YAML::Node root = YAML::LoadFile(file.string());
    EXPECT_EQ(root["openapi"].Scalar(), "3.1.0");
    EXPECT_EQ(root["jsonSchemaDialect"].Scalar(), "http://json-schema.org/draft-07/schema#");
    walk("", root, [&](const std::string& where, const std::string& key, const YAML::Node& value) {
      if (key == "schema") EXPECT_TRUE(value.IsMap() && value.size() == 1 && value["$ref"]) << file << where;
    });
  }
}

TEST(ApiFiles, OpenApiNamesTheSchemasOfItsOperations) {
  std::map<std::string, YAML::Node> files;
  for (const Route& route : routes()) {
    if (!files.contains(route.role))
      files[route.role] = YAML::LoadFile((folder / "openapi" / (route.role + ".yaml")).string());
    const YAML::Node root = files[route.role];
    if (route.operation == nullptr) continue;
    const std::string method = route.method == "GET" ? "get" : "post";
    const YAML::Node operation = root["paths"][route.path][method];
    const std::string base = "../" + contract_folder(*route.operation);
    EXPECT_EQ(operation["responses"]["2XX"]["content"]["application/json"]["schema"]["$ref"].Scalar(),
              base + "/reply.schema.json");
    if (method == "post")
      EXPECT_EQ(operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].Scalar(),
                base + "/request.schema.json");
    std::set<std::string> parameters;
    for (const YAML::Node& parameter : operation["parameters"]) parameters.insert(parameter["$ref"].Scalar());
    EXPECT_EQ(parameters.contains("#/components/parameters/idempotencyKey"), route.operation->write) << route.path;
    EXPECT_EQ(operation["x-effect"].Scalar(), route.operation->write ? "write" : "none");
    EXPECT_EQ(operation["tags"][0].Scalar(), route.operation->flow) << route.role << route.path;
  }
}

TEST(ApiFiles, AsyncApiHasEveryEventOnceInTheChannelOfItsPublisher) {
  const YAML::Node root = YAML::LoadFile((folder / "asyncapi.yaml").string());
  std::size_t listed = 0;
  for (const auto& channel : root["channels"]) listed += channel.second["messages"].size();
  std::size_t events = 0;
  for (const MessageType& message : message_types()) {
    if (message.kind != MessageKind::event) continue;
    ++events;
    const std::string name(message.name);
    SCOPED_TRACE(name);
    EXPECT_TRUE(root["channels"][std::string(message.role) + "-events"]["messages"][name]);
    const YAML::Node payload = root["components"]["messages"][name]["payload"]["allOf"];
    ASSERT_EQ(payload.size(), 2U);
    EXPECT_EQ(payload[0]["$ref"].Scalar(), "envelope/v1/schema.json");
    EXPECT_EQ(payload[1]["properties"]["data"]["$ref"].Scalar(), schema_path(message, MessagePart::event));
    EXPECT_EQ(payload[1]["properties"]["type"]["const"].Scalar(), name + ".v1");
    EXPECT_EQ(root["components"]["messages"][name]["x-flow"].Scalar(), message.flow);
  }
  EXPECT_EQ(listed, events);
  EXPECT_EQ(root["components"]["messages"].size(), events);
}

TEST(ApiFiles, AsyncApiDeclaresTheDeliveryOfEveryChannel) {
  const YAML::Node root = YAML::LoadFile((folder / "asyncapi.yaml").string());
  for (const auto& channel : root["channels"]) {
    EXPECT_EQ(channel.second["x-delivery"]["guarantee"].Scalar(), "at-least-once");
    EXPECT_GE(channel.second["x-delivery"]["webhook"]["retry"].size(), 3U);
  }
}

}  // namespace
}  // namespace drydock
