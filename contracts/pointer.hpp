// JSON Pointers (RFC 6901): how every message says where.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// Appends "/token", with "~" and "/" escaped.
void append_pointer(std::string& pointer, std::string_view token);
void append_pointer(std::string& pointer, std::size_t index);
/// The tokens of a pointer ("" has none), or nothing if it is not one.
std::optional<std::vector<std::string>> pointer_tokens(std::string_view pointer);

}  // namespace drydock
