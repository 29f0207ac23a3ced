// A house of strings behind the command line: plans are made from the first word of a text, and every seed above 100
// fails.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/cli/command_line.hpp"
#include "tests/support/golden.hpp"

namespace drydock::cli::testing {

/// What a test sees of one command line.
struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

/// A folder of its own that goes with the test, in which the test stands.
class Folder {
 public:
  Folder() : before_(std::filesystem::current_path()) {
    std::string name = (std::filesystem::temp_directory_path() / "drydock-XXXXXX").string();
    path_ = mkdtemp(name.data());
    std::filesystem::current_path(path_);
  }
  ~Folder() {
    std::filesystem::current_path(before_);
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  std::string read(const std::string& name) const { return drydock::testing::file_text(path_ / name); }
  bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }
  /// Everything below, folders too, sorted, relative.
  std::vector<std::string> listing() const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_))
      out.push_back(std::filesystem::relative(entry.path(), path_).string());
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  std::filesystem::path before_;
  std::filesystem::path path_;
};

class CommandLine : public ::testing::Test {
 protected:
  CommandLine() {
    services.plan_of_scenario = [this](std::string_view text, const std::string& file, const PlanChoices& choices) {
      Loaded out;
      if (text.starts_with("bad")) {
        out.mistakes = {file + ":1:1: unknown key `bad`; did you mean `bed`?"};
        return out;
      }
      chosen.push_back(choices);
      for (const auto& set : choices.sets)
        if (set.ends_with("=wrong")) out.mistakes.push_back(set + ": it is `wrong`");
      if (!out.mistakes.empty()) return out;
      Plan plan;
      plan.scenario = std::string(text.substr(0, text.find_first_of(" \n")));
      plan.source = file;
      plan.seed = choices.seed.value_or(7);
      plan.defects = choices.defects;
      plan.run = hours(1);
      out.plan = plan;
      if (text.find("tight") != std::string_view::npos) out.remarks = {file + ": demand is close to capacity"};
      if (choices.lint && text.find("unwise") != std::string_view::npos)
        out.remarks = {file + ": 12 orders", file + ":3:1: warning: settle is short"};
      planned.push_back(plan.seed);
      return out;
    };
    services.plan_of_plan = [](std::string_view text, const std::string& file) {
      Loaded out;
      if (text.starts_with("bad")) {
        out.mistakes = {file + ":1:1: not a plan"};
        return out;
      }
      Plan plan;
      plan.scenario = std::string(text.substr(0, text.find_first_of(" \n")));
      plan.seed = 7;
      out.plan = plan;
      return out;
    };
    services.plan_text = [](const Plan& plan) { return plan.scenario + "\n"; };
    services.run = [this](const Plan& plan, const RunOptions& options) {
      ++runs;
      last = options;
      Verdict v;
      v.scenario = plan.scenario;
      v.seed = plan.seed;
      v.run_id = plan.scenario + "/" + std::to_string(plan.seed);
      v.outcome = outcome_of_seed ? outcome_of_seed(plan.seed) : drydock::Outcome::pass;
      v.history_hash = hash_of_run ? hash_of_run(runs) : "0123456789abcdef";
      if (options.history_out != nullptr) *options.history_out << "{\"record\":1}\n";
      if (options.stop()) {
        v.outcome = drydock::Outcome::vacuous;
        v.cut_short = "a stop";
      }
      return v;
    };
    services.first_difference = [](const Plan&) { return "record 12 differs"; };
    services.check = [](std::istream& in, const std::string& file, const std::optional<Plan>& plan) {
      std::string word;
      in >> word;
      Checked out;
      if (word == "bad") {
        out.mistakes = {file + ":1:1: not a record"};
        return out;
      }
      Verdict v;
      v.scenario = plan ? plan->scenario : "unplanned";
      out.verdict = v;
      return out;
    };
    services.check_document = [](const std::string& schema, const std::string& document) {
      DocumentCheck out;
      if (schema == "nowhere") out.mistakes = {"nowhere: no such schema"};
      if (document == "wrong.json") out.failures = {"/quantity: minimum: 0 is below 1"};
      return out;
    };
    services.list = [](std::string_view what) {
      if (what == "defects")
        return std::vector<ListRow>{{{{"name", "dedup-on-delivery-id"},
                                      {"summary", "forgets the event id"},
                                      {"also", std::vector<std::string>{"I44"}}}}};
      return std::vector<ListRow>{{{{"id", "I42"}, {"name", "exactly-once-effect"}, {"summary", "once"}}}};
    };
    services.explanations = [] {
      return std::vector<Explanation>{
          {{"I42", "exactly-once-effect"}, "invariant", "Every effect happens\nonce.\n\nNot twice."}};
    };
  }

  Outcome run(const std::vector<std::string>& arguments) {
    std::ostringstream out;
    std::ostringstream err;
    Console console{out, err};
    Outcome result;
    result.code = command_line(arguments, services, console);
    result.out = out.str();
    result.err = err.str();
    return result;
  }

  Services services;
  Folder folder;
  std::vector<std::uint64_t> planned;
  std::vector<PlanChoices> chosen;
  int runs = 0;
  RunOptions last;
  std::function<drydock::Outcome(std::uint64_t)> outcome_of_seed;
  std::function<std::string(int)> hash_of_run;
};

}  // namespace drydock::cli::testing
