#include "harness/item_states.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/master.hpp"
#include "tests/harness/reached_count.hpp"

namespace drydock::testing {
namespace {

ItemChanged version(const std::string& item, std::int64_t number, Duration valid_from) {
  return {item, number, t0 + valid_from, item, "active", 100, {price, "USD"}, {}};
}
History that_decides(const ItemChanged& change) {
  History h;
  h.plan.stimuli.push_back({t0, "erp", Payload::of(ItemDecided{change})});
  return h;
}
History with_a_launch() { return that_decides(version("NEW", 1, minutes(5))); }
void tells(History& h, const ItemChanged& change) {
  h.event("erp", change, change.item + "/" + std::to_string(change.version), change.version);
}
void answers(History& h, const std::string& item) {
  AvailabilityQuery query;
  query.items = {{item, 1}};
  AvailabilityAnswer answer;
  answer.as_of = h.now();
  answer.offers = {{item, "wms-east", 1}};
  h.asked("commerce", "pipeline", query, answer);
}

TEST(ItemStates, ALineThatCameBeforeItsItemAndWasReleased) {
  History h = with_a_launch();
  h.at(minutes(1)).place("O-1", {{"1", "NEW", 1}});
  EXPECT_EQ(reached_count(h, "item.awaited"), 0u);
  tells(h, version("NEW", 1, minutes(5)));
  h.at(minutes(6)).send_out("O-1-F1", "O-1", "wms-east", {{"1", "NEW", 1}});
  EXPECT_EQ(reached_count(h, "item.awaited"), 1u);

  History after = with_a_launch();
  tells(after, version("NEW", 1, minutes(5)));
  after.at(minutes(6)).place("O-1", {{"1", "NEW", 1}});
  after.send_out("O-1-F1", "O-1", "wms-east", {{"1", "NEW", 1}});
  EXPECT_EQ(reached_count(after, "item.awaited"), 0u) << "it was known by then";
}

TEST(ItemStates, AVersionToldAheadThatIsUsedOnceItHolds) {
  History h = that_decides(version("A", 2, minutes(5)));
  h.at(minutes(1));
  tells(h, version("A", 2, minutes(5)));
  h.at(minutes(2));
  answers(h, "A");
  EXPECT_EQ(reached_count(h, "item.effective"), 0u);
  h.at(minutes(6));
  answers(h, "B");
  EXPECT_EQ(reached_count(h, "item.effective"), 0u);
  answers(h, "A");
  answers(h, "A");
  EXPECT_EQ(reached_count(h, "item.effective"), 1u);
}

TEST(ItemStates, AVersionAfterAHigherOne) {
  History h = that_decides(version("B", 2, minutes(5)));
  tells(h, version("A", 2, minutes(5)));
  tells(h, version("B", 3, minutes(5)));
  EXPECT_EQ(reached_count(h, "item.overtaken"), 0u);
  tells(h, version("B", 2, minutes(5)));
  EXPECT_EQ(reached_count(h, "item.overtaken"), 1u);
}

}  // namespace
}  // namespace drydock::testing
