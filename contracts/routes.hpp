// Where an operation is found on HTTP: the routes of openapi/<role>.yaml, so that a new operation needs no socket code.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/book.hpp"

namespace drydock {

/// One route of a role's API, below the base URL of a link.
struct Route {
  std::string role;
  const MessageType* operation = nullptr;  ///< its operationId; null for the intake of events
  std::string method;                      ///< "GET", "POST"
  std::string path;                        ///< "/v1/label/buy"
  bool optional = false;                   ///< a party of this role may leave it out
};

struct LoadedRoutes {
  std::vector<Route> routes;        ///< in the order of the file
  std::vector<std::string> errors;  ///< "openapi/wms.yaml:12:5: ..."; empty when it worked
};
/// Reads the routes of one OpenAPI file. Nothing is thrown.
LoadedRoutes read_routes(std::string role, std::string_view yaml);

/// The routes compiled into the program, role by role; they live as long as it.
std::span<const Route> routes();
/// The route of an operation at a role; null if that role does not serve it.
const Route* find_route(std::string_view role, const MessageType& operation);
/// The route by which a role takes events; null if it takes none.
const Route* find_intake(std::string_view role);

}  // namespace drydock
