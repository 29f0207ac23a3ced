// Which HTTP route is which operation: read from contracts/openapi/<role>.yaml, so that a new operation needs no socket
// code.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contracts/book.hpp"

namespace drydock::live {

struct Route {
  std::string method;  ///< "POST"
  std::string path;    ///< "/v1/reservation/create", without the query
  const MessageType* type = nullptr;
};

/// Where events are delivered, at every subscriber.
inline constexpr std::string_view event_path = "/v1/events";

/// The routes of one role.
class Routes {
 public:
  /// Reads the role's OpenAPI document. A role without one has no routes. Throws std::runtime_error for a document that
  /// names an operation the contract book does not know.
  explicit Routes(std::string_view role);
  const Route* find(std::string_view method, std::string_view path) const;
  const Route* find(const MessageType&) const;
  /// Whether any method is served at the path: 405 rather than 404.
  bool knows(std::string_view path) const;
  const std::vector<Route>& all() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace drydock::live
