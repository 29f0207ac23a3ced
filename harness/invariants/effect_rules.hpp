// The effect map as the judges read it: which ledger entries an event must lead to.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "contracts/book.hpp"

namespace drydock {

struct EffectRule {
  enum class Expected : std::uint8_t {
    exactly_1,  ///< one entry per key, no fewer at rest and never more
    latest      ///< older ones may be skipped; the newest per key must arrive
  };
  std::string_view event;
  std::string_view operation;
  std::string_view role;  ///< whose ledger
  Expected expected = Expected::exactly_1;
  std::string_view flow;
  std::string_view clause;
  /// The business keys that an event's data asks an entry for; may be none (a count without variance). Appended.
  void (*keys)(const void* event, std::vector<std::string_view>& out);
  /// The business key of an entry, from the operation's body.
  std::string_view (*key)(const void* operation);
};

std::span<const EffectRule> effect_rules();
/// The rules of an event, and those that an operation's entries belong to, by the place of the type in the contract book.
const std::vector<const EffectRule*>& rules_of_event(const MessageType&);
const std::vector<const EffectRule*>& rules_of_operation(const MessageType&);

}  // namespace drydock
