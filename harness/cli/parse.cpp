#include "harness/cli/parse.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "harness/cli/bench/measurement.hpp"
#include "harness/cli/exit.hpp"
#include "harness/cli/later.hpp"
#include "harness/cli/services.hpp"
#include "harness/cli/values.hpp"
#include "harness/nearest.hpp"
#include "reports/escape.hpp"

namespace drydock::cli {
namespace {

constexpr const char* default_scenario = "scenarios/peak/peak-season.yaml";

/// Flags as written; they become settings once CLI11 has sorted them out.
struct Written {
  std::vector<std::string> names, defects, seats, formats, sets, sweeps, profiles;
  std::string seed, repeat, contracts, history, deadline, port_base, links, target, out, listen, journal, plan, name,
      ajv;
  bool twice = false, live = false, quiet = false, dry_run = false, json = false, unpaired = false, quick = false,
       first_record = false;
};

/// One flag that takes one value and may be given again.
void repeated(CLI::App& app, const char* flag, std::vector<std::string>& to, const char* what, const char* type) {
  app.add_option(flag, to, what)->type_name(type)->allow_extra_args(false)->expected(1)->take_all();
}
void valued(CLI::App& app, const char* flag, std::string& to, const char* what, const char* type) {
  app.add_option(flag, to, what)->type_name(type);
}

class Grammar {
 public:
  Grammar() : app_("drydock tests an order-and-inventory integration before the peak does.", "drydock") {
    app_.set_version_flag("--version", std::string("drydock ") + DRYDOCK_VERSION);
    app_.require_subcommand(1);
    app_.footer(
        "Exit codes: 0 pass, 1 something was broken, 2 usage or invalid input, 3 a seat was not reachable,\n"
        "4 the harness itself failed, 5 nothing relevant was exercised.");
    run();
    replay();
    check();
    list();
    explain();
    scenario();
    contracts();
    report();
    pipeline();
    bench();
    app_.add_subcommand("test", "build the tests and run them all (done by the launcher, ./drydock)")->allow_extras();
  }

  CLI::App& app() { return app_; }
  Request request();

 private:
  CLI::App* verb(const char* name, const char* what) { return app_.add_subcommand(name, what)->allow_extras(); }

  void told(CLI::App& v) {
    v.add_option("--format", w_.formats, "text, json, junit, markdown (comma between several)")
        ->type_name("NAMES")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->take_all();
    v.add_flag("--quiet", w_.quiet, "one line a run");
  }
  void performed(CLI::App& v) {
    valued(v, "--contracts", w_.contracts, "which messages are checked: every (default), 1/N or none", "SHARE");
    valued(v, "--history", w_.history, "what history.jsonl keeps: none, cone (default), keyed or full", "HOW");
    v.add_flag("--twice", w_.twice, "run it twice and compare the hashes");
    v.add_flag("--no-paired", w_.unpaired, "leave out the second run that I34 compares with");
    valued(v, "--deadline", w_.deadline, "end with a partial verdict after so much wall time", "DURATION");
    valued(v, "--out", w_.out, "write DIR/<scenario>/<seed>/", "DIR");
    v.add_flag("--dry-run", w_.dry_run, "say what would be run, and what lint remarks");
    told(v);
  }

