// The house's own text, read as text.
#pragma once
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace drydock::house {

struct Source {
  std::string path;  ///< from the root: "sim/world.hpp"
  std::vector<std::string> lines;
};

/// Files below the given folders with one of these endings, sorted by path.
inline std::vector<Source> sources(const std::vector<std::string>& folders, const std::vector<std::string>& endings) {
  namespace fs = std::filesystem;
  const fs::path root = DRYDOCK_SOURCE_DIR;
  std::vector<Source> out;
  for (const auto& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string ending = entry.path().extension().string();
      if (!entry.is_regular_file() || std::find(endings.begin(), endings.end(), ending) == endings.end()) continue;
      Source source{fs::relative(entry.path(), root).generic_string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) source.lines.push_back(line);
      out.push_back(std::move(source));
    }
  }
  std::sort(out.begin(), out.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return out;
}

inline const std::vector<std::string>& rooms() {
  static const std::vector<std::string> all{"contracts", "sim", "mocks", "reports", "harness"};
  return all;
}
inline std::vector<Source> cpp_sources() { return sources(rooms(), {".hpp", ".cpp"}); }

/// "path:line", counted from 1.
inline std::string place(const Source& source, std::size_t index) {
  return source.path + ":" + std::to_string(index + 1);
}

/// The lines with comments, and the insides of string literals where `keep_strings` is not set, blanked out.
inline std::vector<std::string> code_only(const Source& source, bool keep_strings = false) {
  std::vector<std::string> out;
  bool comment = false;
  bool raw = false;
  for (const auto& line : source.lines) {
    std::string code;
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string_view rest = std::string_view(line).substr(i);
      if (raw) {
        const auto end = rest.find(")");
        const auto close = rest.find('"');
        if (end == std::string_view::npos || close == std::string_view::npos || close < end) break;
        raw = false;
        i += close;
      } else if (comment) {
        if (rest.starts_with("*/")) comment = false, ++i;
      } else if (quote != 0) {
        if (keep_strings) code += line[i];
        if (line[i] == '\\') {
          ++i;
        } else if (line[i] == quote) {
          quote = 0;
          if (!keep_strings) code += line[i];
        }
      } else if (rest.starts_with("//")) {
        break;
      } else if (rest.starts_with("/*")) {
        comment = true;
      } else if (rest.starts_with("R\"")) {
        raw = true;
        ++i;
      } else {
        const bool separator = line[i] == '\'' && i > 0 && std::isxdigit(static_cast<unsigned char>(line[i - 1])) != 0;
        if ((line[i] == '"' || line[i] == '\'') && !separator) quote = line[i];
        code += line[i];
      }
    }
    out.push_back(code);
  }
  return out;
}

/// Whether `word` stands in `text` with no letter, digit or underscore on either side.
inline bool has_word(std::string_view text, std::string_view word) {
  const auto part_of_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool before = at > 0 && part_of_name(text[at - 1]) && part_of_name(word.front());
    const std::size_t end = at + word.size();
    const bool after = end < text.size() && part_of_name(text[end]) && part_of_name(word.back());
    if (!before && !after) return true;
  }
  return false;
}

}  // namespace drydock::house
