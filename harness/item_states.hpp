// States that items reach: known at last, effective, overtaken by a newer version.
#pragma once
#include <memory>

#include "harness/reached.hpp"

namespace drydock {

/// An order line that the pipeline accepted before it knew the item was released in the end.
std::unique_ptr<Detector> item_awaited(const Courtroom&);
/// A version that had been told before it held was in an answer once it did.
std::unique_ptr<Detector> item_effective(const Courtroom&);
/// A version was accepted after a higher one of the same item.
std::unique_ptr<Detector> item_overtaken(const Courtroom&);

}  // namespace drydock
