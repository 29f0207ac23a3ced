// Plans as files: what is replayed, shrunk and kept. YAML of one entry a line, each value in JSON, so that a plan can
// be read, compared and edited with simple tools: a line taken out (an order, a fault, an item) leaves a valid plan.
//
//   format: 1
//   scenario: "peak-season"
//   run: "8h"
//   faults:
//   - {"id":"erp-down","fault":"outage","on":"erp","seats":["erp"],"from":"2026-11-27T17:00:00.000000Z"}
//   stimuli:
//   - {"at":"2026-11-27T15:00:01.250000Z","seat":"commerce","what":"ShopperArrives","body":{"order_id":"O-000001"}}
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/plan.hpp"
#include "harness/scenario/loader.hpp"

namespace drydock {

/// The text of a plan. read_plan gives back the same plan.
std::string write_plan(const Plan&);

/// Either a plan, or all the mistakes in the file.
struct LoadedPlan {
  std::optional<Plan> plan;
  std::map<std::string, std::string> versions;  ///< of what wrote the file
  std::vector<Mistake> mistakes;                ///< in the order of the file
  explicit operator bool() const { return plan.has_value(); }
};
/// Reads the text of a plan; `file` is its name in messages. Checked: shapes, names, that seats exist and ids are
/// unique.
LoadedPlan read_plan(std::string_view text, const std::string& file, const Vocabulary&);
LoadedPlan read_plan_file(const std::string& path, const Vocabulary&);

}  // namespace drydock
