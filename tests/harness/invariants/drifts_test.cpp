// What other judges make of stock that drifted: excused until it is told, corrected once, and no more than that.
#include "harness/invariants/drifts.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/balances.hpp"
#include "tests/harness/invariants/drift_history.hpp"

namespace drydock::testing {
namespace {

// Opening stock 10 everywhere, and 4 are gone from the shelf.
History lost() {
  History h;
  h.opening("A", "wms-east", 10).at(minutes(10));
  drift(h, "wms-east", -4);
  h.view("wms-east", Position{"A", "wms-east", 6, 0, 0, 0});
  return h;
}
void says(History& h, const std::string& seat, std::int64_t units) {
  if (seat == "erp") h.view(seat, Balance{"A", "wms-east", units});
  if (seat == "pipeline") h.view(seat, PositionView{"A", "wms-east", units, 0, 0, 0, 0, 0, 1});
  if (seat == "commerce") h.view(seat, Shown{"A", "wms-east", units, 1});
}

TEST(Drifts, excuse_views_by_exactly_what_drifted_until_it_is_told) {
  for (const char* id : {"I04", "I59"})
    for (const std::string seat : {"erp", "pipeline"}) {
      for (const auto& [units, findings] : std::map<std::int64_t, std::uint64_t>{{10, 0}, {6, 0}, {8, 1}}) {
        History h = lost();
        says(h, seat, units);
        EXPECT_EQ(h.judge(id).count, findings) << id << " " << seat << " " << units;
      }
      History told = lost();
      tell(told, BreakSide::wms, -4);
      says(told, seat, 10);
      EXPECT_EQ(told.judge(id).count, 1u) << id << " " << seat << " after it was told";
    }
}

TEST(Drifts, of_the_books_excuse_the_books_alone) {
  for (const char* id : {"I04", "I59"}) {
    History h;
    h.opening("A", "wms-east", 10);
    drift(h, "erp", 3);
    says(h, "erp", 13);
    EXPECT_EQ(h.judge(id).count, 0u) << id;
    says(h, "pipeline", 13);
    EXPECT_EQ(h.judge(id).count, 1u) << id;
  }
}

TEST(Drifts, of_the_shop_excuse_what_it_shows_until_they_are_told) {
  for (const char* id : {"I50", "I59"}) {
    History h;
    h.opening("A", "wms-east", 10);
    says(h, "pipeline", 10);
    drift(h, "commerce", 30);
    says(h, "commerce", 40);
    EXPECT_EQ(h.judge(id).count, 0u) << id;
    tell(h, BreakSide::commerce, 30);
    EXPECT_EQ(h.judge(id).count, 1u) << id;
  }
}

// Five more at one and five fewer at the other is nothing to neither.
TEST(Drifts, of_two_shops_do_not_undo_each_other) {
  History h;
  h.directory = Directory{{{"commerce", "commerce"},
                           {"pipeline", "pipeline"},
                           {"erp", "erp"},
                           {"wms-east", "wms"},
                           {"marketplace", "commerce"},
                           {"auditor", "auditor"}}};
  h.opening("A", "wms-east", 10);
  drift(h, "commerce", 5);
  drift(h, "marketplace", -5, "D-2");
  h.at(minutes(20));
  tell(h, BreakSide::commerce, 5);
  tell(h, BreakSide::commerce, -5, "RC-2");
  EXPECT_EQ(h.judge("I58").count, 0u);
  History same;
  same.opening("A", "wms-east", 10);
  drift(same, "commerce", 5);
  drift(same, "commerce", -5, "D-2");
  same.at(minutes(20));
  tell(same, BreakSide::commerce, 5);
  EXPECT_EQ(same.judge("I58").count, 1u) << "nothing had drifted any more";
}

TEST(Drifts, are_corrected_once_and_by_no_more) {
  History h = lost();
  tell(h, BreakSide::wms, -4);
  h.effect("erp", correction(-4));
  says(h, "erp", 6);
  says(h, "pipeline", 6);
  EXPECT_EQ(h.judge("I04").state, InvariantState::held);
  h.effect("erp", correction(-4, "RC-1/movement"));
  const Said twice = h.judge("I04");
  ASSERT_EQ(twice.count, 1u);
  EXPECT_EQ(twice.findings[0].expected, "no correction");
}

TEST(Drifts, a_correction_of_another_size_or_sign_is_charged) {
  for (const std::int64_t delta : {-5, 4}) {
    History h = lost();
    h.effect("erp", correction(delta));
    EXPECT_EQ(h.judge("I04").count, 1u) << delta;
  }
  History books;
  books.opening("A", "wms-east", 10);
  drift(books, "erp", 3);
  books.effect("erp", correction(-3));
  EXPECT_EQ(books.judge("I04").count, 0u);
}

TEST(Drifts, a_correction_where_nothing_drifted_is_charged) {
  History h;
  h.opening("A", "wms-east", 10).effect("erp", correction(1));
  EXPECT_EQ(h.judge("I04").count, 1u);
}

// Nobody can know of a loss that no event tells; once it is corrected, everybody does.
TEST(Drifts, a_loss_counts_as_known_once_it_is_corrected) {
  History unseen = lost();
  unseen.at(minutes(20)).hold("R-1", {{"1", "A", "wms-east", 9}});
  EXPECT_EQ(unseen.judge("I01").count, 0u);
  History seen = lost();
  seen.effect("erp", correction(-4));
  seen.at(minutes(20)).hold("R-1", {{"1", "A", "wms-east", 9}});
  EXPECT_GT(seen.judge("I01").count, 0u);
  History soon = lost();
  soon.effect("erp", correction(-4));
  soon.at(minutes(10) + seconds(30)).hold("R-1", {{"1", "A", "wms-east", 9}});
  EXPECT_EQ(soon.judge("I01").count, 0u);
}

void look(History& h, std::int64_t quantity) {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  query.items = {{"A", 1}};
  AvailabilityAnswer answer;
  answer.as_of = h.now();
  answer.offers = {{"A", "wms-east", quantity}, {"A", "wms-west", 0}};
  h.asked("commerce", "pipeline", query, answer);
}

TEST(Drifts, offers_are_right_with_and_without_it_until_it_is_corrected) {
  for (const auto& [units, findings] : std::map<std::int64_t, std::uint64_t>{{10, 0}, {6, 0}, {5, 1}}) {
    History h = lost();
    h.at(minutes(20));
    look(h, units);
    EXPECT_EQ(h.judge("I10").count, findings) << units;
  }
  for (const auto& [units, findings] : std::map<std::int64_t, std::uint64_t>{{10, 1}, {6, 0}}) {
    History h = lost();
    h.call("pipeline", "erp", correction(-4));
    h.at(minutes(20));
    look(h, units);
    EXPECT_EQ(h.judge("I10").count, findings) << units << " after the correction";
  }
}

TEST(Drifts, what_was_spoken_for_when_it_was_lost_stays_so_until_its_pickers_find_out) {
  const auto committed = [](std::int64_t released) {
    return PositionView{"A", "wms-east", 6, 0, 0, 0, released, 0, 2};
  };
  History h = lost();
  h.effect("erp", correction(-4));
  h.view("pipeline", committed(9));
  EXPECT_EQ(h.judge("I03", false).count, 0u);
  h.view("pipeline", committed(11));
  EXPECT_EQ(h.judge("I03", false).count, 1u);
}

BalanceSnapshot copy(Duration as_of, std::int64_t on_hand) {
  return {"balances-1", t0 + as_of, "wms-east", 1, 1, {{"A", on_hand}}};
}

// What the copy says is of its moment: +5 then, and 3 of them gone again when it comes.
TEST(Drifts, are_corrected_as_the_copy_of_the_balances_has_them) {
  History h;
  h.plan.bounds.reconciliation = hours(30);
  h.opening("A", "wms-east", 10).at(hours(1));
  drift(h, "erp", 5);
  h.at(hours(3));
  drift(h, "erp", -3, "D-2");
  h.at(hours(4)).event("erp", copy(hours(2), 15));
  tell(h, BreakSide::erp, 5);
  h.effect("erp", correction(-5));
  for (const char* id : {"I04", "I13", "I58"}) EXPECT_EQ(h.judge(id).count, 0u) << id;
  h.effect("erp", correction(-5, "RC-2"));
  EXPECT_EQ(h.judge("I04").count, 1u) << "once";
}

TEST(Drifts, that_were_undone_after_the_copy_are_told_both) {
  History h;
  h.plan.bounds.reconciliation = hours(30);
  h.opening("A", "wms-east", 10).at(hours(1));
  drift(h, "erp", 5);
  h.at(hours(3));
  drift(h, "erp", -5, "D-2");
  h.at(hours(4)).event("erp", copy(hours(2), 15));
  tell(h, BreakSide::erp, 5);
  h.effect("erp", correction(-5));
  h.at(hours(6)).event("erp", copy(hours(5), 5));
  tell(h, BreakSide::erp, -5, "RC-2");
  h.effect("erp", correction(5, "RC-2"));
  for (const char* id : {"I04", "I58"}) EXPECT_EQ(h.judge(id).count, 0u) << id;
}

}  // namespace
}  // namespace drydock::testing
