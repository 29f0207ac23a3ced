#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

TEST(OneLiveLabel, holds_for_one_label_and_one_departure) {
  History h;
  h.effect("carrier-fast", label_buy("O-1"));
  h.event("wms-east", shipped("O-1", "S-1", two));
  const Said said = h.judge("I28");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(OneLiveLabel, a_second_label_is_charged) {
  History h;
  h.effect("carrier-fast", label_buy("O-1"));
  h.at(seconds(5)).effect("carrier-fast", label_buy("O-1"));
  h.event("wms-east", shipped("O-1", "S-1", two));
  const Said said = h.judge("I28");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].sentence, "label number 2 was bought for package O-1-F1-P1 at carrier-fast");
}

TEST(OneLiveLabel, a_departure_without_a_label_is_charged) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I28").count, 1u);
}

TEST(OneLiveLabel, a_label_for_nothing_is_charged_at_rest) {
  History h;
  h.effect("carrier-fast", label_buy("O-1"));
  EXPECT_EQ(h.judge("I28", true).count, 1u);
  EXPECT_EQ(h.judge("I28", false).state, InvariantState::held);
}

TEST(OneLiveLabel, a_label_that_was_given_back_is_none) {
  History h;
  h.effect("carrier-fast", label_buy("O-1"));
  h.effect("carrier-fast", LabelVoid{"O-1-F1-P1", "O-1", "L-1", "T-1"});
  EXPECT_EQ(h.judge("I28", true).state, InvariantState::held);
  h.event("wms-east", shipped("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I28", true).count, 1u) << "it left with a label that is not valid";
}

TEST(OneLiveLabel, without_packages_nothing_is_exercised) {
  History h;
  EXPECT_EQ(h.judge("I28").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
