// Rows of the tables in words, for `list` and `explain`.
#pragma once
#include <string>
#include <string_view>

#include "contracts/book.hpp"
#include "sim/fault.hpp"

namespace drydock::cli {

/// "within: a duration (required)".
std::string parameter_in_words(const FaultParameterRow&);
/// The title of the message's schema: "A truck left with packages".
std::string title_of(const MessageType&);
/// The description of the message's schema: what it says and what it owes.
std::string description_of(const MessageType&);
/// The story of a scenario file in one line.
std::string story_of(std::string_view yaml);
/// Up to the first ". ", without it.
std::string first_sentence(std::string_view text);

}  // namespace drydock::cli
