#include "harness/cli/live_summary.hpp"

#include <gtest/gtest.h>

namespace drydock::cli {
namespace {

Plan plan() {
  Plan made;
  made.prepare = seconds(2);
  made.run = seconds(60);
  made.settle = minutes(5);
  made.bounds.quiet = seconds(3);
  PlannedCrash crash;
  crash.id = "killed";
  crash.seat = "pipeline";
  made.crashes.push_back(crash);
  return made;
}

RunSettings with_target(bool launched) {
  RunSettings settings;
  settings.target.emplace();
  settings.target->name = "ours";
  settings.target->launched = launched;
  settings.target->launch.command = {"run-it"};
  settings.target->attach.url = "http://h";
  return settings;
}

TEST(LiveSummary, SaysHowLongItTakes) {
  EXPECT_EQ(live_summary(plan(), {}), "  live: from 1m 8s to 6m 2s of real time\n");
  Plan impatient = plan();
  impatient.settle = seconds(1);
  EXPECT_EQ(live_summary(impatient, {}), "  live: from 1m 3s to 1m 3s of real time\n");
}

TEST(LiveSummary, SaysWhoTakesWhatAndWhatCannotBeDone) {
  EXPECT_EQ(live_summary(plan(), with_target(true)),
            "  live: from 1m 8s to 6m 2s of real time\n"
            "  seat pipeline: taken by target ours, started by the run with `run-it`\n");
  const std::string refused =
      "  cannot be done: crash killed of pipeline, since nothing says how to crash what takes that seat\n";
  EXPECT_EQ(live_summary(plan(), with_target(false)),
            "  live: from 1m 8s to 6m 2s of real time\n"
            "  seat pipeline: taken by target ours, which runs already at http://h\n" +
                refused);
  RunSettings seated;
  seated.seats = {{"pipeline", "http://h"}};
  EXPECT_EQ(live_summary(plan(), seated),
            "  live: from 1m 8s to 6m 2s of real time\n"
            "  seat pipeline: taken by http://h\n" +
                refused);
}

}  // namespace
}  // namespace drydock::cli
