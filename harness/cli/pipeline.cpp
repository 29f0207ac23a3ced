#include "harness/cli/exit.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"

namespace drydock::cli {

int perform(const PipelineRequest& request, const Services& services, Console& console) {
  if (!services.pipeline) return usage_mistake(console, "pipeline: this program has no live world");
  if (!known_defects(request.defects, services, console)) return exit_usage;
  return services.pipeline({request.listen, request.links, request.journal, request.defects}, console.err);
}

}  // namespace drydock::cli
