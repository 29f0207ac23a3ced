#include "harness/story.hpp"

#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

std::vector<StoryStep> story_of(History& h, std::vector<std::string> keys, const std::string& order,
                                std::uint64_t decided) {
  Finding finding;
  finding.keys = std::move(keys);
  finding.order = order;
  finding.record = decided;
  std::vector<Finding> findings{finding};
  StoryCollector collector(h.directory, findings);
  h.play(collector);
  collector.tell(findings);
  return findings[0].story;
}

TEST(Story, speaks_the_words_of_the_domain) {
  History h;
  h.deliver("wms-east", pick_short("O-1", "1", "A", 2), "E-1");
  const auto story = story_of(h, {"O-1-F1-1-short"}, "", h.size());
  ASSERT_EQ(story.size(), 1u);
  EXPECT_EQ(story[0].from, "wms-east");
  EXPECT_EQ(story[0].to, "pipeline");
  EXPECT_EQ(story[0].what, "wms.pick.short O-1-F1: line 1, 2 of 2 missing");
}

TEST(Story, proves_what_it_can_and_infers_the_rest) {
  History h;
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1");
  const GoodsIssuePost body = issue("O-1", "S-1", two);
  h.request(h.call("pipeline", "erp", body, "S-1"), "pipeline", "erp", body, "S-1");
  h.add(RecordKind::request, "pipeline", "erp", &message_of<GoodsIssuePost>(), Payload::of(body)).causation = "E-1";
  const auto story = story_of(h, {"S-1"}, "O-1", h.size());
  ASSERT_EQ(story.size(), 3u);
  EXPECT_TRUE(story[0].proved);
  EXPECT_FALSE(story[1].proved);
  EXPECT_TRUE(story[2].proved);
}

// What is said again in another version is no second attempt.
TEST(Story, counts_attempts_by_their_key) {
  History h;
  const GoodsIssuePost body = issue("O-1", "S-1", two);
  for (const char* key : {"S-1", "S-1", "S-1/other"})
    h.request(h.call("pipeline", "erp", body, key), "pipeline", "erp", body, key);
  const auto story = story_of(h, {"S-1", "S-1/other"}, "O-1", h.size());
  ASSERT_EQ(story.size(), 3u);
  EXPECT_EQ(story[0].what.find("(attempt"), std::string::npos) << story[0].what;
  EXPECT_NE(story[1].what.find("(attempt 2)"), std::string::npos) << story[1].what;
  EXPECT_EQ(story[2].what.find("(attempt"), std::string::npos) << story[2].what;
}

TEST(Story, is_at_most_ten_steps_up_to_the_decision_and_in_order) {
  History h;
  for (int i = 0; i < 500; ++i) h.at(seconds(i)).deliver("wms-east", shipped("O-1", "S-1", two), "E-1", "D", 2);
  const std::uint64_t decided = h.size();
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1", "D", 3);
  const auto story = story_of(h, {"S-1"}, "O-1", decided);
  ASSERT_EQ(story.size(), 10u);
  for (std::size_t i = 1; i < story.size(); ++i) EXPECT_LT(story[i - 1].record, story[i].record);
  EXPECT_EQ(story.back().record, decided);
}

TEST(Story, leaves_out_what_has_other_keys) {
  History h;
  h.deliver("wms-east", shipped("O-2", "S-2", two), "E-2");
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1");
  EXPECT_EQ(story_of(h, {"S-1"}, "O-1", h.size()).size(), 1u);
}

TEST(Story, a_ledger_entry_is_told_only_if_no_message_says_it) {
  History h;
  const GoodsIssuePost body = issue("O-1", "S-1", two);
  h.request(h.call("pipeline", "erp", body, "S-1"), "pipeline", "erp", body, "S-1");
  h.effect("erp", body);
  h.effect("carrier-fast", label_buy("O-1", "S-1"));
  h.deliver("wms-east", shipped("O-1", "S-1", two), "E-1");
  const auto story = story_of(h, {"S-1"}, "O-1", h.size());
  ASSERT_EQ(story.size(), 3u);
  EXPECT_EQ(story[1].what, "ledger: label.buy S-1");
}

TEST(Story, names_faults_refusals_and_crashes) {
  History h;
  const GoodsIssuePost body = issue("O-1", "S-1", two);
  const RequestId id = h.call("pipeline", "erp", body, "S-1");
  h.request(id, "pipeline", "erp", body, "S-1");
  Problem problem;
  problem.code = "busy";
  h.answer(RecordKind::reply, id, "erp", "pipeline", problem, body, 503).fault = "burst";
  h.crash("pipeline");
  const auto story = story_of(h, {"S-1"}, "", h.size());
  ASSERT_EQ(story.size(), 3u);
  EXPECT_EQ(story[1].what, "answer to goods_issue.post S-1: busy (503) [burst]");
  EXPECT_EQ(story[2].what, "crashed");
}

}  // namespace
}  // namespace drydock::testing
