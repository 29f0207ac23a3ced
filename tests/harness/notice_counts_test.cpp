#include "harness/notice_counts.hpp"

#include <gtest/gtest.h>

#include "tests/harness/invariants/notice_history.hpp"

namespace drydock::testing {
namespace {

using What = NoticeTemplate;

struct Counter : Tap {
  explicit Counter(const History& h) : room{&h.directory, &h.plan, nullptr, nullptr}, counts(room) {}
  void see(const Record& record) override { counts.see(record); }
  Courtroom room;
  NoticeCounts counts;
};

struct Counted {
  std::int64_t correct, duplicate, missing, premature;
  bool operator==(const Counted&) const = default;
};
Counted count(History& h) {
  Counter counter(h);
  h.play(counter);
  const NoticeCounts& all = counter.counts;
  return {all.correct(), all.duplicate(), all.missing(), all.premature()};
}

TEST(NoticeCounts, are_of_a_notification_seat_only) {
  History none;
  EXPECT_FALSE(Counter(none).counts.there());
  Mailed some;
  EXPECT_TRUE(Counter(some).counts.there());
  EXPECT_EQ(count(some), (Counted{1'000'000, 0, 0, 0}));
}

TEST(NoticeCounts, freight_is_told_like_parcels) {
  Mailed h;
  h.left().told(What::shipped);
  h.milestone(TrackingStatus::delivered).told(What::delivered);
  EXPECT_EQ(count(h), (Counted{1'000'000, 0, 0, 0}));
  Mailed silent;
  silent.left().milestone(TrackingStatus::delivered);
  EXPECT_EQ(count(silent), (Counted{0, 0, 1, 0})) << "delivered; shipped has been overtaken";
}

TEST(NoticeCounts, tell_right_twice_too_early_and_missing_apart) {
  Mailed h;
  h.left().told(What::shipped);
  EXPECT_EQ(count(h), (Counted{1'000'000, 0, 0, 0}));
  h.told(What::shipped);
  EXPECT_EQ(count(h), (Counted{500'000, 1, 0, 0}));
  h.told(What::delivered);
  EXPECT_EQ(count(h), (Counted{333'333, 1, 0, 1}));
  h.scanned(TrackingStatus::delivered);
  EXPECT_EQ(count(h), (Counted{333'333, 1, 0, 1})) << "told already, if too early";
  Mailed silent;
  silent.left().scanned(TrackingStatus::delivered);
  EXPECT_EQ(count(silent), (Counted{0, 0, 1, 0})) << "only that it is there is still worth a word";
}

TEST(NoticeCounts, a_late_scan_is_not_due) {
  Mailed h;
  h.left().told(What::shipped);
  h.scanned(TrackingStatus::delivered).told(What::delivered);
  h.scanned(TrackingStatus::out_for_delivery);
  EXPECT_EQ(count(h), (Counted{1'000'000, 0, 0, 0}));
}

TEST(NoticeCounts, what_the_shop_and_the_customer_are_told_at_once_may_cross) {
  Mailed h;
  h.told(What::backordered, "K-1");
  h.effect("commerce", OrderLineBackorder{"K-1", "O-1", "1", 1, "no stock"});
  EXPECT_EQ(count(h), (Counted{1'000'000, 0, 0, 0}));
}

TEST(NoticeCounts, of_several_promises_the_last_is_due) {
  Mailed h;
  h.effect("commerce", PromiseUpdate{"U-1", "O-1", {}, "short_pick"});
  h.effect("commerce", PromiseUpdate{"U-2", "O-1", {}, "short_pick"});
  EXPECT_EQ(count(h).missing, 1);
  h.told(What::promise_moved, "U-2");
  EXPECT_EQ(count(h), (Counted{1'000'000, 0, 0, 0}));
}

TEST(NoticeCounts, stock_that_moves_between_nodes_is_nobodys_parcel) {
  Mailed h;
  WmsShipped own = shipped("T-1", "S-1", {{"1", "A", 1}});
  own.packages[0].carrier = "own-fleet";
  h.event("wms-east", own);
  EXPECT_EQ(count(h).missing, 0);
}

}  // namespace
}  // namespace drydock::testing
