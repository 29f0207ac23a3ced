#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

ReservationView view(std::int64_t expired, std::int64_t live) {
  ReservationView made;
  made.reservation_id = "R-1";
  made.quantity = 3;
  made.expired = expired;
  made.live = live;
  return made;
}
History held() {
  History h;
  h.hold("R-1", {{"1", "A", "wms-east", 3}}, minutes(15));
  return h;
}

TEST(HoldExpiry, holds_when_it_runs_out_at_its_time) {
  History h = held();
  h.at(minutes(10)).view("pipeline", view(0, 3));
  h.at(minutes(20)).view("pipeline", view(3, 0));
  EXPECT_EQ(h.judge("I08").state, InvariantState::held);
}

TEST(HoldExpiry, running_out_early_is_charged) {
  History h = held();
  h.at(minutes(10)).view("pipeline", view(3, 0));
  EXPECT_EQ(h.judge("I08").count, 1u);
}

TEST(HoldExpiry, holding_on_is_charged) {
  History h = held();
  h.at(minutes(20)).view("pipeline", view(0, 3));
  EXPECT_GE(h.judge("I08").count, 1u);
}

TEST(HoldExpiry, silence_until_the_end_is_charged) {
  History h = held();
  h.at(hours(1));
  EXPECT_EQ(h.judge("I08").count, 1u);
}

TEST(HoldExpiry, a_confirmed_one_never_runs_out) {
  History h = held();
  h.confirm("R-1", "O-1");
  h.at(minutes(20)).view("pipeline", view(3, 0));
  EXPECT_EQ(h.judge("I08").count, 1u);
}

TEST(HoldExpiry, a_late_confirmation_is_charged) {
  History h = held();
  h.at(minutes(30)).confirm("R-1", "O-1");
  EXPECT_EQ(h.judge("I08").count, 1u);
}

TEST(HoldExpiry, what_was_given_back_holds_nothing) {
  History h = held();
  h.release("R-1");
  h.at(hours(1));
  EXPECT_EQ(h.judge("I08").count, 0u);
}

}  // namespace
}  // namespace drydock::testing
