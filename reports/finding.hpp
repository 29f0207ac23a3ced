// One broken promise, told so that a person can act on it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// One message of the causal story. `proved`: tied to the one before by causation or trace id; else inferred from
/// business key and time.
struct StoryStep {
  Instant at;
  std::uint64_t record = 0;  ///< place in the history
  std::string from;          ///< seat names
  std::string to;
  std::string what;  ///< "wms.pick.short O-000123-F1: 2 of 3 missing"
  bool proved = false;
};

struct Finding {
  std::string invariant;  ///< "I42"
  std::string name;       ///< "exactly-once-effect"
  std::string sentence;   ///< in domain words, without the invariant's number
  std::string clause;     ///< id of the clause, as far as one is broken
  std::string severity = "error";
  std::string flow;
  std::string seat;  ///< where
  std::string order;
  std::string item;
  std::string pointer;       ///< schema findings: JSON Pointer of the instance
  std::string keyword;       ///< schema findings
  std::uint64_t record = 0;  ///< the record at which it was decided
  Instant at;
  std::string expected;
  std::string actual;
  std::string nearest;              ///< the nearest accepted alternative
  std::vector<std::string> faults;  ///< ids active then, or that touched the messages concerned
  std::vector<StoryStep> story;     ///< at most ten
  std::string party;                ///< who broke its clause: a seat name
  std::string reproduce;            ///< one line for a shell
  std::vector<std::string> keys;    ///< business keys and correlation ids the story is gathered by; not printed
};

}  // namespace drydock
