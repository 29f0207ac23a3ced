// The contract files, indexed: which schema belongs to which message, and the examples and counterexamples beside it.
#pragma once
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/book.hpp"
#include "contracts/embedded.hpp"

namespace drydock {

/// What of a message a schema describes: the data of an event; the request, the reply, or the problem of an operation.
enum class MessagePart : std::uint8_t { event, request, reply, problem };

/// What every `$id` begins with; the rest is the file's path below contracts/.
inline constexpr std::string_view contract_base = "https://contracts.drydock.example/";

/// The folder of a message, version 1. Of an event the domain, then the rest with '-' for '.':
/// "events/wms/pick-short/v1"; of an operation its wire name: "operations/label.buy/v1".
std::string contract_folder(const MessageType&);
/// The schema file of a part: "events/wms/shipped/v1/schema.json", "operations/label.buy/v1/reply.schema.json",
/// "problem/v1/schema.json".
std::string schema_path(const MessageType&, MessagePart);
/// The `$id` of that schema. Of an event it is what the envelope carries as `dataschema`.
std::string schema_uri(const MessageType&, MessagePart);

/// A message written down to show the contract. An example fits; a counterexample breaks exactly one rule, which it
/// names. Of an event it is the whole CloudEvent, so that pointers begin with "/data" or name an attribute of the
/// envelope.
struct Sample {
  std::string_view path;
  const MessageType* type = nullptr;  ///< null for those of the envelope and of the problem
  MessagePart part = MessagePart::event;
  const nlohmann::json* message = nullptr;
  bool counter = false;
  std::string keyword;  ///< counterexample: the keyword that fails
  std::string pointer;  ///< where in the message
  std::string why;      ///< what is wrong, for a person
};

/// The contract files of a folder. Immutable after it is made.
class ContractSet {
 public:
  /// Reads files named by their path below contracts/. The texts must outlive this object. Nothing is thrown: see
  /// errors().
  explicit ContractSet(std::span<const EmbeddedFile> files);
  ~ContractSet();

  /// What is wrong with the files, each with file, line and column as far as there is one: no JSON, an `$id` that is
  /// not the file's place, a message without schema, a counterexample that names nothing.
  std::span<const std::string> errors() const;
  /// The JSON document of a path; null if there is none.
  const nlohmann::json* document(std::string_view path) const;
  /// The schema of a URI (without fragment); null if there is none. Fits contracts/schema/schema.hpp as a source.
  const nlohmann::json* schema(std::string_view uri) const;
  /// The schema of a part of a message; null if there is none.
  const nlohmann::json* schema(const MessageType&, MessagePart) const;
  /// All examples and counterexamples, in path order.
  std::span<const Sample> samples() const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

/// Those compiled into the program; they live as long as it.
const ContractSet& contract_set();

}  // namespace drydock
