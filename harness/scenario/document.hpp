// The document a scenario is read from: the file, on what it extends, under a profile and what the command line sets.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/node.hpp"

namespace drydock {

/// A file that another one extends.
struct FoundScenario {
  std::string file;  ///< its name in messages; the same file always has the same
  std::string text;
};
/// Finds what `name` names in the file `from`: a path relative to it, or a scenario of the catalogue. Nothing, and in
/// `why` the reason, if there is none.
using FindScenario =
    std::function<std::optional<FoundScenario>(const std::string& name, const std::string& from, std::string& why)>;

/// What is done to a scenario's document before it is read.
struct DocumentChoices {
  FindScenario find;                   ///< empty: no other file can be read
  std::optional<std::string> profile;  ///< --profile
  std::vector<std::string> sets;       ///< --set and --sweep as written, flag included: "--set clock.run=8m"
  FindScenario data = {};              ///< CSV files; empty: none can be read
};

/// The merged document. A Mark's `source` is an index of `sources`.
struct Document {
  Node root;                          ///< without `extends` and `profiles`
  std::vector<std::string> sources;   ///< what is named in messages: the file first, files it extends, flags
  std::vector<std::string> profiles;  ///< names, in the order of the file
  std::vector<Mistake> mistakes;      ///< with one, `root` is not to be read
};

/// In this order: what the file extends, the file, the profile, what is set; then the warehouses that a file lists.
Document read_document(std::string_view text, const std::string& file, const DocumentChoices&);

}  // namespace drydock
