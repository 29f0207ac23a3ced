// The contract engine's face: compile a JSON Schema (draft-07) once, check documents and canonical values with it.
#pragma once
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/payload.hpp"

namespace drydock {

struct SchemaProgram;

/// One broken rule.
struct Failure {
  std::string keyword;   ///< "required", "type", ...; "false" where a schema allows nothing; "limit": the check gave up
  std::string instance;  ///< JSON Pointer into what was checked: "/lines/0/quantity"
  std::string schema;    ///< the rule: "https://example.com/schema.json#/properties/lines/type"
  std::string message;   ///< one plain sentence: "expected an integer, found the string \"3\""
  std::string nearest;   ///< the accepted enum value or property nearest to what was found; empty if none is near
  friend bool operator==(const Failure&, const Failure&) = default;
};

/// A place where a schema is no schema.
struct SchemaError {
  std::string where;  ///< URI and JSON Pointer: "https://example.com/schema.json#/properties/lines/type"
  std::string message;
};

/// Finds the document of an absolute URI (no fragment) that a `$ref` leads to; null if there is none. The document must
/// live until compile() returns. The draft-07 meta-schema is known without it.
using DocumentSource = std::function<const nlohmann::json*(const std::string& uri)>;

class Schema;

/// A schema prepared for one canonical type: what the type settles for good is left out, properties are resolved to
/// members. Immutable, cheap to copy, safe to share between threads.
class BoundSchema {
 public:
  /// Whether a value of the type fits: the same answer as for its JSON (contracts/codec.hpp).
  bool check(const void* value) const;
  /// The same for a payload; one that is not a value of the type (raw bytes) is judged as a document.
  bool check(const Payload& payload) const;
  std::vector<Failure> failures(const Payload& payload) const;

 private:
  friend class Schema;
  BoundSchema(const Type* type, std::shared_ptr<const SchemaProgram> program,
              std::shared_ptr<const SchemaProgram> bound)
      : type_(type), program_(std::move(program)), bound_(std::move(bound)) {}
  const Type* type_;
  std::shared_ptr<const SchemaProgram> program_, bound_;
};

struct CompiledSchema;

/// A compiled schema. Immutable, cheap to copy, safe to share between threads. All of draft-07 is asserted, every
/// `format` of it included; contentEncoding and contentMediaType are annotations.
class Schema {
 public:
  /// Compiles the schema at `uri` (its `$id` comes first; may be empty). Safe for untrusted input: at most 256 levels,
  /// 20000 subschemas, 200 documents; a reference that leads back to itself without entering the instance is an error.
  static CompiledSchema compile(const nlohmann::json& document, const std::string& uri = {},
                                const DocumentSource& source = {});

  /// Whether a document fits. Stops at the first broken rule.
  bool check(const nlohmann::json& document) const;
  /// Every broken rule, in the order of the document; at most 1000. A check that would need more than ten million steps
  /// or go deeper than 500 levels gives up with a failure "limit".
  std::vector<Failure> failures(const nlohmann::json& document) const;
  /// The same for a canonical value, without making its JSON. For a fast check see bind().
  std::vector<Failure> failures(const Type& type, const void* value) const;
  std::vector<Failure> failures(const Payload& payload) const;

  /// The schema prepared for values of a record type. Do this once per type.
  BoundSchema bind(const Type& type) const;

  /// The model behind it (contracts/schema/program.hpp), for those who compare or sample schemas.
  const SchemaProgram& program() const { return *program_; }

 private:
  explicit Schema(std::shared_ptr<const SchemaProgram> program) : program_(std::move(program)) {}
  std::shared_ptr<const SchemaProgram> program_;
};

/// What compiling came to: a schema, or every error (at most 20).
struct CompiledSchema {
  std::optional<Schema> schema;
  std::vector<SchemaError> errors;
  explicit operator bool() const { return schema.has_value(); }
};

}  // namespace drydock
