#include "harness/target/address.hpp"

#include <algorithm>
#include <charconv>

namespace drydock {
namespace {

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65'535;
}

}  // namespace

bool is_authority(std::string_view text, bool port_required, bool host_required) {
  std::string_view host = text;
  std::string_view port;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    host = text.substr(0, end + 1);
    port = text.substr(end + 1);
    if (!port.empty() && port.front() != ':') return false;
    if (!port.empty()) port.remove_prefix(1);
    if (port.empty() && end + 1 < text.size()) return false;
  } else if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
    host = text.substr(0, colon);
    port = text.substr(colon + 1);
    if (port.empty() || host.find(':') != std::string_view::npos) return false;
  }
  if (port.empty() ? port_required : !is_port(port)) return false;
  if (host.empty()) return !host_required;
  return host.starts_with('[') ||
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") ==
             std::string_view::npos;
}

bool is_base_url(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    const std::string_view path = rest.substr(std::min(rest.find('/'), rest.size()));
    const bool plain =
        path.find_first_of("?# \"<>\\") == std::string_view::npos &&
        std::all_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; });
    return plain && is_authority(rest.substr(0, rest.size() - path.size()), false, true);
  }
  return false;
}

}  // namespace drydock
