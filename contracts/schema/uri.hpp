// URI references as `$id` and `$ref` use them.
#pragma once
#include <string>
#include <string_view>

namespace drydock {

/// The reference resolved against a base (RFC 3986 section 5.2). An empty base leaves it as it is.
std::string resolve_uri(std::string_view base, std::string_view reference);
/// Without "#..." / what follows the "#".
std::string_view without_fragment(std::string_view uri);
std::string_view fragment_of(std::string_view uri);
std::string percent_decoded(std::string_view text);

}  // namespace drydock
