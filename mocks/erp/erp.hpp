// The erp mock: the ERP. What it does, accepts and refuses is in README.md beside this file.
#pragma once
#include "mocks/erp/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes the ERP. The factory keeps the settings; every actor it makes rebuilds itself from its journal.
ActorFactory make_erp(ErpSettings);

}  // namespace drydock
