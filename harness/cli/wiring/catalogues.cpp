// `list`: the tables of the house as rows.
#include <fmt/format.h>

#include "contracts/book.hpp"
#include "contracts/embedded.hpp"
#include "contracts/workflows/workflows.hpp"
#include "harness/cli/wiring/in_words.hpp"
#include "harness/cli/wiring/wiring.hpp"
#include "harness/invariant.hpp"
#include "harness/invariant_sets.hpp"
#include "harness/measures.hpp"
#include "harness/reached.hpp"
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
  return leg == LegKind::request ? "request"
         : leg == LegKind::reply ? "reply"
         : leg == LegKind::event ? "event"
                                 : "feed";
}
std::vector<ListRow> faults() {
  std::vector<ListRow> out;
  for (const auto& row : fault_rows()) {
    Words legs;
    for (const auto leg : row.legs) legs.emplace_back(to_string(leg));
    Words parameters;
    for (const auto& each : row.parameters) parameters.push_back(parameter_in_words(each));
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
                    {"flows", words(row.flows)},
                    {"clauses", words(row.clauses)}}});
  return out;
}

std::vector<ListRow> sets() {
  std::vector<ListRow> out;
  for (const auto& row : invariant_sets())
    out.push_back({{{"name", text(row.name)}, {"summary", text(row.summary)}, {"invariants", words(row.ids)}}});
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

std::vector<ListRow> scenarios() {
  std::vector<ListRow> out;
  for (const auto& file : embedded_scenarios()) {
    if (!file.path.ends_with(".yaml")) continue;
    out.push_back({{{"name", "scenarios/" + text(file.path)}, {"summary", first_sentence(story_of(file.text))}}});
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

std::vector<ListRow> states() {
  std::vector<ListRow> out;
  for (const auto& row : reached_rows()) out.push_back({{{"name", text(row.name)}, {"summary", text(row.summary)}}});
  return out;
}

std::vector<ListRow> measures() {
  std::vector<ListRow> out;
  for (const auto& row : measure_rows())
    out.push_back({{{"name", text(row.name)}, {"summary", text(row.summary)}, {"unit", text(row.unit)}}});
  return out;
}

std::vector<ListRow> messages() {
  std::vector<ListRow> out;
  for (const auto& row : message_types())
    out.push_back({{{"name", text(row.name)},
                    {"summary", title_of(row)},
                    {"kind", row.kind == MessageKind::operation ? "operation" : "event"},
                    {"role", text(row.role)},
                    {"flow", text(row.flow)}}});
  return out;
}

}  // namespace

std::vector<ListRow> catalogue(std::string_view what) {
  if (what == "defects") return defects();
  if (what == "faults") return faults();
  if (what == "flows") return all_flows();
  if (what == "formats") return formats();
  if (what == "invariants") return invariants();
  if (what == "measures") return measures();
  if (what == "messages") return messages();
  if (what == "roles") return roles();
  if (what == "scenarios") return scenarios();
  if (what == "sets") return sets();
  if (what == "states") return states();
  return {};
}

}  // namespace drydock::cli
