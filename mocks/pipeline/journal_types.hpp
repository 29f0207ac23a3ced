// Every record that may stand in the pipeline's journal, for journals that keep them as text.
#pragma once
#include <vector>

#include "contracts/canonical/describe.hpp"

namespace drydock {

/// The rows of mocks/pipeline/records.hpp, and the bodies of all message types (what waits in the outbox and the
/// inbox).
std::vector<const Type*> pipeline_journal_types();

}  // namespace drydock
