#include "contracts/routes.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cassert>

#include "contracts/embedded.hpp"

namespace drydock {
namespace {

class Reader {
 public:
  explicit Reader(std::string role) : role_(std::move(role)) {}

  void read(std::string_view yaml) {
    try {
      const YAML::Node root = YAML::Load(std::string(yaml));
      const YAML::Node paths = root["paths"];
      if (!paths || !paths.IsMap()) return tell(root.Mark(), "expected a map `paths`");
      for (const auto& path : paths)
        for (const auto& method : path.second) operation(path.first.Scalar(), method.first.Scalar(), method.second);
    } catch (const YAML::Exception& error) {
      tell(error.mark, "expected an OpenAPI file in YAML: " + error.msg);
    }
  }

  LoadedRoutes result;

 private:
  void operation(const std::string& path, std::string method, const YAML::Node& node) {
    std::transform(method.begin(), method.end(), method.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    const auto is = [&](const char* key) { return node[key] && node[key].as<std::string>() == "true"; };
    Route route{role_, nullptr, std::move(method), path, is("x-optional")};
    if (!is("x-intake")) {
      const std::string name = node["operationId"] ? node["operationId"].Scalar() : "";
      route.operation = find_message(name);
      if (route.operation == nullptr || route.operation->kind != MessageKind::operation)
        return tell(node.Mark(), "operationId `" + name + "` is no operation of the contract book");
    }
    result.routes.push_back(std::move(route));
  }
  void tell(const YAML::Mark& mark, const std::string& message) {
    std::string at = "openapi/" + role_ + ".yaml:";
    if (!mark.is_null()) at += std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1) + ":";
    result.errors.push_back(at + " " + message);
  }

  std::string role_;
};

constexpr std::string_view folder = "openapi/", ending = ".yaml";

}  // namespace

LoadedRoutes read_routes(std::string role, std::string_view yaml) {
  Reader reader(std::move(role));
  reader.read(yaml);
  return std::move(reader.result);
}

std::span<const Route> routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> made;
    for (const EmbeddedFile& file : embedded_contracts()) {
      if (!file.path.starts_with(folder) || !file.path.ends_with(ending)) continue;
      const std::string_view role = file.path.substr(folder.size(), file.path.size() - folder.size() - ending.size());
      LoadedRoutes read = read_routes(std::string(role), file.text);
      assert(read.errors.empty() && "the embedded OpenAPI files have mistakes; the tests name them");
      for (Route& route : read.routes) made.push_back(std::move(route));
    }
    return made;
  }();
  return all;
}

const Route* find_route(std::string_view role, const MessageType& operation) {
  for (const Route& route : routes())
    if (route.role == role && route.operation == &operation) return &route;
  return nullptr;
}

const Route* find_intake(std::string_view role) {
  for (const Route& route : routes())
    if (route.role == role && route.operation == nullptr) return &route;
  return nullptr;
}

}  // namespace drydock
