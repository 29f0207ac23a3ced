// HTTP/1.1 as the live world needs it: messages as plain values, so that only two units know the network library.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drydock::live {

struct HttpRequest {
  std::string method = "POST";
  std::string target = "/";
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  /// The first header of that lower-case name, or empty.
  std::string_view header(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string_view header(std::string_view name) const;
};

/// Whether the peer can tell a second copy of this request from a second wish: it only asks, or says whose copy it is.
bool is_repeatable(const HttpRequest&);

/// Limits on foreign bytes; what exceeds them is answered 413 or 431, or the connection is closed.
inline constexpr std::uint64_t largest_body = 8U << 20U;
inline constexpr std::uint32_t largest_header = 16U << 10U;

/// "http://127.0.0.1:8080" taken apart. Only plain http and printable ASCII; the port defaults to 80.
struct Url {
  std::string host;
  std::uint16_t port = 80;
  std::string path;  ///< without a slash at its end
};
/// Reads an http URL; false if it is not one.
bool parse_url(std::string_view text, Url& url);

}  // namespace drydock::live
