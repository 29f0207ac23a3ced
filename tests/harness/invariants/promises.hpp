// Holds with promises at warehouses that declare their calendar, for the tests of I24, I26 and I27.
#pragma once
#include "tests/support/history_builder.hpp"

namespace drydock::testing {

/// The day of t0 (08:00 UTC) begins eight hours before it. Both warehouses keep UTC; east closes at ten, west at noon.
inline constexpr Instant the_day = t0 - hours(8);

inline History with_calendars() {
  History h;
  for (PlannedWarehouse& warehouse : h.plan.warehouses) {
    Location& location = warehouse.location;
    location.cutoff = location.location == "wms-east" ? "10:00" : "12:00";
    location.offsets = {{Instant{0}, 0}};
    location.capacity_per_hour = 2;
    location.transit = {{"us-east", "ground", "carrier-fast", 1, 3}};
  }
  return h;
}

inline ReservationCreate cart(const std::string& reservation) {
  ReservationCreate create;
  create.cart_id = "C" + reservation;
  create.lines = {{"1", "A", 1}};
  create.ship_to.region = "us-east";
  create.service = "ground";
  return create;
}
inline ReservationAnswer promising(const std::string& reservation, const std::string& location, Promise given) {
  ReservationAnswer answer;
  answer.outcome = ReservationOutcome::held;
  answer.reservation_id = reservation;
  answer.lines = {{"1", "A", location, 1}};
  answer.promise = given;
  return answer;
}
/// Asked and answered at once.
inline void promise(History& h, const std::string& reservation, const std::string& location, Promise given) {
  h.asked("commerce", "pipeline", cart(reservation), promising(reservation, location, given), "C" + reservation);
}
/// Ships within a day of the first, arrives three days later.
inline Promise from_day(std::int64_t day) { return {the_day + days(day + 1), the_day + days(day + 4)}; }

}  // namespace drydock::testing