  void run() {
    CLI::App& v = *verb("run", "run scenarios (default: the peak season) and judge them");
    v.add_option("SCENARIO", w_.names, "files, or names of `list scenarios`")->type_name("");
    valued(v, "--seed", w_.seed, "draw the plan from this seed, not from the scenario's own", "N");
    valued(v, "--repeat", w_.repeat, "run N seeds, counting up from the first", "N");
    repeated(v, "--profile", w_.profiles, "the scenario in this variation of its own", "NAME");
    repeated(v, "--set", w_.sets, "set one value of the scenario: clock.run=8m, faults.erp-down.for=40m", "PATH=VALUE");
    repeated(v, "--sweep", w_.sweeps, "run it under each of these values, and tell one table", "PATH=V1,V2,...");
    repeated(v, "--defect", w_.defects, "give the reference pipeline this bug (list defects)", "NAME");
    v.add_flag("--live", w_.live, "over real sockets, in real time");
    repeated(v, "--seat", w_.seats, "live, and this seat is taken by the real thing", "NAME=URL");
    valued(v, "--target", w_.target, "live, and a seat is taken by what this file starts or attaches to", "FILE");
    valued(v, "--links", w_.links, "live: write base URLs, credentials and secrets of the links there", "FILE");
    valued(v, "--port-base", w_.port_base, "live: ports count up from here", "N");
    performed(v);
  }
  void replay() {
    CLI::App& v = *verb("replay", "run a plan that was kept");
    v.add_option("PLAN", w_.name, "plan.yaml of a run")->required()->type_name("");
    performed(v);
  }
  void check() {
    CLI::App& v = *verb("check", "judge a history that was recorded elsewhere");
    v.add_option("HISTORY", w_.name, "history.jsonl")->required()->type_name("");
    valued(v, "--plan", w_.plan, "its plan (default: plan.yaml beside it)", "FILE");
    told(v);
  }
  void list() {
    CLI::App& v = *verb("list", fmt::format("what there is: {}", fmt::join(list_names(), ", ")).c_str());
    v.add_option("WHAT", w_.name, "one of these")->required()->type_name("");
    v.add_flag("--json", w_.json, "for programs");
  }
  void explain() {
    CLI::App& v = *verb("explain", "whatever has a name, in plain words");
    v.add_option("NAME", w_.name,
                 "an invariant (name or id), clause, fault, defect, state, measure, message, scenario, role or flow")
        ->required()
        ->type_name("");
  }
  void scenario() {
    CLI::App& v = *verb("scenario", "lint, begin or describe scenario files");
    v.require_subcommand(1);
    auto* lint = v.add_subcommand("lint", "every mistake, and what is legal but unlikely to be meant")->allow_extras();
    lint->add_option("FILE", w_.names, "files, or names of `list scenarios`")->required()->type_name("");
    auto* fresh = v.add_subcommand("new", "write a small scenario NAME.yaml to begin with")->allow_extras();
    fresh->add_option("NAME", w_.name, "its name")->required()->type_name("");
    v.add_subcommand("schema", "print the JSON Schema of scenario files")->allow_extras();
  }
  void contracts() {
    CLI::App& v = *verb("contracts", "list message types, or check documents against a schema");
    v.require_subcommand(1);
    v.add_subcommand("list", "every operation and event")->allow_extras();
    auto* one = v.add_subcommand("check", "judge documents")->allow_extras();
    one->add_option("SCHEMA", w_.name,
                    "a schema file; an event type (wms.shipped: a whole event with its envelope, or its data alone);\n"
                    "an operation (label.buy or label.buy/request, label.buy/reply); envelope; problem")
        ->required()
        ->type_name("");
    one->add_option("DOCUMENT", w_.names, "JSON files")->required()->type_name("");
    one->footer("`drydock contracts list` has the names of all message types.");
  }
  void report() {
    CLI::App& v = *verb("report", "tell a finished run again, in other formats");
    v.add_option("DIR", w_.name, "folder with a verdict.json")->required()->type_name("");
    told(v);
  }
  void pipeline() {
    CLI::App& v = *verb("pipeline", "the reference pipeline as a process of its own, for a live run");
    valued(v, "--listen", w_.listen, "address and port to serve at", "ADDR");
    valued(v, "--links", w_.links, "the file the live run wrote", "FILE");
    valued(v, "--journal", w_.journal, "SQLite file that survives a crash", "FILE");
    repeated(v, "--defect", w_.defects, "give it this bug", "NAME");
  }

  void bench() {
    CLI::App& v = *verb("bench", "measure this build on this machine; targets are told, and missing one is no failure");
    v.add_option("WHAT", w_.names, "season, scale, start, contracts (default: all)")->type_name("");
    v.add_flag("--json", w_.json, "a list of name, value, unit, target, met");
    v.add_flag("--quick", w_.quick, "leave out what takes minutes: a million orders");
    valued(v, "--ajv", w_.ajv, "a script that times ajv beside the contract checks (tests/peers/ajv/bench.mjs)",
           "FILE");
    v.add_flag("--first-record", w_.first_record)->group("");  // bench starts itself with it
  }

  RunSettings settings() const;
  void changes(RunRequest&) const;
  std::string required(std::string_view flag, const std::string& value) const {
    if (value.empty()) throw UsageMistake(fmt::format("pipeline: {} is missing", flag));
    return value;
  }

