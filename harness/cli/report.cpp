#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "harness/cli/exit.hpp"
#include "harness/cli/files.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"
#include "reports/formats.hpp"
#include "reports/verdict_reader.hpp"

namespace drydock::cli {
namespace {

namespace fs = std::filesystem;

/// The verdicts below a folder that is not itself a run's: for the message.
std::string runs_below(const fs::path& folder) {
  std::string out;
  std::error_code ignored;
  int shown = 0;
  for (fs::recursive_directory_iterator it(folder, ignored), end; !ignored && it != end && shown < 3;
       it.increment(ignored)) {
    if (it->path().filename() != "verdict.json") continue;
    out += (out.empty() ? "; there are " : ", ") + it->path().parent_path().string();
    ++shown;
  }
  return out;
}

/// Written beside and moved over: a reader sees the old report or the new one.
bool replace_file(const fs::path& path, const std::string& text) {
  fs::path beside = path;
  beside += ".partial";
  std::ofstream file(beside, std::ios::binary);
  file << text;
  file.close();
  std::error_code error;
  if (!file.fail()) fs::rename(beside, path, error);
  if (!file.fail() && !error) return true;
  fs::remove(beside, error);
  return false;
}

}  // namespace

int perform(const ReportRequest& request, const Services&, Console& console) {
  std::error_code ignored;
  fs::path file = request.folder;
  if (fs::is_directory(file, ignored)) file /= "verdict.json";
  std::string why;
  const auto text = read_file(file.string(), why);
  if (!text) return file_mistakes(console, {file.string() + ": " + why + runs_below(request.folder)});
  std::string mistake;
  const auto verdict = read_verdict(*text, mistake);
  if (!verdict) return file_mistakes(console, {file.string() + ": not a verdict: " + mistake});

  if (request.formats.size() <= 1) {
    console.out << told(*verdict, request.formats.empty() ? "text" : request.formats.front(), console);
    return exit_pass;
  }
  int code = exit_pass;
  for (const auto& name : request.formats) {
    const fs::path target = file.parent_path() / find_format(name)->file_name;
    if (name == "json") continue;  // it is what was read
    if (replace_file(target, find_format(name)->render(*verdict, {}))) {
      console.out << target.string() << '\n';
    } else {
      console.err << "drydock: cannot write " << target.string() << '\n';
      code = exit_harness;
    }
  }
  return code;
}

}  // namespace drydock::cli
