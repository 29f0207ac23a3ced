#include "harness/invariants/item_terms.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/master.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

struct Sees : Tap {
  explicit Sees(ItemTerms& made) : terms(made) {}
  void see(const Record& record) override {
    if ((ItemTerms::kinds() & bit(record.kind)) != 0) terms.see(record);
  }
  ItemTerms& terms;
};

ItemChanged version(const std::string& item, std::int64_t number, Duration valid_from, std::int64_t safety,
                    const std::string& status = "active") {
  return {item, number, t0 + valid_from, item, status, 100, {price, "USD"}, {{"wms-east", safety}}};
}

class Terms : public ::testing::Test {
 protected:
  void decides(const ItemChanged& change) { h.plan.stimuli.push_back({t0, "erp", Payload::of(ItemDecided{change})}); }
  void tells(const ItemChanged& change) {
    h.event("erp", change, change.item + "/" + std::to_string(change.version), change.version);
  }
  // From then on nothing more is decided.
  void judge() {
    terms = std::make_unique<ItemTerms>(Courtroom{&h.directory, &h.plan}, places);
    Sees sees(*terms);
    h.play(sees);
    place = places.number("A", "wms-east");
  }
  std::int64_t least(Duration from, Duration until) const { return terms->least(place, 10, t0 + from, t0 + until); }
  std::int64_t most(Duration from, Duration until) const { return terms->most(place, 10, t0 + from, t0 + until); }

  void SetUp() override {
    h.plan.items.push_back({"A", "A", "active", 100, {price, "USD"}});
    h.safety("A", "wms-east", 3);
  }
  History h;
  Places places;
  std::unique_ptr<ItemTerms> terms;
  std::uint32_t place = 0;
};

TEST_F(Terms, WithoutChangesAreThoseOfTheMasters) {
  judge();
  EXPECT_FALSE(terms->any());
  EXPECT_EQ(least({}, minutes(1)), 7);
  EXPECT_EQ(most({}, minutes(1)), 7);
  EXPECT_EQ(terms->most(place, 2, t0, t0), 0) << "never less than nothing";
}

TEST_F(Terms, ChangeAtTheirMomentGiveOrTakeTheClocks) {
  const ItemChanged change = version("A", 2, minutes(10), 5);
  decides(change);
  h.at(minutes(5));
  tells(change);
  judge();
  EXPECT_EQ(least(minutes(6), minutes(9)), 7);
  EXPECT_EQ(most(minutes(6), minutes(9)), 7);
  EXPECT_EQ(least(minutes(9), minutes(10)), 5);
  EXPECT_EQ(most(minutes(9), minutes(10)), 7);
  EXPECT_EQ(most(minutes(11), minutes(12)), 5);
}

TEST_F(Terms, OfAChangeThatWasNeverAcceptedAreBoth) {
  const ItemChanged change = version("A", 2, minutes(10), 5);
  decides(change);
  h.at(minutes(5));
  h.publish("erp", change, "A/2");
  judge();
  EXPECT_EQ(least(minutes(60), minutes(61)), 5);
  EXPECT_EQ(most(minutes(60), minutes(61)), 7);
}

TEST_F(Terms, OfTheHighestVersionHoldWhateverCameLast) {
  const ItemChanged second = version("A", 2, minutes(10), 5);
  const ItemChanged third = version("A", 3, minutes(10), 1);
  decides(second);
  decides(third);
  h.at(minutes(5));
  tells(third);
  h.at(minutes(6));
  tells(second);
  judge();
  EXPECT_EQ(least(minutes(11), minutes(12)), 9);
  EXPECT_EQ(most(minutes(11), minutes(12)), 9);
}

TEST_F(Terms, OfWhatIsDiscontinuedAreNothing) {
  const ItemChanged change = version("A", 2, minutes(10), 3, "discontinued");
  decides(change);
  h.at(minutes(5));
  tells(change);
  judge();
  EXPECT_TRUE(terms->surely_sold(places.item_of(place), t0 + minutes(8), t0 + minutes(9)));
  EXPECT_FALSE(terms->may_be_sold(places.item_of(place), t0 + minutes(11), t0 + minutes(12)));
  EXPECT_EQ(most(minutes(11), minutes(12)), 0);
  EXPECT_EQ(terms->most(place, 10, t0 + minutes(11), t0 + minutes(12), true), 7) << "by safety stock alone";
}

TEST_F(Terms, OfANewItemAreNoneBeforeItsFirstVersion) {
  const ItemChanged first = version("N", 1, minutes(10), 0);
  decides(first);
  h.at(minutes(5));
  tells(first);
  judge();
  const std::uint32_t item = places.item_number("N");
  EXPECT_TRUE(terms->launched(item));
  EXPECT_FALSE(terms->may_be_known(item, t0 + minutes(9)));
  EXPECT_TRUE(terms->may_be_known(item, t0 + minutes(10)));
  EXPECT_EQ(terms->known_since(item), t0 + minutes(10) + h.plan.bounds.clock_skew);
}

}  // namespace
}  // namespace drydock::testing
