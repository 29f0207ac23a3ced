// Checks every message that passes against its contract.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "contracts/contract_set.hpp"
#include "contracts/payload.hpp"

namespace drydock {

/// One rule of a contract that a message broke.
struct ContractFailure {
  std::string keyword;  ///< "required", "minimum", ...
  std::string pointer;  ///< where in the body: "/packages/0/tracking_number"
  std::string schema;   ///< the rule, as a URI with a JSON Pointer
  std::string message;  ///< one sentence: what was expected, what was found
  std::string nearest;  ///< the accepted value nearest to what was found; may be empty
};

/// The schemas of all messages, compiled. Immutable; share it between checkers.
class CompiledContracts {
 public:
  /// Compiles every schema of the set. What does not compile is told in errors(), and its messages fail no check.
  explicit CompiledContracts(const ContractSet&);
  ~CompiledContracts();
  std::span<const std::string> errors() const;

  /// Those of the contracts compiled into the program, made at the first call.
  static std::shared_ptr<const CompiledContracts> embedded();

 private:
  friend class ContractChecker;
  struct Table;
  std::unique_ptr<Table> table_;
};

/// Checks bodies of messages and counts. A typed body is checked as it is, without JSON; raw bytes are read as JSON
/// first, and what is no JSON fails. Properties that a schema does not know are fine, as they are for a tolerant
/// reader.
class ContractChecker {
 public:
  ContractChecker() : ContractChecker(CompiledContracts::embedded()) {}
  explicit ContractChecker(std::shared_ptr<const CompiledContracts> contracts) : contracts_(std::move(contracts)) {}

  /// Every rule that this part of the message breaks; empty if it fits.
  std::vector<ContractFailure> check(const MessageType&, MessagePart, const Payload& body);
  /// How many bodies were checked, and how many of them broke a rule.
  std::uint64_t checks() const { return checks_; }
  std::uint64_t broken() const { return broken_; }

 private:
  std::shared_ptr<const CompiledContracts> contracts_;
  std::uint64_t checks_ = 0;
  std::uint64_t broken_ = 0;
};

}  // namespace drydock
