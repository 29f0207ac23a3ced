#include "harness/cli/scenario_template.hpp"

#include <fmt/format.h>

namespace drydock::cli {

std::string scenario_template(std::string_view name) {
  return fmt::format(R"yaml(# Check it with `drydock scenario lint {0}.yaml`; `drydock scenario schema` prints what may stand here.
format: 1
scenario: {0}
story: >
  A quiet hour in one warehouse. Some events come twice, and the ERP goes away for five minutes.
seed: 1
clock: {{start: "2026-11-27T10:00:00", tz: America/New_York, run: 1h, settle: 3d}}
enterprise:
  warehouses:
    wms-east: {{region: us-east, capacity: 400 orders/h, cutoff: "17:00", tz: America/New_York, pickups: every 30m}}
  carriers: {{carrier-fast: {{2-day: 2d}}}}
  catalog: {{items: 50, opening_cover: 3d}}
demand:
  shop: {{orders: 2/min, lines: {{mean: 1.3}}, regions: {{us-east: 100%}}, services: {{2-day: 100%}}}}
faults:
  - {{fault: duplicate, on: wms-* -> pipeline, chance: 10%, within: 5m}}
  - {{id: erp-down, fault: outage, on: erp, from: 20m, for: 5m}}
expect:
  invariants: all
  reached: [erp.caught_up, duplicate.ignored]
)yaml",
                     name);
}

}  // namespace drydock::cli
