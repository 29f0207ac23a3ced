#include "contracts/workflows/yaml.hpp"

#include <algorithm>

namespace drydock {
namespace {

std::string place(const std::string& file, const YAML::Mark& mark) {
  if (mark.is_null()) return file + ": ";
  return file + ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1) + ": ";
}

}  // namespace

YamlFile::YamlFile(std::string name, std::string_view text) : name_(std::move(name)) {
  try {
    root_ = YAML::Load(std::string(text));
  } catch (const YAML::Exception& error) {
    errors_.push_back(place(name_, error.mark) + "expected YAML: " + error.msg);
  }
}

std::vector<YAML::Node> YamlFile::list(const std::string& key) {
  std::vector<YAML::Node> rows;
  if (!errors_.empty()) return rows;
  if (!root_.IsMap() || !root_[key] || !root_[key].IsSequence()) {
    tell(root_, "expected `format: 1` and a list `" + key + "`");
    return rows;
  }
  check_keys(root_, {"format", key});
  if (text(root_, "format") != "1") tell(root_["format"], "expected format 1");
  for (const YAML::Node& row : root_[key]) rows.push_back(row);
  return rows;
}

bool YamlFile::check_keys(const YAML::Node& map, std::initializer_list<std::string_view> allowed) {
  if (!map.IsMap()) {
    tell(map, "expected a map");
    return false;
  }
  for (const auto& entry : map) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
    if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
    std::string names;
    for (const std::string_view name : allowed) names.append(names.empty() ? "" : ", ").append(name);
    tell(entry.first, "unknown key `" + key + "`; allowed here: " + names);
  }
  return true;
}

std::string YamlFile::text(const YAML::Node& map, const char* key) {
  if (!map[key]) tell(map, "expected a key `" + std::string(key) + "`, found none");
  return optional_text(map, key);
}

std::string YamlFile::optional_text(const YAML::Node& map, const char* key) {
  const YAML::Node node = map[key];
  if (!node) return {};
  if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
  tell(node, "expected a text for `" + std::string(key) + "`");
  return {};
}

std::vector<std::string> YamlFile::texts(const YAML::Node& map, const char* key) {
  std::vector<std::string> all;
  const YAML::Node node = map[key];
  if (!node) return all;
  if (!node.IsSequence()) {
    tell(node, "expected a list for `" + std::string(key) + "`");
    return all;
  }
  for (const YAML::Node& element : node) {
    if (element.IsScalar())
      all.push_back(element.Scalar());
    else
      tell(element, "expected a text in the list `" + std::string(key) + "`");
  }
  return all;
}

bool YamlFile::flag(const YAML::Node& map, const char* key) {
  const std::string value = optional_text(map, key);
  if (!value.empty() && value != "true" && value != "false")
    tell(map[key], "expected true or false, found `" + value + "`");
  return value == "true";
}

void YamlFile::tell(const YAML::Node& at, const std::string& message) {
  errors_.push_back(place(name_, at.Mark()) + message);
}

}  // namespace drydock
