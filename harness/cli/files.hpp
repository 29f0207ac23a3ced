// Files as a command line names them.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/document.hpp"

namespace drydock::cli {

/// The whole file, or nothing and in `why` the reason ("no such file", "is a folder").
std::optional<std::string> read_file(const std::string& path, std::string& why);

/// A scenario file. A path below scenarios/ that is not there is taken from the copy inside the program, so that the
/// scenarios that come with it can be run from anywhere; a bare name ("dup-storm") is one of those too. Otherwise
/// nothing, and `why` says so with the nearest name.
std::optional<std::string> read_scenario(const std::string& path, std::string& why);

/// The scenario that `extends: name` in the file `from` names: a path relative to that file, or a name of the
/// catalogue. The same file has the same name however it is written. Otherwise nothing, and `why` says so.
std::optional<FoundScenario> find_base(const std::string& name, const std::string& from, std::string& why);

/// The CSV file that a scenario names in the file `from`: a path relative to that, or one that comes with a scenario of
/// the catalogue. Otherwise nothing, and `why` says so.
std::optional<FoundScenario> find_data(const std::string& name, const std::string& from, std::string& why);

/// A target file: a path; or the name of one that comes with the program ("reference"), which is also taken from there
/// where its path below scenarios/targets/ is not on disk. Otherwise nothing, and `why` says so with what there is.
std::optional<std::string> read_target_file(const std::string& path, std::string& why);

/// For a shell: as it is where that is safe, else in single quotes.
std::string shell_word(std::string_view);

}  // namespace drydock::cli
