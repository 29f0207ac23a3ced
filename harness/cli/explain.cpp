#include <fmt/format.h>

#include <algorithm>

#include "harness/cli/exit.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/nearest.hpp"
#include "reports/escape.hpp"
#include "reports/table.hpp"

namespace drydock::cli {
namespace {

/// Lines of one paragraph belong together, however the table breaks them.
std::string paragraphs(std::string_view text, std::size_t width) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    std::string paragraph(text.substr(0, end));
    std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
    out += "\n  " + wrapped(paragraph, width, 2) + "\n";
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

std::string heading(const Explanation& what) {
  std::string out = what.names.back();
  for (std::size_t i = 0; i + 1 < what.names.size(); ++i) out += (i == 0 ? " (" : ", ") + what.names[i];
  if (what.names.size() > 1) out += ")";
  return fmt::format("{}, {} {}", out, what.kind.find_first_of("aeiou") == 0 ? "an" : "a", what.kind);
}

}  // namespace

int perform(const ExplainRequest& request, const Services& services, Console& console) {
  const auto all = services.explanations();
  std::vector<std::string> names;
  bool found = false;
  for (const auto& what : all) {
    for (const auto& name : what.names) names.push_back(name);
    if (std::find(what.names.begin(), what.names.end(), request.name) == what.names.end()) continue;
    if (found) console.out << '\n';
    console.out << heading(what) << '\n' << paragraphs(what.text, console.width);
    found = true;
  }
  if (found) return exit_pass;
  const auto near = nearest_name(request.name, names);
  return usage_mistake(
      console,
      fmt::format("explain: nothing is called `{}`{}; names are in `drydock list {}`", for_terminal(request.name),
                  near.empty() ? "" : "; did you mean `" + near + "`?", fmt::join(list_names(), "`, `list ")));
}

}  // namespace drydock::cli
