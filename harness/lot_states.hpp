// States that lots reach: recalled, expired, taken in place of another, and what follows for packages.
#pragma once
#include <memory>

#include "harness/reached.hpp"

namespace drydock {

/// The label of a package that will not leave was given back.
std::unique_ptr<Detector> label_voided(const Courtroom&);
/// What was left of a lot was blocked on its day.
std::unique_ptr<Detector> lot_expired(const Courtroom&);
/// A lot was recalled of which a warehouse still had some.
std::unique_ptr<Detector> lot_recalled(const Courtroom&);
/// A picker took another lot than was assigned to the order.
std::unique_ptr<Detector> lot_swapped(const Courtroom&);
/// A package that had been packed was taken apart.
std::unique_ptr<Detector> package_voided(const Courtroom&);

}  // namespace drydock
