// `drydock bench`: what this build takes on this machine.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "harness/cli/bench/measurement.hpp"
#include "harness/cli/bench/plans.hpp"
#include "harness/cli/exit.hpp"
#include "harness/cli/verbs.hpp"
#include "reports/escape.hpp"
#include "reports/table.hpp"
#include "reports/when.hpp"

namespace drydock::cli {
namespace {

std::string number(double value) {
  if (value >= 1000) return grouped(static_cast<std::uint64_t>(value + 0.5));
  return fmt::format("{:.{}f}", value, value >= 100 ? 0 : value >= 1 ? 1 : 3);
}

std::string target_of(const Measurement& one) {
  return one.target ? fmt::format("{} {}", one.at_least ? ">=" : "<=", number(*one.target)) : std::string();
}

std::string_view met_of(const Measurement& one) {
  const auto met = one.met();
  return !met ? "" : *met ? "met" : "missed";
}

std::string as_text(const std::vector<Measurement>& all) {
  using enum Table::Align;
  Table table({left, right, left, left, left, left});
  for (const auto& one : all)
    table.row({one.name, one.value ? number(*one.value) : "-", one.unit, target_of(one), std::string(met_of(one)),
               for_terminal(one.note)});
  return table.str(static_cast<std::size_t>(-1), 0);
}

std::string as_json(const std::vector<Measurement>& all) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const auto& one : all) {
    const auto met = one.met();
    list.push_back({{"name", one.name},
                    {"value", one.value ? Json(*one.value) : Json()},
                    {"unit", one.unit},
                    {"target", one.target ? Json(*one.target) : Json()},
                    {"met", met ? Json(*met) : Json()},
                    {"note", one.note}});
  }
  return list.dump(2) + "\n";
}

/// Says that the first record has come, and ends the program: nobody waits for the rest.
struct FirstRecord : Tap {
  explicit FirstRecord(std::ostream& to) : out(to) {}
  void see(const Record&) override {
    out << '!' << std::flush;
    std::_Exit(exit_pass);
  }
  std::ostream& out;
};

bool is_asked(const BenchRequest& request, std::string_view name) {
  const auto& names = request.names;
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

int perform(const BenchRequest& request, const Services& services, Console& console) {
  if (request.first_record) {
    FirstRecord first(console.out);
    services.play(plan_of(services, "smoke"), first);
    return exit_harness;
  }
  BenchTools tools;
  tools.services = &services;
  tools.ajv = request.ajv;
  tools.quick = request.quick;
  tools.telling = [&](std::string_view what) { console.err << "measuring " << what << '\n' << std::flush; };
  std::vector<Measurement> all;
  for (const auto& row : bench_rows()) {
    if (!is_asked(request, row.name)) continue;
    auto some = row.measure(tools);
    std::move(some.begin(), some.end(), std::back_inserter(all));
    if (services.interrupted()) return exit_harness;
  }
  console.out << (request.json ? as_json(all) : as_text(all));
  return exit_pass;
}

}  // namespace drydock::cli
