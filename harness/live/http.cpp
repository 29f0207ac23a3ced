#include "harness/live/http.hpp"

#include <algorithm>
#include <charconv>

namespace drydock::live {
namespace {

std::string_view find(const std::vector<std::pair<std::string, std::string>>& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const { return find(headers, name); }
std::string_view HttpResponse::header(std::string_view name) const { return find(headers, name); }

bool is_repeatable(const HttpRequest& request) {
  return request.method == "GET" || !request.header("idempotency-key").empty() || !request.header("webhook-id").empty();
}

bool parse_url(std::string_view text, Url& url) {
  constexpr std::string_view scheme = "http://";
  const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (!text.starts_with(scheme) || !std::all_of(text.begin(), text.end(), is_printable)) return false;
  text.remove_prefix(scheme.size());
  const std::size_t slash = text.find('/');
  std::string_view authority = text.substr(0, slash);
  std::string_view path = slash == std::string_view::npos ? std::string_view() : text.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.find_first_of("?# ") != std::string_view::npos) return false;
  const std::size_t colon = authority.rfind(':');
  url.port = 80;
  if (colon != std::string_view::npos) {
    if (!parse_port(authority.substr(colon + 1), url.port)) return false;
    authority = authority.substr(0, colon);
  }
  if (authority.empty() || authority.find_first_of("@ []") != std::string_view::npos) return false;
  url.host = authority;
  url.path = path;
  return true;
}

}  // namespace drydock::live
