#include "harness/cli/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "contracts/embedded.hpp"
#include "harness/nearest.hpp"
#include "harness/scenario/data_files.hpp"
#include "harness/scenario/templates.hpp"

namespace drydock::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view shipped = "scenarios/";

/// Below scenarios/, if the path goes there: "peak/peak-season.yaml".
std::string_view below_scenarios(std::string_view path) {
  if (path.starts_with("./")) path.remove_prefix(2);
  return path.starts_with(shipped) ? path.substr(shipped.size()) : std::string_view{};
}

bool is_bare(const std::string& path) { return path.find('/') == std::string::npos && !path.ends_with(".yaml"); }

/// "scenarios/packs/dup-storm.yaml" for "dup-storm", which must be there.
fs::path path_in_catalogue(const std::string& name) {
  for (const auto& file : embedded_scenarios())
    if (file.path.ends_with(".yaml") && fs::path(file.path).stem() == name) return fs::path(shipped) / file.path;
  return name;
}

std::vector<std::string> names_near(const fs::path& path, bool bare) {
  std::vector<std::string> names;
  std::error_code ignored;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (fs::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored))
    names.push_back((path.has_parent_path() ? it->path() : it->path().filename()).string());
  std::sort(names.begin(), names.end());  // folders are read in any order
  for (const auto& file : embedded_scenarios())
    if (file.path.ends_with(".yaml"))
      names.push_back(bare ? fs::path(file.path).stem().string() : std::string(shipped) + std::string(file.path));
  return names;
}

/// The scenario that comes with the program under the same file name, in whatever folder.
std::string same_file_name(const fs::path& path) {
  for (const auto& file : embedded_scenarios())
    if (file.path.ends_with(".yaml") && fs::path(file.path).filename() == path.filename())
      return std::string(shipped) + std::string(file.path);
  return {};
}

}  // namespace

std::optional<std::string> read_file(const std::string& path, std::string& why) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status)) {
    why = "no such file";
    return std::nullopt;
  }
  if (fs::is_directory(status)) {
    why = "is a folder, not a file";
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  if (!in.is_open() || in.bad()) {
    why = "cannot be read";
    return std::nullopt;
  }
  return text.str();
}

std::optional<std::string> read_scenario(const std::string& path, std::string& why) {
  if (auto text = read_file(path, why)) return text;
  const bool bare = is_bare(path);
  std::error_code ignored;
  if (why != "no such file" && !(bare && fs::is_directory(path, ignored))) return std::nullopt;  // --out may be here
  if (const auto below = bare ? std::string_view(path) : below_scenarios(path); !below.empty())
    if (const auto text = embedded_scenario(below)) return std::string(*text);
  if (const auto same = same_file_name(path); !same.empty())
    why += fmt::format("; did you mean {}?", same);
  else if (const auto near = nearest_name(path, names_near(path, bare)); !near.empty())
    why += fmt::format("; did you mean {}?", near);
  else if (bare)
    why += ", and no scenario that comes with drydock is called so; `drydock list scenarios` shows them";
  return std::nullopt;
}

std::optional<FoundScenario> find_base(const std::string& name, const std::string& from, std::string& why) {
  const bool catalogued = is_bare(name) && embedded_scenario(name);
  fs::path path = catalogued ? path_in_catalogue(name) : fs::path(name);
  if (!catalogued && path.is_relative()) {
    const fs::path file = is_bare(from) && embedded_scenario(from) ? path_in_catalogue(from) : fs::path(from);
    path = file.parent_path() / path;
  }
  const std::string normal = path.lexically_normal().string();
  auto text = read_scenario(normal, why);
  if (!text) return std::nullopt;
  return FoundScenario{normal, std::move(*text)};
}

std::optional<FoundScenario> find_data(const std::string& name, const std::string& from, std::string& why) {
  const fs::path file = is_bare(from) && embedded_scenario(from) ? path_in_catalogue(from) : fs::path(from);
  if (auto found = find_data_file(name, file.string(), why)) return found;
  if (why != "no such file") return std::nullopt;
  const std::string normal = (file.parent_path() / name).lexically_normal().string();
  for (const auto& embedded : embedded_scenarios())
    if (embedded.path == below_scenarios(normal)) return FoundScenario{normal, std::string(embedded.text)};
  const std::string near = nearest_name(normal, names_near(normal, false));
  if (!near.empty()) why += "; did you mean " + near + "?";
  return std::nullopt;
}

std::optional<std::string> read_target_file(const std::string& path, std::string& why) {
  if (auto text = read_file(path, why)) return text;
  std::string names;
  for (const auto& file : embedded_targets()) {
    const std::string stem = fs::path(file.path).stem().string();
    names += (names.empty() ? "" : ", ") + stem;
    if (path == stem || fs::path(path).lexically_normal() == fs::path("scenarios/targets") / file.path)
      return std::string(file.text);
  }
  why += "; expected a target file, or one that comes with drydock: " + names;
  return std::nullopt;
}

std::string shell_word(std::string_view word) {
  static constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,@%+";
  if (!word.empty() && word.find_first_not_of(safe) == std::string_view::npos) return std::string(word);
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

}  // namespace drydock::cli
