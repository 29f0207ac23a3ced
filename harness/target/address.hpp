// Where something is reached, as a person writes it.
#pragma once
#include <string_view>

namespace drydock {

/// "host", "host:port", "[::1]:port"; a port is 1 to 65535.
bool is_authority(std::string_view text, bool port_required, bool host_required);

/// http or https, an authority and perhaps a path: the base URL of a seat. No query, no fragment.
bool is_base_url(std::string_view text);

}  // namespace drydock
