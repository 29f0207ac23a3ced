// How files look and where they lie.
#include <gtest/gtest.h>

#include <set>

#include "tests/house/sources.hpp"

namespace drydock::house {
namespace {

// What clang-format keeps to (.clang-format).
constexpr std::size_t longest_line = 120;
constexpr std::size_t longest_file = 600;

std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::vector<Source> everything() {
  std::vector<std::string> folders = rooms();
  folders.emplace_back("tests");
  return sources(folders, {".hpp", ".cpp"});
}

TEST(Style, LinesAreShort) {
  for (const auto& file : everything())
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      EXPECT_LE(columns(file.lines[i]), longest_line)
          << place(file, i) << ": longer than " << longest_line << " columns";
}

TEST(Style, FilesAreOneIdea) {
  for (const auto& file : sources(rooms(), {".hpp", ".cpp"}))
    EXPECT_LE(file.lines.size(), longest_file)
        << file.path << ": longer than " << longest_file << " lines: more than one idea";
}

TEST(Style, NoTabsAndNoSpacesAtTheEnd) {
  for (const auto& file : everything())
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const auto& line = file.lines[i];
      if (line.empty()) continue;
      EXPECT_EQ(line.find('\t'), std::string::npos) << place(file, i) << ": a tab";
      EXPECT_TRUE(line.back() != ' ' && line.back() != '\r') << place(file, i) << ": blank at the end";
    }
}

TEST(Style, HeadersBeginWithWhatTheyAreFor) {
  for (const auto& file : everything()) {
    if (!file.path.ends_with(".hpp") || file.lines.empty()) continue;
    EXPECT_TRUE(file.lines.front().starts_with("//")) << file.path << ":1: say first what the file is for";
    EXPECT_NE(std::find(file.lines.begin(), file.lines.end(), "#pragma once"), file.lines.end())
        << file.path << ": #pragma once";
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      for (const auto* heavy : {"#include <iostream>", "#include <regex>"})
        EXPECT_FALSE(file.lines[i].starts_with(heavy)) << place(file, i) << ": too heavy for a header";
  }
}

TEST(Style, NothingIsLeftForLater) {
  // Put together here, so that this file does not find itself.
  const std::vector<std::string> words{std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X",
                                       std::string("HA") + "CK"};
  std::vector<Source> files = everything();
  for (auto& file : sources({"contracts", "scenarios", "reports"}, {".json", ".yaml", ".md"}))
    files.push_back(std::move(file));
  for (const auto& file : files)
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      for (const auto& word : words) EXPECT_FALSE(has_word(file.lines[i], word)) << place(file, i) << ": " << word;
}

TEST(Style, TestsMirrorTheSource) {
  const std::set<std::string> free_rooms{"house", "properties", "golden", "conformance", "support", "bench"};
  for (const auto& file : sources({"tests"}, {".cpp"})) {
    const std::string below = file.path.substr(6);
    if (free_rooms.contains(below.substr(0, below.find('/')))) continue;
    ASSERT_TRUE(below.ends_with("_test.cpp")) << file.path << ": tests are called x_test.cpp";
    const std::string stem = below.substr(0, below.size() - std::string_view("_test.cpp").size());
    const auto there = [&stem](const char* ending) {
      return std::filesystem::exists(std::filesystem::path(DRYDOCK_SOURCE_DIR) / (stem + ending));
    };
    const bool says_what = file.lines.front().starts_with("// ");  // a test of more than one source
    EXPECT_TRUE(says_what || there(".cpp") || there(".hpp"))
        << file.path << ":1: there is no " << stem
        << "; a test of several sources says in its first line what it is about";
  }
}

TEST(Style, EveryRoomHasAReadme) {
  for (const char* room : {".", "contracts", "sim", "mocks", "scenarios", "harness", "reports", "tests"})
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(DRYDOCK_SOURCE_DIR) / room / "README.md")) << room;
}

/// Links of the documents lead to files: [text](path) and `path/` or `path.ext` below a room.
TEST(Style, DocumentsPointAtWhatIsThere) {
  std::vector<Source> documents = sources(rooms(), {".md"});
  for (auto& each : sources({"scenarios", "tests"}, {".md"})) documents.push_back(std::move(each));
  for (const char* name : {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"}) {
    Source source{name, {}};
    std::ifstream in(std::filesystem::path(DRYDOCK_SOURCE_DIR) / name);
    ASSERT_TRUE(in.is_open()) << name << " is missing";
    for (std::string line; std::getline(in, line);) source.lines.push_back(line);
    documents.push_back(std::move(source));
  }
  for (const auto& document : documents) {
    const auto folder = std::filesystem::path(DRYDOCK_SOURCE_DIR) / std::filesystem::path(document.path).parent_path();
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      const std::string& line = document.lines[i];
      for (auto at = line.find("]("); at != std::string::npos; at = line.find("](", at + 1)) {
        const auto end = line.find(')', at);
        std::string link = line.substr(at + 2, end == std::string::npos ? end : end - at - 2);
        link = link.substr(0, link.find('#'));
        if (link.empty() || link.find("://") != std::string::npos) continue;
        EXPECT_TRUE(std::filesystem::exists(folder / link)) << place(document, i) << ": " << link << " is not there";
      }
    }
  }
}

}  // namespace
}  // namespace drydock::house
