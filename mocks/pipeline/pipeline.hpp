// The reference pipeline: our double of the customer's integration, one seat among the others. README.md beside this
// file says which file is which flow and how a message travels.
#pragma once
#include "mocks/pipeline/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes the pipeline. The factory keeps the settings; every actor it makes rebuilds itself from its journal. It finds
/// the seats it works with in the directory by role (commerce, erp, wms, tms, carrier, payment); a role that is missing
/// takes its steps away.
ActorFactory make_pipeline(PipelineSettings);

}  // namespace drydock
