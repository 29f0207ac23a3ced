#include "mocks/pipeline/routing.hpp"

#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

// Behind its cut-off the near warehouse, two days away, ships tomorrow; the far one needs five days in any case.
std::string first_asked(const std::string& routing, Duration slower_by = {}) {
  PipelineSettings settings;
  settings.routing = routing;
  Enterprise e({{"A", "wms-east", 5, 0, 0}, {"A", "wms-west", 5, 0, 0}}, settings);
  e.near_days = 2 + slower_by.us / days(1).us;
  e.start();
  return e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1").lines.at(0).location;
}

TEST(Routing, TheNearestIsAskedFirst) {
  EXPECT_EQ(first_asked("nearest"), "wms-east");
  EXPECT_EQ(first_asked("nearest", days(7)), "wms-east") << "however long it takes";
}

TEST(Routing, OrTheOneThatDeliversEarliest) {
  EXPECT_EQ(first_asked("earliest"), "wms-east");
  EXPECT_EQ(first_asked("earliest", days(7)), "wms-west");
  EXPECT_EQ(first_asked("earliest", days(3)), "wms-east") << "of two that are as soon, the nearest";
}

}  // namespace
}  // namespace drydock::testing
