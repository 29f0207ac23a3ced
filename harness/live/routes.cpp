#include "harness/live/routes.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <stdexcept>

#include "contracts/embedded.hpp"

namespace drydock::live {
namespace {

std::string_view document_of(std::string_view role) {
  const std::string path = "openapi/" + std::string(role) + ".yaml";
  for (const auto& file : embedded_contracts())
    if (file.path == path) return file.text;
  return {};
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

}  // namespace

Routes::Routes(std::string_view role) {
  const std::string text(document_of(role));
  if (text.empty()) return;
  const YAML::Node document = YAML::Load(text);
  for (const auto& path : document["paths"]) {
    for (const auto& method : path.second) {
      const YAML::Node id = method.second.IsMap() ? method.second["operationId"] : YAML::Node();
      if (!id || !id.IsScalar()) continue;
      const std::string name = id.as<std::string>();
      const MessageType* type = find_message(name);
      if (type == nullptr && path.first.as<std::string>() == event_path) continue;
      if (type == nullptr)
        throw std::runtime_error("openapi/" + std::string(role) + ".yaml: operationId `" + name +
                                 "` is not in the contract book");
      routes_.push_back({upper(method.first.as<std::string>()), path.first.as<std::string>(), type});
    }
  }
}

const Route* Routes::find(std::string_view method, std::string_view path) const {
  path = path.substr(0, path.find('?'));
  for (const auto& route : routes_)
    if (route.method == method && route.path == path) return &route;
  return nullptr;
}

const Route* Routes::find(const MessageType& type) const {
  for (const auto& route : routes_)
    if (route.type == &type) return &route;
  return nullptr;
}

bool Routes::knows(std::string_view path) const {
  path = path.substr(0, path.find('?'));
  return std::any_of(routes_.begin(), routes_.end(), [&](const Route& route) { return route.path == path; });
}

}  // namespace drydock::live
