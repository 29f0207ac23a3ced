#include <gtest/gtest.h>

#include "harness/scenario/checks.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

std::string with(const std::string& knobs) { return small_scenario + ("pipeline: " + knobs + "\n"); }
LoadedScenario loaded(const std::string& knobs) { return load_scenario(with(knobs), "s.yaml", test_vocabulary()); }
std::string told(const std::string& knobs) { return to_string(loaded(knobs).mistakes); }

TEST(ReadPipeline, TakesEveryShape) {
  const auto read = loaded("{erp: {concurrency: 2, queue: 500}, retry: [1s, 1m], dedup_window: 4h, max_attempts: 3}");
  ASSERT_TRUE(read) << to_string(read.mistakes);
  const Plan plan = expand(*read.scenario);
  EXPECT_EQ(plan.pipeline.size(), 5U);
  EXPECT_EQ(std::get<std::int64_t>(plan.pipeline.at("erp.concurrency")), 2);
  EXPECT_EQ(std::get<std::int64_t>(plan.pipeline.at("erp.queue")), 500);
  EXPECT_EQ(std::get<Duration>(plan.pipeline.at("dedup_window")), hours(4));
  EXPECT_EQ(std::get<std::vector<Duration>>(plan.pipeline.at("retry")), (std::vector{seconds(1), minutes(1)}));
}

TEST(ReadPipeline, APlanKeepsThem) {
  const auto read = loaded("{breaker: {threshold: 9}, retry: [1s, 1m], publish_debounce: 0s, dedup_key: delivery}");
  ASSERT_TRUE(read) << to_string(read.mistakes);
  const Plan plan = expand(*read.scenario);
  const std::string text = write_plan(plan);
  EXPECT_NE(text.find("pipeline: "
                      "{\"breaker.threshold\":9,\"dedup_key\":\"delivery\",\"publish_debounce\":\"0s\",\"retry\":["
                      "\"1s\",\"1m\"]}\n"),
            std::string::npos)
      << text.substr(0, 1000);
  const auto again = read_plan(text, "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(again.plan->pipeline, plan.pipeline);
}

TEST(ReadPipeline, APlanThatTurnsNoneDoesNotMentionThem) {
  EXPECT_EQ(write_plan(expand(*loaded("{}").scenario)).find("\npipeline:"), std::string::npos);
}

TEST(ReadPipeline, MistakesInAPlan) {
  std::string text = write_plan(expand(*loaded("{max_attempts: 3}").scenario));
  text.replace(text.find("\"max_attempts\":3"), 16, "\"max_attempt\":3,\"sweep\":\"1ms\"");
  const std::string mistakes = to_string(read_plan(text, "p.yaml", test_vocabulary()).mistakes);
  EXPECT_NE(mistakes.find("unknown knob `max_attempt` of the pipeline; did you mean `max_attempts`?"),
            std::string::npos)
      << mistakes;
  EXPECT_NE(mistakes.find("`sweep` is `1ms`; expected 1s to 365d"), std::string::npos) << mistakes;
}

TEST(ReadPipeline, Mistakes) {
  EXPECT_EQ(told("{dedup_windw: 4h}").substr(0, 89),
            "s.yaml:19:12: unknown key `dedup_windw` in the pipeline; did you mean `dedup_window`? all");
  EXPECT_EQ(told("{dedup_window: soon}"),
            "s.yaml:19:26: `dedup_window` is `soon`; expected a duration such as 8h, 350ms, 2d or 1h 30m (units d, h, "
            "m, s, ms, us)\n");
  EXPECT_EQ(told("{dedup_window: 0s}"), "s.yaml:19:26: `dedup_window` is `0s`; expected 1ms or more\n");
  EXPECT_EQ(told("{retry: []}"),
            "s.yaml:19:19: `retry` is a list; expected a list of 1 to 100 durations such as [1s, 5s, 30s]\n");
  EXPECT_EQ(told("{retry: [1s, 2d]}"), "s.yaml:19:24: `retry` is `2d`; expected 1ms to 1d\n");
  EXPECT_EQ(told("{erp: {concurrency: 0}}"),
            "s.yaml:19:31: `erp.concurrency` is `0`; expected a whole number from 1 to 10000\n");
  EXPECT_EQ(told("{erp: 5}"), "s.yaml:19:17: `destination` is `5`; expected a map\n");
  EXPECT_EQ(told("{routing: nearst}").substr(0, 60), "s.yaml:19:21: `routing` is `nearst`; did you mean `nearest`?");
}

TEST(ReadPipeline, IsThereInTheLiveWorldToo) {
  const auto read = loaded("{max_attempts: 3}");
  ASSERT_TRUE(read);
  const std::string mistakes = to_string(check_live(*read.scenario, test_vocabulary()));
  EXPECT_EQ(mistakes.find("knobs"), std::string::npos) << mistakes;
}

}  // namespace
}  // namespace drydock
