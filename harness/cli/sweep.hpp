// `run --sweep path=v1,v2`: one scenario under several values of one key, told in one table.
#pragma once
#include "harness/cli/console.hpp"
#include "harness/cli/request.hpp"
#include "harness/cli/services.hpp"

namespace drydock::cli {

/// Reads the scenario under every value before the first is run: a mistake in the last must not cost the time of the
/// others. Returns the worst exit code of the runs.
int perform_sweep(const RunRequest&, const Services&, Console&);

}  // namespace drydock::cli
