// What the parties owe each other: the clauses, and the effect map by which invariants look up whether an event had the
// effects it owes. Both are data (clauses.yaml, effects.yaml in this folder).
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/book.hpp"
#include "contracts/workflows/path.hpp"

namespace drydock {

/// The flows there are in this version, in the order of the work; a clause or rule may also be of "any".
std::span<const std::string_view> flows();

/// sync: request and reply. event: published, delivered at least once. rule: holds for many messages.
enum class ClauseKind : std::uint8_t { sync, event, rule };
std::string_view to_string(ClauseKind);

/// One promise.
struct Clause {
  std::string id;     ///< "CL-ORDER-IMPORT-06"
  std::string flow;   ///< one of flows(), or "any"
  std::string step;   ///< the step of the choreography: "6", "30b"; "rules" for what holds everywhere
  std::string party;  ///< the role that owes it, or "any"
  ClauseKind kind = ClauseKind::rule;
  std::vector<const MessageType*> messages;  ///< what it speaks of; empty: every message
  std::string owes;                          ///< in plain words
  std::string idempotency_key;               ///< what names the write, in words; empty where nothing is written
  bool durable_first = false;                ///< a 2xx only after the fact would survive a crash
  std::string source;                        ///< where the rule comes from
};

/// How often an effect must have been written when everything has come to rest. `latest`: of the events with the same
/// key the newest must have arrived; older ones may be left out.
enum class Expected : std::uint8_t { exactly_1, at_most_1, latest };
/// "exactly 1", "at most 1", "latest"
std::string_view to_string(Expected);

/// One row of the effect map: this event owes that operation, once for each key.
///
///   for (const OwedEffect* rule : workflows().owed_by(*record.message))
///     if (rule->owed(event)) rule->event_key.each_text(event.data(), [&](const std::string& key) { ... });
struct OwedEffect {
  const MessageType* event = nullptr;
  const MessageType* operation = nullptr;
  const MessageType* other = nullptr;   ///< an operation that settles it just as well; null: none
  FieldPath event_key;                  ///< in the event's data; leads to text
  FieldPath operation_key;              ///< in the operation's request body; leads to text
  FieldPath other_key;                  ///< the same in the other one's
  const MessageType* unless = nullptr;  ///< an event after which it is owed no more; null: none
  FieldPath unless_key;                 ///< where the same key is in that event's data; leads to text
  std::string role;                     ///< who is owed it
  Expected expected = Expected::exactly_1;
  std::vector<FieldPath> event_order;      ///< latest: what makes one newer than another, most significant first
  std::vector<FieldPath> operation_order;  ///< the same in the request body, pairwise comparable
  std::optional<FieldPath> when;           ///< owed only if this number is not `when_is_not`; a text: see `when_text`
  std::int64_t when_is_not = 0;
  std::string when_text;  ///< where `when` leads to text or enumerated words: owed only if some there is this one...
  bool when_is = false;   ///< ...or, if this is false, if none is
  std::string flow;
  std::string clause;  ///< id of the clause that says so

  /// Whether this event owes the effect. `data` must be typed as event->body.
  bool owed(const Payload& data) const;
  /// Where the key is in a request of `operation`, or of `other`.
  const FieldPath& key_in(const MessageType&) const;
  /// What a typed event, or a typed request, compares by when only the latest counts; empty for other expectations.
  std::vector<std::int64_t> order_of_event(const Payload& data) const;
  std::vector<std::int64_t> order_of_operation(const Payload& body) const;
};

struct LoadedWorkflows;

/// The clauses and the effect map, checked: ids are unique, messages and flows exist, pointers resolve.
class Workflows {
 public:
  Workflows() = default;
  Workflows(Workflows&&) = default;  // the index points into the rows: moving keeps that, copying would not
  Workflows& operator=(Workflows&&) = default;

  /// Reads both files. Errors name file, line, column, what was found and what was expected; nothing is thrown.
  static LoadedWorkflows load(std::string_view clauses_yaml, std::string_view effects_yaml);

  std::span<const Clause> clauses() const { return clauses_; }
  /// Null if there is none of that id.
  const Clause* find_clause(std::string_view id) const;
  std::span<const OwedEffect> effects() const { return effects_; }
  /// The rules of one event type; empty for others. Pointers live as long as this object.
  std::span<const OwedEffect* const> owed_by(const MessageType& event) const;
  /// The rules that this event puts an end to: what they owe for its key is owed no more.
  std::span<const OwedEffect* const> ended_by(const MessageType& event) const;
  /// The rules that a write of this operation can fulfil.
  std::span<const OwedEffect* const> fulfilled_by(const MessageType& operation) const;

 private:
  void index();
  std::vector<Clause> clauses_;
  std::vector<OwedEffect> effects_;
  std::vector<std::vector<const OwedEffect*>> by_event_, by_operation_, by_end_;  // by MessageType::index
};

struct LoadedWorkflows {
  Workflows workflows;
  std::vector<std::string> errors;  ///< "workflows/effects.yaml:14:5: ..."; empty when it worked
};

/// Those compiled into the program; they live as long as it.
const Workflows& workflows();

}  // namespace drydock