  CLI::App app_;
  Written w_;
};

RunSettings Grammar::settings() const {
  RunSettings s;
  s.defects = w_.defects;
  if (!w_.contracts.empty()) s.contracts_every = contract_share(w_.contracts);
  if (!w_.history.empty()) s.history = history_mode(w_.history);
  if (!w_.deadline.empty()) s.deadline = positive_duration("--deadline", w_.deadline);
  s.twice = w_.twice;
  s.paired = !w_.unpaired;
  s.live = w_.live || !w_.seats.empty() || !w_.target.empty();
  s.target_file = w_.target;
  for (const auto& seat : w_.seats) s.seats.push_back(seat_url(seat));
  for (std::size_t i = 0; i < s.seats.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (s.seats[i].first == s.seats[j].first)
        throw UsageMistake(fmt::format("--seat: {} is given twice", for_terminal(s.seats[i].first)));
  s.links_file = w_.links;
  if (!w_.port_base.empty()) s.port_base = static_cast<int>(whole_number("--port-base", w_.port_base, 1, 65'000));
  s.out = w_.out;
  s.formats = format_names(w_.formats);
  s.quiet = w_.quiet;
  s.dry_run = w_.dry_run;

  if (!s.live) {
    if (!s.links_file.empty()) throw UsageMistake("--links needs --live");
    if (s.port_base) throw UsageMistake("--port-base needs --live");
  } else if (s.twice) {
    throw UsageMistake("--twice compares hashes, which only the virtual world repeats; leave out --live or --twice");
  }
  if (s.out.empty() && s.formats.size() > 1)
    throw UsageMistake("--format with several formats needs --out DIR to put them in");
  return s;
}

/// What a sweep cannot be told together with: it is one scenario, one seed, and one table.
void check_sweep(const RunRequest& r) {
  const auto refuse = [](std::string_view flag, std::string_view why) {
    throw UsageMistake(fmt::format("--sweep and {} exclude each other: {}", flag, why));
  };
  if (r.scenarios.size() > 1) throw UsageMistake("--sweep is of one scenario");
  if (r.repeat > 1) refuse("--repeat", "a table has one seed");
  if (r.settings.live) refuse("--live", "only the virtual world repeats the rest to the letter");
  if (!r.settings.out.empty()) refuse("--out", "a run to keep is one without --sweep");
  if (r.settings.twice) refuse("--twice", "it tells one table");
  if (r.settings.dry_run) refuse("--dry-run", "it tells one table");
  for (const auto& format : r.settings.formats)
    if (format != "text" && format != "json")
      throw UsageMistake(fmt::format("--format: a sweep is told as text or json, not as {}", format));
}

std::vector<std::string> bench_names(const std::vector<std::string>& asked) {
  std::vector<std::string_view> names;
  for (const auto& row : bench_rows()) names.push_back(row.name);
  for (const auto& name : asked) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const auto near = nearest_name(name, names);
    throw UsageMistake(fmt::format("bench: \"{}\" cannot be measured{}; there are {}", for_terminal(name),
                                   near.empty() ? "" : " (did you mean " + near + "?)", fmt::join(names, ", ")));
  }
  return asked;
}

void Grammar::changes(RunRequest& r) const {
  if (w_.profiles.size() > 1) throw UsageMistake("--profile is given twice");
  if (w_.sweeps.size() > 1) throw UsageMistake("--sweep is given twice: a table has one key");
  if (!w_.profiles.empty()) r.profile = w_.profiles.front();
  r.sets.reserve(w_.sets.size());
  for (const auto& set : w_.sets) r.sets.push_back(path_value("--set", set));
  if (w_.sweeps.empty()) return;
  r.sweep = path_value("--sweep", w_.sweeps.front());
  check_sweep(r);
}

Request Grammar::request() {
  const auto got = [this](const char* name) { return app_.got_subcommand(name); };
  if (got("run")) {
    RunRequest r;
    r.scenarios = w_.names;
    if (r.scenarios.empty()) r.scenarios.emplace_back(default_scenario);
    if (!w_.seed.empty()) r.seed = whole_number("--seed", w_.seed, 0, UINT64_MAX);
    if (!w_.repeat.empty()) r.repeat = whole_number("--repeat", w_.repeat, 1, 1'000'000);
    r.settings = settings();
    changes(r);
    if (r.repeat * r.scenarios.size() > 1 && r.settings.out.empty() && !r.settings.formats.empty() &&
        r.settings.formats.front() != "text")
      throw UsageMistake("--format of several runs needs --out DIR to put them in");
    return r;
  }
  if (got("replay")) return ReplayRequest{w_.name, settings()};
  if (got("check")) return CheckRequest{w_.name, w_.plan, format_names(w_.formats), w_.quiet};
  if (got("list")) {
    const auto& names = list_names();
    if (std::find(names.begin(), names.end(), w_.name) == names.end()) {
      const auto near = nearest_name(w_.name, names);
      throw UsageMistake(fmt::format("list: there is no list of \"{}\"{}; there are {}", for_terminal(w_.name),
                                     near.empty() ? "" : " (did you mean " + near + "?)", fmt::join(names, ", ")));
    }
    return ListRequest{w_.name, w_.json};
  }
  if (got("explain")) return ExplainRequest{w_.name};
  if (got("scenario")) {
    const auto* scenario = app_.get_subcommand("scenario");
    if (scenario->got_subcommand("lint")) return ScenarioLintRequest{w_.names};
    if (scenario->got_subcommand("new")) return ScenarioNewRequest{w_.name};
    return ScenarioSchemaRequest{};
  }
  if (got("contracts")) {
    if (app_.get_subcommand("contracts")->got_subcommand("list")) return ContractsListRequest{};
    return ContractsCheckRequest{w_.name, w_.names};
  }
  if (got("report")) return ReportRequest{w_.name, format_names(w_.formats)};
  if (got("pipeline"))
    return PipelineRequest{listen_address(required("--listen", w_.listen)), required("--links", w_.links),
                           required("--journal", w_.journal), w_.defects};
  if (got("bench")) return BenchRequest{bench_names(w_.names), w_.json, w_.quick, w_.ajv, w_.first_record};
  throw UsageMistake("test is done by the launcher: ./drydock test");
}

bool is_flag(std::string_view text) { return text.size() > 1 && text.front() == '-'; }
std::string flag_name(std::string_view text) { return std::string(text.substr(0, text.find('='))); }

std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const auto* option : app.get_options())
    for (const auto& name : option->get_lnames()) out.push_back("--" + name);
  return out;
}

/// Verbs and flags of later versions, wherever they stand.
void refuse_later(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return;
  const auto later = [](std::string_view verb) {
    const auto rows = later_verbs();
    return std::find(rows.begin(), rows.end(), verb) != rows.end();
  };
  if (later(arguments[0])) throw UsageMistake(fmt::format("`{}` is not there yet", arguments[0]));
  if (arguments.size() > 1 && later(arguments[0] + " " + arguments[1]))
    throw UsageMistake(fmt::format("`{} {}` is not there yet", arguments[0], arguments[1]));
  for (const auto& argument : arguments) {
    if (argument == "--") return;
    for (const auto flag : later_flags())
      if (flag_name(argument) == flag) throw UsageMistake(fmt::format("`{}` is not there yet", flag));
  }
}

void refuse_unknown_verb(const std::vector<std::string>& arguments) {
  if (arguments.empty()) throw UsageMistake(fmt::format("which verb? There are {}", fmt::join(verb_names(), ", ")));
  if (is_flag(arguments[0])) return;
  const auto& names = verb_names();
  if (std::find(names.begin(), names.end(), arguments[0]) != names.end()) return;
  const auto near = nearest_name(arguments[0], names);
  throw UsageMistake(fmt::format("unknown verb `{}`{}; there are {}", for_terminal(arguments[0]),
                                 near.empty() ? "" : "; did you mean `" + near + "`?", fmt::join(names, ", ")));
}

/// What no option took, in the innermost verb given.
void refuse_extras(const CLI::App& app, const std::string& path) {
  for (const auto* sub : app.get_subcommands())
    refuse_extras(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name());
  const auto extras = app.remaining();
  if (extras.empty()) return;
  const std::string& found = extras.front();
  if (!is_flag(found))
    throw UsageMistake(fmt::format("{}: \"{}\" is one argument too many", path, for_terminal(found)));
  const auto flags = flags_of(app);
  const auto near = nearest_name(flag_name(found), flags);
  throw UsageMistake(fmt::format("unknown flag `{}` of `{}`{}; `drydock {} --help` lists them",
                                 for_terminal(flag_name(found)), path,
                                 near.empty() ? "" : "; did you mean `" + near + "`?", path));
}

ParsedArguments refused(std::string message) { return {std::nullopt, exit_usage, {}, std::move(message)}; }

}  // namespace

const std::vector<std::string>& verb_names() {
  static const std::vector<std::string> names{"bench",  "check",  "contracts", "explain",  "list", "pipeline",
                                              "replay", "report", "run",       "scenario", "test"};
  return names;
}

ParsedArguments parse_arguments(const std::vector<std::string>& arguments) {
  Grammar grammar;
  try {
    refuse_later(arguments);
    refuse_unknown_verb(arguments);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 takes them
    grammar.app().parse(std::move(reversed));
    refuse_extras(grammar.app(), "");
    return {grammar.request(), exit_pass, {}, {}};
  } catch (const UsageMistake& mistake) {
    return refused(mistake.what());
  } catch (const CLI::CallForHelp&) {
    const CLI::App* innermost = &grammar.app();
    while (!innermost->get_subcommands().empty()) innermost = innermost->get_subcommands().front();
    return {std::nullopt, exit_pass, innermost->help(), {}};
  } catch (const CLI::CallForVersion& version) {
    return {std::nullopt, exit_pass, std::string(version.what()) + "\n", {}};
  } catch (const CLI::ParseError& error) {
    try {
      refuse_extras(grammar.app(), "");  // a misspelt flag explains most of what CLI11 misses
    } catch (const UsageMistake& mistake) {
      return refused(mistake.what());
    }
    return refused(for_terminal(error.what()));
  }
}

}  // namespace drydock::cli
