// The carrier mock: a parcel carrier. What it does, accepts and refuses is in README.md beside this file.
#pragma once
#include "mocks/carrier/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes a parcel carrier. The factory keeps the settings; every actor it makes rebuilds itself from its journal.
ActorFactory make_carrier(CarrierSettings);

}  // namespace drydock
