// Measures of a run: numbers a scenario may set limits to (`within:`), computed while the records pass.
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/invariant.hpp"
#include "harness/invariants/carrier_windows.hpp"
#include "harness/plan.hpp"
#include "reports/verdict.hpp"

namespace drydock {

/// A measure. Its value is in microseconds (unit "us"), millionths ("ratio") or a count ("count").
struct MeasureRow {
  std::string_view name;
  std::string_view unit;
  std::string_view summary;
};
/// The table, sorted by name. Measures of single faults ("wms_call.p99@carrier-slow", "orders_accepted@erp-down") are
/// not in it.
std::span<const MeasureRow> measure_rows();
const MeasureRow* find_measure(std::string_view name);

class MeasureState;

class Measures : public Tap {
 public:
  /// `windows`: what is measured for I34 besides. The paired run is given the windows of the plan with the faults.
  /// What the plan expects during a fault is measured of what begins while the fault is on, whenever it ends.
  explicit Measures(const Courtroom&, std::vector<CarrierWindow> windows = {});
  ~Measures() override;
  void see(const Record&) override;

  /// Those with data, by name.
  std::vector<MeasureResult> results() const;
  /// The same as a map, measures of single faults included: what Courtroom::baseline wants.
  std::map<std::string, std::int64_t> values() const;

 private:
  std::unique_ptr<MeasureState> state_;
  std::vector<Expectation> wanted_;                    ///< those of the plan that are measured during a fault
  std::vector<std::unique_ptr<MeasureState>> during_;  ///< one a fault
};

/// The name a measure has in a verdict: "orders_accepted", during a fault "orders_accepted@erp-down".
std::string measure_name(const Expectation&);

/// Holds measures against limits. An expectation without a measure is not evaluated.
std::vector<ExpectationResult> compare(const std::vector<Expectation>&, const std::vector<MeasureResult>&);

}  // namespace drydock
