#include "mocks/wms/lots.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace drydock {
namespace {

TEST(Lots, TheFirstUnitsAreOfTheFirstLots) {
  LotSplit lots{{"L1", 2}, {"L2", 3}};
  EXPECT_EQ(split_first(lots, 4), (LotSplit{{"L1", 2}, {"L2", 2}}));
  EXPECT_EQ(lots, (LotSplit{{"L2", 1}}));
}

TEST(Lots, TheLastUnitsAreThoseOfNoLot) {
  LotSplit lots{{"L1", 2}, {"L2", 3}};
  EXPECT_EQ(split_last(lots, 7, 3), (LotSplit{{"L2", 1}})) << "two of the seven are of no lot";
  EXPECT_EQ(lots, (LotSplit{{"L1", 2}, {"L2", 2}}));
}

TEST(Lots, AreToldByLineAndFoundByIt) {
  Lots told;
  tell_lots({}, "1", "A", told);
  EXPECT_FALSE(told) << "nothing is said of an item that is not kept by lots";
  tell_lots({{"L1", 2}}, "1", "A", told);
  tell_lots({{"L1", 1}}, "2", "A", told);
  EXPECT_EQ(*told, (std::vector<LotQuantity>{{"1", "A", "L1", 2}, {"2", "A", "L1", 1}}));
  EXPECT_EQ(lots_of_line(*told, "2"), (LotSplit{{"L1", 1}}));
}

RC_GTEST_PROP(Lots, NoUnitIsLostByASplit, ()) {
  LotSplit lots;
  for (const int quantity : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9)))
    lots.push_back({"L" + std::to_string(lots.size()), quantity});
  const std::int64_t of_no_lot = *rc::gen::inRange(0, 5);
  const std::int64_t all = units_of(lots) + of_no_lot;
  const std::int64_t part = *rc::gen::inRange<std::int64_t>(0, all + 1);
  LotSplit rest = lots;
  const LotSplit last = split_last(rest, all, part);
  RC_ASSERT(units_of(last) == std::max<std::int64_t>(0, part - of_no_lot));
  RC_ASSERT(units_of(rest) + units_of(last) == units_of(lots));
  LotSplit again = lots;
  RC_ASSERT(split_first(again, units_of(rest)) == rest);
  RC_ASSERT(again == last);
}

}  // namespace
}  // namespace drydock
