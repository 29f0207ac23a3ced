// The knobs of the reference pipeline that a scenario may turn, for what-if runs: their names, shapes and ranges.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "harness/plan.hpp"
#include "mocks/pipeline/settings.hpp"

namespace drydock {

enum class KnobShape : std::uint8_t {
  count,     ///< a whole number
  duration,  ///< one duration
  ladder,    ///< durations, one a step; at least one
  choice     ///< one of a few words
};

/// A knob. "erp.concurrency" is `erp: {concurrency: 5}` in a scenario.
struct KnobRow {
  std::string_view name;
  KnobShape shape;
  std::int64_t low;                                ///< a count, or microseconds; of a ladder each step
  std::int64_t high;                               ///< included
  std::span<const std::string_view> choices = {};  ///< of a choice, the default first
};

/// The table, in the order of the settings. Settings that only a defect knows are not in it.
std::span<const KnobRow> knob_rows();
/// Null if there is none of that name.
const KnobRow* find_knob(std::string_view name);
/// What the knob has where a plan does not turn it.
PlannedKnob default_of(const KnobRow&);

/// The settings of a plan's pipeline: its knobs and its defects, the rest as it is by default. A knob of the plan must
/// be one of the table and have its shape.
PipelineSettings pipeline_settings(const Plan&);
/// Whether the ERP of this plan sends its balances by night.
bool balances_by_night(const Plan&);

}  // namespace drydock
