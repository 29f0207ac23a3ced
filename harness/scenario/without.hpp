// without: what a scenario leaves out of the one it extends, by name.
#pragma once
#include "harness/scenario/node.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// Takes what `names` lists out of a document: faults, streams of demand, named orders, transfers, operations done
/// once, warehouses, carriers, the payment seat; each by its name or, where two kinds share it, as `faults.NAME`. With
/// a fault go the limits measured while it is on, with a seat its labour. A name of nothing is told.
void take_out_all(Node& document, const Node& names, Reading&);
/// The same of the document's own `without`, which is taken out too.
void apply_without(Node& document, Reading&);

}  // namespace drydock
