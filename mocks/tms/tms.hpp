// The tms mock: the TMS. What it does, accepts and refuses is in README.md beside this file.
#pragma once
#include "mocks/tms/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes the TMS. The factory keeps the settings; every actor it makes rebuilds itself from its journal.
ActorFactory make_tms(TmsSettings);

}  // namespace drydock
