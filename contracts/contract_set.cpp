#include "contracts/contract_set.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace drydock {
namespace {

using Json = nlohmann::json;

std::string file_name(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

std::string place(const EmbeddedFile& file, std::size_t byte) {
  const std::string_view before = file.text.substr(0, std::min(byte == 0 ? 0 : byte - 1, file.text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t column =
      before.size() - (before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1) + 1;
  return std::string(file.path) + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
}

bool is_sample(const std::string& name) {
  return name.find("example.json") != std::string::npos || name.find("counterexample-") != std::string::npos;
}

MessagePart part_of(const std::string& name) {
  if (name.starts_with("request.")) return MessagePart::request;
  return name.starts_with("reply.") ? MessagePart::reply : MessagePart::event;
}

}  // namespace

std::string contract_folder(const MessageType& message) {
  std::string name(message.name);
  if (message.kind == MessageKind::operation) return "operations/" + name + "/v1";
  const std::size_t domain = name.find('.');
  std::replace(name.begin() + static_cast<std::ptrdiff_t>(domain) + 1, name.end(), '.', '-');
  name[domain] = '/';
  return "events/" + name + "/v1";
}

std::string schema_path(const MessageType& message, MessagePart part) {
  switch (part) {
    case MessagePart::event: return contract_folder(message) + "/schema.json";
    case MessagePart::request: return contract_folder(message) + "/request.schema.json";
    case MessagePart::reply: return contract_folder(message) + "/reply.schema.json";
    case MessagePart::problem: break;
  }
  return "problem/v1/schema.json";
}

std::string schema_uri(const MessageType& message, MessagePart part) {
  return std::string(contract_base) + schema_path(message, part);
}

struct ContractSet::Index {
  std::map<std::string, Json, std::less<>> documents;  // by path
  std::vector<Sample> samples;
  std::vector<std::string> errors;

  void read(const EmbeddedFile& file) {
    if (!file.path.ends_with(".json")) return;
    try {
      documents.emplace(file.path, Json::parse(file.text));
    } catch (const Json::parse_error& error) {
      errors.push_back(place(file, error.byte) + "expected JSON, found a syntax error");
    }
  }

  void check_schema(const std::string& path, const Json& schema) {
    const std::string expected = std::string(contract_base) + path;
    const auto id = schema.is_object() ? schema.find("$id") : schema.end();
    if (!schema.is_object() || id == schema.end() || *id != expected)
      errors.push_back(path + ": expected the $id " + expected);
  }

  void add_sample(std::string_view path, const Json& document, const MessageType* type) {
    const std::string name = file_name(path);
    Sample sample{.path = path,
                  .type = type,
                  .part = part_of(name),
                  .message = &document,
                  .keyword = {},
                  .pointer = {},
                  .why = {}};
    sample.counter = name.find("counterexample-") != std::string::npos;
    if (type == nullptr && path.starts_with("problem/")) sample.part = MessagePart::problem;
    if (sample.counter) {
      if (!document.is_object() || !document.contains("_breaks") || !document.contains("message")) {
        errors.push_back(std::string(path) +
                         ": a counterexample is {\"_breaks\": {keyword, pointer, why}, \"message\": ...}");
        return;
      }
      sample.message = &document["message"];
      for (const auto& [key, text] :
           {std::pair{"keyword", &sample.keyword}, {"pointer", &sample.pointer}, {"why", &sample.why}}) {
        const Json& breaks = document["_breaks"];
        if (breaks.is_object() && breaks.contains(key) && breaks[key].is_string())
          *text = breaks[key].get<std::string>();
        else
          errors.push_back(std::string(path) + ": expected a text for `" + key + "` in `_breaks`");
      }
    }
    samples.push_back(std::move(sample));
  }

  void require(const MessageType& message, MessagePart part) {
    const std::string path = schema_path(message, part);
    if (!documents.contains(path))
      errors.push_back(path + ": no schema for `" + std::string(message.name) +
                       "`; the contract book has this message");
  }
};

ContractSet::ContractSet(std::span<const EmbeddedFile> files) : index_(std::make_unique<Index>()) {
  for (const EmbeddedFile& file : files) index_->read(file);
  std::map<std::string, const MessageType*, std::less<>> by_folder;
  for (const MessageType& message : message_types()) {
    by_folder.emplace(contract_folder(message), &message);
    if (message.kind == MessageKind::event) {
      index_->require(message, MessagePart::event);
    } else {
      index_->require(message, MessagePart::request);
      index_->require(message, MessagePart::reply);
    }
  }
  for (const auto& [path, document] : index_->documents) {
    if (path.ends_with("schema.json")) {
      index_->check_schema(path, document);
    } else if (is_sample(file_name(path))) {
      const auto message = by_folder.find(path.substr(0, path.rfind('/')));
      index_->add_sample(path, document, message == by_folder.end() ? nullptr : message->second);
    }
  }
}

ContractSet::~ContractSet() = default;

std::span<const std::string> ContractSet::errors() const { return index_->errors; }
std::span<const Sample> ContractSet::samples() const { return index_->samples; }

const Json* ContractSet::document(std::string_view path) const {
  const auto found = index_->documents.find(path);
  return found == index_->documents.end() ? nullptr : &found->second;
}

const Json* ContractSet::schema(std::string_view uri) const {
  return uri.starts_with(contract_base) ? document(uri.substr(contract_base.size())) : nullptr;
}

const Json* ContractSet::schema(const MessageType& message, MessagePart part) const {
  return document(schema_path(message, part));
}

const ContractSet& contract_set() {
  static const ContractSet embedded(embedded_contracts());
  return embedded;
}

}  // namespace drydock
