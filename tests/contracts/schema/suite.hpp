// The JSON-Schema-Test-Suite as Debian packages it (json-schema-test-suite), for the tests that run it.
#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contracts/schema/schema.hpp"

namespace drydock::suite {

inline const std::filesystem::path root = "/usr/share/json-schema-test-suite";

inline bool is_installed() { return std::filesystem::exists(root / "tests/draft7"); }

inline nlohmann::json read(const std::filesystem::path& path) { return nlohmann::json::parse(std::ifstream(path)); }

/// The *.json files of a folder, by name.
inline std::vector<std::filesystem::path> files(const std::string& folder) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(root / "tests/draft7" / folder))
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

/// The documents the suite expects at http://localhost:1234/.
inline const nlohmann::json* remote(const std::string& uri) {
  static std::map<std::string, nlohmann::json> cache;
  const std::string prefix = "http://localhost:1234/";
  if (!uri.starts_with(prefix)) return nullptr;
  const auto path = root / "remotes" / uri.substr(prefix.size());
  if (!std::filesystem::is_regular_file(path)) return nullptr;
  return &cache.try_emplace(uri, read(path)).first->second;
}

/// Calls f(file, group, test) for each case of a folder.
template <class F>
void each_case(const std::string& folder, const F& f) {
  for (const auto& path : files(folder))
    for (const auto& group : read(path))
      for (const auto& test : group["tests"]) f(path.stem().string(), group, test);
}

inline std::string title(const std::string& file, const nlohmann::json& group, const nlohmann::json& test) {
  return file + ": " + group["description"].get<std::string>() + ": " + test["description"].get<std::string>();
}

}  // namespace drydock::suite
