#include "harness/scenario/profiles.hpp"

#include <gtest/gtest.h>

#include "harness/scenario/loader.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

LoadedScenario load(const std::string& profiles, std::optional<std::string> chosen) {
  DocumentChoices choices;
  choices.profile = std::move(chosen);
  return load_scenario(small_scenario + profiles, "s.yaml", test_vocabulary(), choices);
}
std::string told(const std::string& profiles, std::optional<std::string> chosen = {}) {
  return to_string(load(profiles, std::move(chosen)).mistakes);
}

const std::string two = R"(profiles:
  ci: {run: 30m, settle: 2d, faults: [], enterprise: {erp: {concurrency: 9}}}
  long: {clock: {run: 2h}, expect: null}
)";

TEST(Profiles, WithoutOneTheScenarioIsAsItIs) {
  const auto loaded = load(two, {});
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->clock.run.value, hours(1));
  EXPECT_EQ(loaded.scenario->faults.size(), 3U);
}

TEST(Profiles, AreLaidOverTheScenario) {
  const auto loaded = load(two, "ci");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->clock.run.value, minutes(30));
  EXPECT_EQ(loaded.scenario->clock.settle.value, days(2));
  EXPECT_EQ(loaded.scenario->clock.tz, "America/New_York");
  EXPECT_EQ(loaded.scenario->erp.limits.concurrency, 9);
  EXPECT_TRUE(loaded.scenario->faults.empty());
  EXPECT_EQ(load(two, "long").scenario->clock.run.value, hours(2));
  EXPECT_TRUE(load(two, "long").scenario->expect.reached.empty());
}

TEST(Profiles, UnknownOnes) {
  EXPECT_EQ(told(two, "cy"),
            "--profile cy: the scenario has no profile `cy`; did you mean `ci`? allowed here: ci, long\n");
  EXPECT_EQ(told("", "ci"), "--profile ci: the scenario has no profiles\n");
}

TEST(Profiles, AreCheckedEvenIfNobodyAsks) {
  EXPECT_EQ(told("profiles: {ci: {run: soon}}\n"),
            "s.yaml:19:22: with profile `ci`: `run` is `soon`; expected a duration such as 8h, 350ms, 2d or 1h 30m "
            "(units d, h, m, s, ms, us)\n");
  EXPECT_EQ(told("profiles: {ci: {rn: 8m}}\n").substr(0, 79),
            "s.yaml:19:17: unknown key `rn` in a profile; did you mean `run`? allowed here: ");
  EXPECT_EQ(told("profiles: {ci: {run: 8m, clock: {run: 9m}}}\n"), "s.yaml:19:17: `run` stands in `clock` too\n");
  EXPECT_EQ(told("profiles: [ci]\n"), "s.yaml:19:11: `profiles` is a list; expected a map\n");
  EXPECT_EQ(told("profiles: {ci: 8m}\n"), "s.yaml:19:16: `profile` is `8m`; expected a map\n");
}

TEST(Profiles, FaultsThatNoLongerFitAreToldWhereTheyStand) {
  const std::string mistake = told("profiles: {ci: {run: 8m}}\n");
  EXPECT_NE(mistake.find("s.yaml:15:"), std::string::npos) << "the outage begins after the end of the short run";
  EXPECT_NE(mistake.find("with profile `ci`: "), std::string::npos) << mistake;
}

}  // namespace
}  // namespace drydock
