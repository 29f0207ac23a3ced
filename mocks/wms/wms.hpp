// The wms mock: a warehouse. What it does, accepts and refuses is in README.md beside this file.
#pragma once
#include "mocks/wms/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes a warehouse. The factory keeps the settings; every actor it makes rebuilds itself from its journal.
ActorFactory make_wms(WmsSettings);

}  // namespace drydock
