// How verbs speak: mistakes, one-line verdicts, progress.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "harness/cli/console.hpp"
#include "harness/cli/services.hpp"
#include "reports/verdict.hpp"

namespace drydock::cli {

/// "drydock: <what>" on stderr; returns exit_usage.
int usage_mistake(Console&, std::string_view what);
/// The lines as they are, on stderr; returns exit_usage.
int file_mistakes(Console&, const std::vector<std::string>& lines);
/// "pass     peak-season  seed 20261127  hash 0123456789abcdef".
std::string one_line(const Verdict&);
/// In the format, or as text with the console's colours and width.
std::string told(const Verdict&, std::string_view format, const Console&);
/// A line of stderr that is written over, on a terminal only.
class Progress {
 public:
  Progress(Console& console, std::string label) : console_(console), label_(std::move(label)) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(double fraction);
  void clear();

 private:
  Console& console_;
  std::string label_;
  int shown_ = -1;
};
/// Whether every name is a defect there is; else says which is not, and the nearest.
bool known_defects(const std::vector<std::string>& names, const Services&, Console&);

}  // namespace drydock::cli
