// Returned parcels: what was announced of them, what came, and when somebody looks at it.
#pragma once
#include <string>
#include <vector>

#include "contracts/canonical/returns.hpp"

namespace drydock {

/// expected: announced, nothing came; received: counted at the dock, nobody has looked at it; closed: every announced
/// unit has a disposition.
enum class ParcelState : std::uint8_t { expected, received, closed };
DRYDOCK_DESCRIBE_ENUM(ParcelState, "expected", "received", "closed")

/// A return by its id. Of a closed one only the state is kept.
struct ReturnedParcel {
  ParcelState state = ParcelState::expected;
  std::string order_id;
  std::vector<LineQuantity> announced;
  std::vector<ReturnedUnits> units;  ///< what is in the parcel, of what was announced
  Instant inspected_at;              ///< when somebody looks at it
  bool operator==(const ReturnedParcel&) const = default;
};
DRYDOCK_DESCRIBE(ReturnedParcel, state, order_id, announced, units, inspected_at)

/// The announced lines in their order, as the parcel has them: never more of a line than was announced, sound units
/// first; what was announced and is not in the parcel is missing.
std::vector<ReturnedUnits> counted(const std::vector<LineQuantity>& announced,
                                   const std::vector<ReturnedUnits>& parcel);

/// Units of one line with one disposition.
struct DisposedUnits {
  const ReturnedUnits* line = nullptr;
  Disposition disposition = Disposition::restocked;
  std::int64_t quantity = 0;
};
/// The groups of which there are any, line by line.
std::vector<DisposedUnits> groups_of(const std::vector<ReturnedUnits>& lines);

}  // namespace drydock
