// Cancelling what nobody works yet: units go back to the shelf's free stock, and the answer is kept as amounts.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "contracts/canonical/cancel.hpp"
#include "mocks/wms/shelf.hpp"
#include "mocks/wms/work.hpp"

namespace drydock {

/// Whether a work still waits for a picker: picking is the cut-off state.
using Waits = std::function<bool(const Work&)>;

/// Takes up to `wanted` units of a line out of the works that wait. Returns how many there were, and of which lots.
Assigned drop_units(Fulfilment&, const LineQuantity& wanted, const Waits&, Shelf&);
/// Takes works away of which nothing is left to pick. Returns their numbers.
std::vector<std::int64_t> drop_empty_works(Fulfilment&);

/// Quantities of lines as text, and the answer they belong to: lines of the request, in its order.
std::string amounts_of(const std::vector<LineQuantity>& lines);
OutboundOrderCancelled answer_of(const OutboundOrderCancel& asked, const std::string& amounts);

}  // namespace drydock
