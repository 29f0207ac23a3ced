#include "harness/cli/sweep.hpp"

#include <nlohmann/json.hpp>

#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

class Sweep : public testing::CommandLine {
 protected:
  Sweep() {
    folder.write("a.yaml", "alpha");
    services.run = [this](const Plan& plan, const RunOptions& options) {
      ++runs;
      last = options;
      Verdict v;
      v.scenario = plan.scenario;
      v.seed = plan.seed;
      v.outcome = runs == 2 ? drydock::Outcome::fail : drydock::Outcome::pass;
      v.counts.messages = 1000 * static_cast<std::uint64_t>(runs);
      v.measures = {{"availability.p99", "us", 143'000}, {"orders_accepted", "ratio", 992'100}};
      v.expectations = {{"ship.p95@erp-down", "<= 1h", "2h", runs != 2, true},
                        {"first-in-line.end", "= shipped", "", true}};
      if (runs == 2) v.measures.push_back({"ship.p95@erp-down", "us", hours(2).us});
      InvariantResult broken;
      broken.findings = runs == 2 ? 3 : 0;
      v.invariants = {broken, broken};
      return v;
    };
  }
};

TEST_F(Sweep, TellsOneTable) {
  const auto r = run({"run", "a.yaml", "--sweep", "pipeline.dedup_window=5m,4h"});
  EXPECT_EQ(r.code, 1) << r.err;
  EXPECT_EQ(r.out,
            "alpha  seed 7\n"
            "\n"
            "pipeline.dedup_window  verdict  findings  availability.p99  order.release.p95  erp.posting.p95  "
            "visibility.p95  orders_accepted  ship.p95@erp-down  messages  why\n"
            "5m                     pass            0             143ms                  -                -"
            "               -          99.21 %                  -     1,000\n"
            "4h                     fail            6             143ms                  -                -"
            "               -          99.21 %                 2h     2,000  "
            "expected ship.p95@erp-down <= 1h, was 2h\n");
  EXPECT_FALSE(last.stories) << "nobody reads them in a table";
}

TEST_F(Sweep, EveryRunHasItsValueAfterWhatIsSet) {
  run({"run", "a.yaml", "--sweep", "x.y=1,2", "--set", "clock.run=8m", "--profile", "ci"});
  ASSERT_EQ(chosen.size(), 2u);
  EXPECT_EQ(chosen[0].sets, (std::vector<std::string>{"--set clock.run=8m", "--sweep x.y=1"}));
  EXPECT_EQ(chosen[1].sets, (std::vector<std::string>{"--set clock.run=8m", "--sweep x.y=2"}));
  EXPECT_EQ(chosen[1].profile, "ci");
}

TEST_F(Sweep, AsJson) {
  const auto r = run({"run", "a.yaml", "--sweep", "x.y=1,[2, 3]", "--format", "json"});
  const auto told = nlohmann::json::parse(r.out);
  EXPECT_EQ(told.at("path"), "x.y");
  EXPECT_EQ(told.at("scenario"), "alpha");
  EXPECT_EQ(told.at("seed"), 7);
  ASSERT_EQ(told.at("runs").size(), 2u);
  const auto& second = told.at("runs").at(1);
  EXPECT_EQ(second.at("value"), "[2, 3]");
  EXPECT_EQ(second.at("verdict"), "fail");
  EXPECT_EQ(second.at("findings"), 6);
  EXPECT_EQ(second.at("messages"), 2000);
  EXPECT_EQ(second.at("measures").at("availability.p99"), 143'000);
  EXPECT_EQ(second.at("reproduce"), "./drydock run a.yaml --seed 7 --set 'x.y=[2, 3]'");
}

TEST_F(Sweep, MistakesAreToldBeforeAnythingRuns) {
  const auto r = run({"run", "a.yaml", "--sweep", "x.y=1,wrong"});
  EXPECT_EQ(r.code, 2);
  EXPECT_EQ(r.err, "--sweep x.y=wrong: it is `wrong`\n");
  EXPECT_EQ(r.out, "");
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(run({"run", "a.yaml", "--set", "z=wrong", "--sweep", "x.y=1,2"}).err, "--set z=wrong: it is `wrong`\n")
      << "once, whatever the value";
  EXPECT_EQ(run({"run", "none.yaml", "--sweep", "x.y=1"}).code, 2);
}

TEST_F(Sweep, AHarnessThatFailsIsOneLineOfTheTable) {
  services.run = [](const Plan&, const RunOptions&) -> Verdict { throw std::runtime_error("no memory"); };
  const auto r = run({"run", "a.yaml", "--sweep", "x.y=1"});
  EXPECT_EQ(r.code, 4);
  EXPECT_NE(r.out.find("1    error"), std::string::npos) << r.out;
}

}  // namespace
}  // namespace drydock::cli
