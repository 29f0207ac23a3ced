// `list` and `explain`: the tables of the house as rows and as words.
#include <fmt/format.h>

#include "contracts/book.hpp"
#include "contracts/embedded.hpp"
#include "contracts/workflows/workflows.hpp"
#include "harness/cli/wiring/wiring.hpp"
#include "harness/invariant.hpp"
#include "mocks/pipeline/defects.hpp"
#include "mocks/roles.hpp"
#include "reports/formats.hpp"
#include "sim/fault.hpp"

namespace drydock::cli {
namespace {

using Words = std::vector<std::string>;

Words words(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }
std::string text(std::string_view view) { return std::string(view); }

std::string_view to_string(LegKind leg) {
  return leg == LegKind::request ? "request" : leg == LegKind::reply ? "reply" : "event";
}
std::string_view to_string(FaultParameterRow::Shape shape) {
  static constexpr std::string_view names[] = {"a whole number", "a duration", "a share", "one of"};
  return names[static_cast<std::size_t>(shape)];
}
std::string parameter(const FaultParameterRow& row) {
  std::string out = fmt::format("{}: {}", row.name, to_string(row.shape));
  if (!row.words.empty()) out += fmt::format(" {}", fmt::join(row.words, ", "));
  return out + (row.required ? " (required)" : "");
}

std::vector<ListRow> faults() {
  std::vector<ListRow> out;
  for (const auto& row : fault_rows()) {
    Words legs;
    for (const auto leg : row.legs) legs.emplace_back(to_string(leg));
    Words parameters;
    for (const auto& each : row.parameters) parameters.push_back(parameter(each));
    Words on;
    if (!row.legs.empty()) on.emplace_back("link");
    if (row.on_seats) on.emplace_back("seat");
    out.push_back({{{"name", text(row.name)},
                    {"summary", text(row.summary)},
                    {"on", on},
                    {"legs", legs},
                    {"roles", words(row.roles)},
                    {"worlds", row.live ? Words{"virtual", "live"} : Words{"virtual"}},
                    {"parameters", parameters}}});
  }
  return out;
}

std::vector<ListRow> invariants() {
  std::vector<ListRow> out;
  for (const auto& row : invariant_rows())
    out.push_back({{{"id", text(row.id)},
                    {"name", text(row.name)},
                    {"summary", text(row.summary)},
                    {"grade", text(row.grade)},
                    {"needs", words(row.needs)},
                    {"flows", words(row.flows)}}});
  return out;
}

std::vector<ListRow> roles() {
  std::vector<ListRow> out;
  for (const auto& row : role_rows())
    out.push_back({{{"name", text(row.name)},
                    {"summary", text(row.summary)},
                    {"serves", words(row.serves)},
                    {"publishes", words(row.publishes)},
                    {"conditions", words(row.conditions)}}});
  return out;
}

std::vector<ListRow> defects() {
  std::vector<ListRow> out;
  for (const auto& row : pipeline_defects())
    out.push_back({{{"name", text(row.name)},
                    {"summary", text(row.summary)},
                    {"role", text(row.role)},
                    {"scenario", text(row.scenario)},
                    {"primary", text(row.primary)},
                    {"also", words(row.also)}}});
  return out;
}

std::vector<ListRow> formats() {
  std::vector<ListRow> out;
  for (const auto& row : report_formats())
    if (row.render != nullptr)
      out.push_back({{{"name", text(row.name)}, {"summary", text(row.summary)}, {"file", text(row.file_name)}}});
  return out;
}

/// The first sentence of the story, without reading YAML: the block of lines indented below `story:`.
std::string story_of(std::string_view yaml) {
  const auto at = yaml.find("\nstory:");
  if (at == std::string_view::npos) return {};
  std::string out;
  bool first = true;
  for (std::size_t line = at + 1; line < yaml.size();) {
    const auto end = std::min(yaml.find('\n', line), yaml.size());
    std::string_view part = yaml.substr(line, end - line);
    line = end + 1;
    if (first)
      part.remove_prefix(std::string_view("story:").size());
    else if (!part.starts_with(' '))
      break;
    first = false;
    const auto begin = part.find_first_not_of(" >|-\"");
    if (begin == std::string_view::npos) continue;
    out += (out.empty() ? "" : " ") + std::string(part.substr(begin));
  }
  return out.substr(0, std::min(out.find(". "), out.size()));
}

std::vector<ListRow> scenarios() {
  std::vector<ListRow> out;
  for (const auto& file : embedded_scenarios()) {
    if (!file.path.ends_with(".yaml")) continue;
    out.push_back({{{"name", "scenarios/" + text(file.path)}, {"summary", story_of(file.text)}}});
  }
  return out;
}

std::vector<ListRow> all_flows() {
  std::vector<ListRow> out;
  for (const auto flow : flows()) {
    Words messages;
    for (const auto& row : message_types())
      if (row.flow == flow) messages.push_back(text(row.name));
    out.push_back(
        {{{"name", text(flow)}, {"summary", fmt::format("{}", fmt::join(messages, ", "))}, {"messages", messages}}});
  }
  return out;
}

void add_invariants(std::vector<Explanation>& out) {
  for (const auto& row : invariant_rows()) {
    std::string body = fmt::format("{}\n\n{}", row.summary, row.explanation);
    body += fmt::format("\n\nFlows: {}. Needs: {}.", fmt::join(row.flows, ", "),
                        row.needs.empty() ? "nothing but the messages" : fmt::format("{}", fmt::join(row.needs, ", ")));
    for (const auto& defect : pipeline_defects())
      if (defect.primary == row.id)
        body += fmt::format("\n\nTo see it fire: ./drydock run {} --defect {}", defect.scenario, defect.name);
    out.push_back({{text(row.id), text(row.name)}, "invariant", body});
  }
}

void add_faults(std::vector<Explanation>& out) {
  for (const auto& row : fault_rows()) {
    std::string body = text(row.summary);
    for (const auto& each : row.parameters) body += fmt::format("\n\n{}. {}", parameter(each), each.summary);
    body += row.live ? "\n\nIn both worlds." : "\n\nIn the virtual world only.";
    out.push_back({{text(row.name)}, "fault", body});
  }
}

void add_clauses(std::vector<Explanation>& out) {
  for (const auto& clause : workflows().clauses()) {
    std::string body = fmt::format("{} owes: {}", clause.party, clause.owes);
    if (!clause.idempotency_key.empty()) body += fmt::format("\n\nThe write is named by: {}", clause.idempotency_key);
    if (clause.durable_first) body += "\n\nA 2xx may be given only when the fact would survive a crash.";
    body += fmt::format("\n\nFlow: {}. Source: {}", clause.flow, clause.source);
    out.push_back({{clause.id}, "clause", body});
  }
}

void add_defects(std::vector<Explanation>& out) {
  for (const auto& row : pipeline_defects())
    out.push_back({{text(row.name)},
                   "defect",
                   fmt::format("{}\n\nCaught by {}. To see it: ./drydock run {} --defect {}", row.summary, row.primary,
                               row.scenario, row.name)});
}

}  // namespace

std::vector<ListRow> catalogue(std::string_view what) {
  if (what == "defects") return defects();
  if (what == "faults") return faults();
  if (what == "flows") return all_flows();
  if (what == "formats") return formats();
  if (what == "invariants") return invariants();
  if (what == "roles") return roles();
  if (what == "scenarios") return scenarios();
  return {};
}

std::vector<Explanation> all_explanations() {
  std::vector<Explanation> out;
  add_invariants(out);
  add_faults(out);
  add_clauses(out);
  add_defects(out);
  return out;
}

}  // namespace drydock::cli
