#include "harness/cli/telling.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/cli/exit.hpp"
#include "harness/nearest.hpp"
#include "reports/escape.hpp"
#include "reports/formats.hpp"

namespace drydock::cli {

int usage_mistake(Console& console, std::string_view what) {
  console.err << "drydock: " << what << '\n';
  return exit_usage;
}

int file_mistakes(Console& console, const std::vector<std::string>& lines) {
  for (const auto& line : lines) console.err << for_terminal(line) << '\n';
  return exit_usage;
}

std::string one_line(const Verdict& verdict) {
  std::string out =
      fmt::format("{:<8} {}  seed {}", to_string(verdict.outcome), for_terminal(verdict.scenario), verdict.seed);
  if (!verdict.history_hash.empty()) out += "  hash " + for_terminal(verdict.history_hash);
  if (!verdict.findings.empty()) out += "  " + for_terminal(verdict.findings.front().name);
  if (!verdict.cut_short.empty()) out += "  ended early by " + for_terminal(verdict.cut_short);
  return out;
}

std::string told(const Verdict& verdict, std::string_view format, const Console& console) {
  const RenderOptions options{.colour = format == "text" && console.out_colour, .width = console.width};
  return find_format(format)->render(verdict, options);
}

void Progress::at(double fraction) {
  if (!console_.progress) return;
  const int percent = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100);
  if (percent == shown_) return;
  shown_ = percent;
  console_.err << '\r' << label_ << ' ' << percent << " %\x1b[K" << std::flush;
}

void Progress::clear() {
  if (shown_ >= 0) console_.err << "\r\x1b[K" << std::flush;
  shown_ = -1;
}

bool known_defects(const std::vector<std::string>& names, const Services& services, Console& console) {
  if (names.empty()) return true;
  std::vector<std::string> known;
  for (const auto& row : services.list("defects"))
    if (!row.fields.empty()) known.push_back(std::get<std::string>(row.fields.front().second));
  for (const auto& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto near = nearest_name(name, known);
    usage_mistake(console, fmt::format("--defect: there is no defect `{}`{}; `drydock list defects` shows them",
                                       for_terminal(name), near.empty() ? "" : "; did you mean `" + near + "`?"));
    return false;
  }
  return true;
}

}  // namespace drydock::cli
