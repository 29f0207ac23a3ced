// `contracts check`: a document against a schema file or the schema of a message type.
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "contracts/bounds.hpp"
#include "contracts/codec.hpp"
#include "contracts/contract_set.hpp"
#include "contracts/schema/schema.hpp"
#include "harness/cli/files.hpp"
#include "harness/cli/wiring/wiring.hpp"
#include "harness/nearest.hpp"

namespace drydock::cli {
namespace {

const nlohmann::json* schema_of_operation(std::string_view name, std::string_view ending, MessagePart part) {
  if (!name.ends_with(ending)) return nullptr;
  const auto* type = find_message(name.substr(0, name.size() - ending.size()));
  const bool operation = type != nullptr && type->kind == MessageKind::operation;
  return operation ? contract_set().schema(*type, part) : nullptr;
}

/// Message types by name; of an operation the request is meant, "label.buy/request" says so, "label.buy/reply" is its
/// answer. "envelope" is what surrounds every event, "problem" a refusal.
const nlohmann::json* schema_of_type(const std::string& name) {
  if (name == "envelope" || name == "problem") return contract_set().document(name + "/v1/schema.json");
  if (const auto* type = find_message(name))
    return contract_set().schema(*type, type->kind == MessageKind::event ? MessagePart::event : MessagePart::request);
  if (const auto* request = schema_of_operation(name, "/request", MessagePart::request)) return request;
  return schema_of_operation(name, "/reply", MessagePart::reply);
}

std::string no_such_type(const std::string& name, const std::string& why) {
  std::vector<std::string_view> names;
  for (const auto& row : message_types()) names.push_back(row.name);
  const auto near = nearest_name(name, names);
  return fmt::format("{}: {}, and no message type is called so{}; `drydock contracts list` has the names", name, why,
                     near.empty() ? "" : "; did you mean " + near + "?");
}

std::string why_not_json(const std::string& text) {
  try {
    const auto ignored = nlohmann::json::parse(text);
    return fmt::format("larger than {} bytes or nested more than {} deep", max_json_bytes, max_json_depth);
  } catch (const nlohmann::json::parse_error& error) {
    return fmt::format("not JSON: {}", error.what());
  }
}

/// The document, or a mistake.
std::optional<nlohmann::json> read_json(const std::string& path, std::vector<std::string>& mistakes) {
  std::string why;
  const auto text = read_file(path, why);
  if (!text) {
    mistakes.push_back(path + ": " + why);
    return std::nullopt;
  }
  auto document = parse_document(*text);
  if (!document) mistakes.push_back(fmt::format("{}: {}", path, why_not_json(*text)));
  return document;
}

bool is_event(const std::string& name) {
  const auto* type = find_message(name);
  return type != nullptr && type->kind == MessageKind::event;
}

/// Adds what is wrong with the schema, or which of its rules the document breaks; `at` is where the document stands.
void judge(DocumentCheck& out, const std::string& name, const nlohmann::json& schema, const nlohmann::json& document,
           const std::string& at) {
  const auto compiled = Schema::compile(schema, "", [](const std::string& uri) { return contract_set().schema(uri); });
  for (const auto& error : compiled.errors)
    out.mistakes.push_back(fmt::format("{}: {}: {}", name, error.where, error.message));
  if (!compiled) return;
  for (const auto& failure : compiled.schema->failures(document)) {
    const std::string place = at + failure.instance;
    std::string line =
        fmt::format("{}: {}: {}", place.empty() ? "the document" : place, failure.keyword, failure.message);
    if (!failure.nearest.empty()) line += fmt::format("; did you mean {}?", failure.nearest);
    out.failures.push_back(line + fmt::format(" ({})", failure.schema));
  }
}

}  // namespace

/// An event may be checked with its envelope around it, as it travels, or its data alone.
DocumentCheck check_document(const std::string& schema_name, const std::string& path) {
  DocumentCheck out;
  std::optional<nlohmann::json> from_file;
  const nlohmann::json* schema = schema_of_type(schema_name);
  if (schema == nullptr) {
    std::error_code ignored;
    if (!std::filesystem::exists(schema_name, ignored)) {
      out.mistakes = {no_such_type(schema_name, "no such file")};
      return out;
    }
    from_file = read_json(schema_name, out.mistakes);
    if (!from_file) return out;
    schema = &*from_file;
  }
  const auto document = read_json(path, out.mistakes);
  if (!document) return out;
  const bool enveloped =
      !from_file && is_event(schema_name) && document->is_object() && document->contains("specversion");
  if (!enveloped) {
    judge(out, schema_name, *schema, *document, "");
    return out;
  }
  judge(out, "envelope", *contract_set().document("envelope/v1/schema.json"), *document, "");
  if (document->contains("data")) judge(out, schema_name, *schema, (*document)["data"], "/data");
  return out;
}

}  // namespace drydock::cli
