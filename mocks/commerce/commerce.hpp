// The commerce mock: the shop. What it does, accepts and refuses is in README.md beside this file.
#pragma once
#include "mocks/commerce/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes the shop. The factory keeps the settings; every actor it makes rebuilds itself from its journal.
ActorFactory make_commerce(CommerceSettings);

}  // namespace drydock
