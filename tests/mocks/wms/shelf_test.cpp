#include "mocks/wms/shelf.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace drydock {
namespace {

Shelf shelf_with(std::int64_t unrestricted, std::int64_t held = 0) {
  Shelf shelf;
  shelf.begin(0);
  shelf.put({Position{"I-1", "east", unrestricted, held, 0, 0}, 0, {}});
  return shelf;
}
const Position& position(const Shelf& shelf) { return shelf.find("I-1")->position; }

TEST(Shelf, AllocatesAtMostWhatIsFree) {
  Shelf shelf = shelf_with(5);
  EXPECT_EQ(shelf.allocate("I-1", 3, {}).quantity, 3);
  EXPECT_EQ(shelf.allocate("I-1", 3, {}).quantity, 2);
  EXPECT_EQ(shelf.allocate("I-1", 3, {}).quantity, 0);
  EXPECT_EQ(shelf.allocate("I-9", 3, {}).quantity, 0);
  EXPECT_EQ(shelf.free("I-1"), 0);
  EXPECT_EQ(position(shelf).version, 0) << "an allocation is no movement";
}

TEST(Shelf, WhatIsLetGoIsFreeAgainAndNoMovement) {
  Shelf shelf = shelf_with(5);
  shelf.allocate("I-1", 3, {});
  shelf.let_go("I-1", 2, {});
  EXPECT_EQ(shelf.free("I-1"), 4);
  EXPECT_EQ(position(shelf).version, 0);
}

TEST(Shelf, EachMovementRaisesTheVersionByOne) {
  Shelf shelf = shelf_with(10);
  EXPECT_EQ(shelf.add("I-1", -1).version, 1);
  EXPECT_EQ(shelf.hold("I-1", 2).version, 2);
  EXPECT_EQ(shelf.release("I-1", 1).version, 3);
  shelf.allocate("I-1", 3, {});
  EXPECT_EQ(shelf.take("I-1", 3, {}).version, 4);
  EXPECT_EQ(position(shelf), (Position{"I-1", "east", 5, 1, 0, 4}));
}

TEST(Shelf, FindsTheFullestItemAndOfEqualsTheFirst) {
  Shelf shelf;
  shelf.begin(0);
  for (const char* item : {"I-3", "I-1", "I-2"}) shelf.put({Position{item, "east", 5, 0, 0, 0}, 0, {}});
  EXPECT_EQ(shelf.fullest(false), "I-1");
  shelf.allocate("I-1", 1, {});
  EXPECT_EQ(shelf.fullest(false), "I-2");
  EXPECT_EQ(shelf.fullest(true), "") << "nothing is held";
  shelf.hold("I-3", 1);
  EXPECT_EQ(shelf.fullest(true), "I-3");
}

// Whatever happens within what the shelf itself says is possible: no bucket is negative, what is allocated is there,
// and the position is the opening one plus all movements.
RC_GTEST_PROP(Shelf, TheSumOfMovementsIsThePosition, ()) {
  const std::int64_t opened = *rc::gen::inRange<std::int64_t>(0, 30);
  Shelf shelf = shelf_with(opened);
  std::int64_t unrestricted = opened;
  std::int64_t held = 0;
  std::int64_t allocated = 0;
  std::int64_t movements = 0;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, std::int64_t>>>(
      rc::gen::pair(rc::gen::inRange(0, 5), rc::gen::inRange<std::int64_t>(-10, 10)));
  for (const auto& [kind, wish] : steps) {
    const std::int64_t free = shelf.free("I-1");
    const std::int64_t size = std::abs(wish);
    if (kind == 0) {
      const std::int64_t delta = std::max(wish, -free);
      shelf.add("I-1", delta);
      unrestricted += delta;
      ++movements;
    } else if (kind == 1) {
      const std::int64_t quantity = std::min(size, free);
      shelf.hold("I-1", quantity);
      unrestricted -= quantity;
      held += quantity;
      ++movements;
    } else if (kind == 2) {
      const std::int64_t quantity = std::min(size, held);
      shelf.release("I-1", quantity);
      unrestricted += quantity;
      held -= quantity;
      ++movements;
    } else if (kind == 3) {
      allocated += shelf.allocate("I-1", size, {}).quantity;
    } else {
      const std::int64_t quantity = std::min(size, allocated);
      shelf.take("I-1", quantity, {});
      unrestricted -= quantity;
      allocated -= quantity;
      ++movements;
    }
    RC_ASSERT(position(shelf) == (Position{"I-1", "east", unrestricted, held, 0, movements}));
    RC_ASSERT(shelf.allocated("I-1") == allocated);
    RC_ASSERT(unrestricted >= 0);
    RC_ASSERT(held >= 0);
    RC_ASSERT(shelf.free("I-1") == unrestricted - allocated);
    RC_ASSERT(shelf.free("I-1") >= 0);
  }
}

// By lots, against the plainest of models: a number for each lot, and one for what is of none.
RC_GTEST_PROP(Shelf, NoLotHasLessThanIsClaimedOfIt, ()) {
  Shelf shelf = shelf_with(20);
  shelf.open({"I-1", "east", "L1", Instant{10}, 6});
  shelf.open({"I-1", "east", "L2", Instant{20}, 8});
  std::vector<Assigned> out;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, std::int64_t>>>(
      rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange<std::int64_t>(1, 9)));
  bool ended = false;
  for (const auto& [kind, size] : steps) {
    const std::int64_t part = std::min(size, shelf.free("I-1"));
    if (kind == 0) {
      out.push_back(shelf.allocate("I-1", size, Instant{size * 3}));
      for (const LotUnits& units : out.back().lots) RC_ASSERT(units.lot != "L2" || !ended);
    }
    if (kind == 1 && !out.empty()) {
      shelf.take("I-1", out.back().quantity, out.back().lots);
      out.pop_back();
    }
    if (kind == 2 && !out.empty()) {
      shelf.let_go("I-1", out.back().quantity, out.back().lots);
      out.pop_back();
    }
    if (kind == 3) shelf.hold("I-1", part);
    if (kind == 4) shelf.release("I-1", std::min(size, position(shelf).quality_hold));
    if (kind == 5) shelf.add("I-1", -part);
    if (kind == 6 && !out.empty()) out.back().lots = shelf.exchanged("I-1", out.back().lots, {});
    if (kind == 7) {
      shelf.end("I-1", "L2");
      ended = true;
    }
    std::int64_t of_lots = 0;
    for (const ShelfLot& lot : shelf.find("I-1")->lots) {
      std::int64_t claimed = 0;
      for (const Assigned& one : out)
        for (const LotUnits& units : one.lots)
          if (units.lot == lot.lot) claimed += units.quantity;
      RC_ASSERT(lot.held >= 0);
      RC_ASSERT(lot.unrestricted >= claimed);
      RC_ASSERT(shelf.free("I-1", lot.lot) == lot.unrestricted - claimed);
      of_lots += lot.unrestricted;
    }
    RC_ASSERT(of_lots <= position(shelf).unrestricted);
    for (const Assigned& one : out) RC_ASSERT(units_of(one.lots) <= one.quantity);
  }
}

TEST(Shelf, OfLotsTheFirstToExpireThatKeepsLongEnough) {
  Shelf shelf = shelf_with(10);
  shelf.open({"I-1", "east", "keeps", std::nullopt, 3});
  shelf.open({"I-1", "east", "late", Instant{20}, 2});
  shelf.open({"I-1", "east", "soon", Instant{10}, 4});
  EXPECT_EQ(shelf.allocate("I-1", 5, Instant{9}).lots, (LotSplit{{"soon", 4}, {"late", 1}}));
  EXPECT_EQ(shelf.allocate("I-1", 5, Instant{20}).lots, (LotSplit{{"keeps", 3}})) << "the fourth is of no lot";
  EXPECT_EQ(shelf.free("I-1"), 1) << "of a lot that does not keep";
}

}  // namespace
}  // namespace drydock
