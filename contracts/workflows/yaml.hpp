// Reading the YAML files of this folder: every mistake is told with its place, and reading goes on.
#pragma once
#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// A file being read, and what was wrong with it so far.
class YamlFile {
 public:
  YamlFile(std::string name, std::string_view text);
  /// The list under `key` of a file that says `format: 1`; empty if there is none (which is told).
  std::vector<YAML::Node> list(const std::string& key);

  /// Tells keys of a map that are not in `allowed`, and says whether it is a map at all.
  bool check_keys(const YAML::Node& map, std::initializer_list<std::string_view> allowed);
  /// The text under a key; tells if it is missing or no text. `optional` gives "" for a missing one.
  std::string text(const YAML::Node& map, const char* key);
  std::string optional_text(const YAML::Node& map, const char* key);
  std::vector<std::string> texts(const YAML::Node& map, const char* key);
  bool flag(const YAML::Node& map, const char* key);
  /// A mistake at a node.
  void tell(const YAML::Node& at, const std::string& message);

  std::vector<std::string> errors() && { return std::move(errors_); }

 private:
  std::string name_;
  YAML::Node root_;
  std::vector<std::string> errors_;
};

}  // namespace drydock
