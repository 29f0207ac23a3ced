#include "contracts/checker.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "contracts/canonical/common.hpp"
#include "contracts/schema/schema.hpp"

namespace drydock {

struct CompiledContracts::Table {
  // By MessageType::index: data or request, then the reply.
  std::vector<std::array<std::optional<BoundSchema>, 2>> messages;
  std::optional<BoundSchema> problem;
  std::vector<std::string> errors;

  std::optional<BoundSchema> compiled(const ContractSet& set, const std::string& path, const Type& type) {
    const nlohmann::json* document = set.document(path);
    if (document == nullptr) return std::nullopt;  // the set has told that
    const auto source = [&](const std::string& uri) { return set.schema(uri); };
    const CompiledSchema result = Schema::compile(*document, std::string(contract_base) + path, source);
    for (const SchemaError& error : result.errors) errors.push_back(error.where + ": " + error.message);
    return result ? std::optional(result.schema->bind(type)) : std::nullopt;
  }

  const std::optional<BoundSchema>& of(const MessageType& message, MessagePart part) const {
    if (part == MessagePart::problem) return problem;
    return messages[message.index][part == MessagePart::reply ? 1 : 0];
  }
};

CompiledContracts::CompiledContracts(const ContractSet& set) : table_(std::make_unique<Table>()) {
  table_->messages.resize(message_types().size());
  for (const MessageType& message : message_types()) {
    auto& slots = table_->messages[message.index];
    const bool event = message.kind == MessageKind::event;
    slots[0] =
        table_->compiled(set, schema_path(message, event ? MessagePart::event : MessagePart::request), *message.body);
    if (!event) slots[1] = table_->compiled(set, schema_path(message, MessagePart::reply), *message.reply);
  }
  table_->problem = table_->compiled(set, "problem/v1/schema.json", *type_of<Problem>());
}

CompiledContracts::~CompiledContracts() = default;

std::span<const std::string> CompiledContracts::errors() const { return table_->errors; }

std::shared_ptr<const CompiledContracts> CompiledContracts::embedded() {
  static const auto compiled = std::make_shared<const CompiledContracts>(contract_set());
  return compiled;
}

std::vector<ContractFailure> ContractChecker::check(const MessageType& message, MessagePart part, const Payload& body) {
  std::vector<ContractFailure> failures;
  ++checks_;
  const std::optional<BoundSchema>& schema = contracts_->table_->of(message, part);
  if (!schema || schema->check(body)) return failures;
  ++broken_;
  for (Failure& failure : schema->failures(body))
    failures.push_back({std::move(failure.keyword), std::move(failure.instance), std::move(failure.schema),
                        std::move(failure.message), std::move(failure.nearest)});
  return failures;
}

}  // namespace drydock
