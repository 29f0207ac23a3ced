// Which transport carries the events of a link: read_operations, checks, check_faults, expand, lint and the plan file
// together.
#include <gtest/gtest.h>

#include "harness/knobs.hpp"
#include "harness/scenario/checks.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/lint.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

const std::string wms_duplicates = "  - {fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 10m}\n";

// The small scenario with these channels, and this instead of its duplicates.
std::string with(const std::string& channels, const std::string& faults = {}) {
  std::string text = small_scenario;
  text.replace(text.find(wms_duplicates), wms_duplicates.size(), faults);
  return text + "channels: " + channels + "\n";
}
LoadedScenario loaded(const std::string& channels, const std::string& faults = {}) {
  return load_scenario(with(channels, faults), "s.yaml", test_vocabulary());
}
std::string told(const std::string& channels, const std::string& faults = {}) {
  return to_string(loaded(channels, faults).mistakes);
}
Plan plan_with(const std::string& channels, const std::string& faults = {}) {
  const auto read = loaded(channels, faults);
  EXPECT_TRUE(read) << to_string(read.mistakes);
  return read ? expand(*read.scenario) : Plan{};
}
const PlannedChannel& channel(const Plan& plan, const std::string& publisher) {
  for (const PlannedChannel& one : plan.channels)
    if (one.publisher == publisher) return one;
  ADD_FAILURE() << publisher;
  return plan.channels.front();
}

TEST(Channels, AFeedIsReadAsItSays) {
  const Plan plan =
      plan_with("{wms-* -> pipeline: {feed: {poll: 5s, page: 20, overlap: 1m}}, carrier-* -> pipeline: feed}");
  EXPECT_EQ(channel(plan, "wms-east").transport, Transport::feed);
  EXPECT_EQ(channel(plan, "carrier-fast").transport, Transport::feed);
  EXPECT_EQ(channel(plan, "commerce").transport, Transport::webhook);
  const auto feeds = pipeline_settings(plan).feeds;
  ASSERT_EQ(feeds.size(), 3U);
  EXPECT_EQ(feeds.at("wms-west").poll, seconds(5));
  EXPECT_EQ(feeds.at("wms-west").page, 20);
  EXPECT_EQ(feeds.at("wms-west").overlap, minutes(1));
  EXPECT_EQ(feeds.at("carrier-fast").poll, seconds(10));
  EXPECT_EQ(feeds.at("carrier-fast").page, 50);
  EXPECT_EQ(feeds.at("carrier-fast").overlap, seconds(30));
}

TEST(Channels, TheLastThatNamesALinkHolds) {
  const Plan plan = plan_with("{wms-* -> pipeline: feed, wms-west -> pipeline: log}");
  EXPECT_EQ(channel(plan, "wms-east").transport, Transport::feed);
  EXPECT_EQ(channel(plan, "wms-west").transport, Transport::log);
}

TEST(Channels, APlanKeepsThem) {
  const Plan plan =
      plan_with("{wms-* -> pipeline: {feed: {poll: 5s, page: 20, overlap: 0s}}, carrier-* -> pipeline: log}");
  const std::string text = write_plan(plan);
  const auto again = read_plan(text, "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(write_plan(*again.plan), text);
  EXPECT_EQ(channel(*again.plan, "wms-east").transport, Transport::feed);
  EXPECT_EQ(channel(*again.plan, "wms-east").feed.page, 20);
  EXPECT_EQ(channel(*again.plan, "wms-east").feed.overlap, Duration{});
  EXPECT_EQ(channel(*again.plan, "carrier-fast").transport, Transport::log);
}

TEST(Channels, APlanWithoutFeedsDoesNotMentionThem) {
  EXPECT_EQ(write_plan(plan_with("{wms-* -> pipeline: log}")).find("\"poll\""), std::string::npos);
}

TEST(Channels, Mistakes) {
  EXPECT_EQ(told("{wms-* -> pipeline: fed}"),
            "s.yaml:18:11: `wms-* -> pipeline` is `fed`; expected one of webhook, log, feed (did you mean `feed`?)\n");
  EXPECT_EQ(told("{wms-* -> pipeline: {log: {}}}"), "");
  EXPECT_EQ(told("{wms-* -> pipeline: {feed: {page: 1}}}"), "");
  EXPECT_EQ(told("{wms-* -> pipeline: {feed: {poll: 0s}}}"), "");
  EXPECT_EQ(told("{pipeline -> erp: feed}"), "");
}

TEST(Channels, WhatHappensInAFeedNeedsOne) {
  const std::string late = "  - {fault: late-commit, on: wms-* -> pipeline, within: 5s}\n";
  EXPECT_EQ(told("{wms-* -> pipeline: feed}", late), "");
  EXPECT_EQ(told("{wms-east -> pipeline: feed}", late), "") << "one of them is enough";
  EXPECT_EQ(told("{carrier-* -> pipeline: feed}", late), "?");
  EXPECT_EQ(told("{wms-* -> pipeline: feed}", "  - {fault: page-drift, on: pipeline -> wms-*}\n"), "?");
  EXPECT_EQ(told("{wms-* -> pipeline: feed}", "  - {fault: late-commit, on: wms-* -> pipeline}\n"), "?");
}

TEST(Channels, EventsInAFeedAreNotOnTheirWay) {
  EXPECT_EQ(told("{wms-* -> pipeline: feed}", wms_duplicates), "?");
  EXPECT_EQ(told("{wms-east -> pipeline: feed}", wms_duplicates), "") << "those of the other warehouse are";
  EXPECT_EQ(told("{wms-* -> pipeline: feed}",
                 "  - {fault: lose, on: pipeline -> wms-*, messages: [feed.read], chance: 2%}\n"),
            "");
}

TEST(Channels, LintComparesLatenessWithOverlap) {
  const auto linted = [](const std::string& faults) {
    const auto read = loaded("{wms-* -> pipeline: feed}", faults);
    EXPECT_TRUE(read) << to_string(read.mistakes);
    return read ? to_string(lint(*read.scenario)) : "";
  };
  EXPECT_NE(linted("  - {fault: late-commit, on: wms-* -> pipeline, within: 40s}\n")
                .find("an entry of `wms-east` may appear 40s after its stamp, and the pipeline looks back 30s"),
            std::string::npos);
  EXPECT_EQ(linted("  - {fault: late-commit, on: wms-* -> pipeline, within: 20s}\n").find("warning"),
            std::string::npos);
  EXPECT_NE(linted("  - {fault: equal-timestamps, on: wms-* -> pipeline, granularity: 1m}\n").find("raise `overlap`"),
            std::string::npos);
}

TEST(Channels, TheLiveWorldRefusesAFeedByName) {
  const auto read = loaded("{wms-* -> pipeline: feed}");
  ASSERT_TRUE(read) << to_string(read.mistakes);
  const std::string mistakes = to_string(check_live(*read.scenario, test_vocabulary()));
  EXPECT_NE(mistakes.find("the channel `wms-* -> pipeline` is a polled feed, which the live world does not have yet"),
            std::string::npos)
      << mistakes;
}

}  // namespace
}  // namespace drydock
