// How the orders that a scenario names came out, held against how they were to end. It goes by what parties wrote and
// published, never by what the pipeline says of itself.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/plan.hpp"
#include "reports/verdict.hpp"
#include "sim/record.hpp"

namespace drydock {

class OrderEnds : public Tap {
 public:
  /// Follows the orders of Plan::orders. Plan and directory must outlive it.
  OrderEnds(const Plan&, const Directory&);
  void see(const Record&) override;
  /// A row for each thing that was expected of an order, in the order of the plan: "basket.end", "basket.from",
  /// "basket.by", "basket.packages", "basket.shipments". Of an order that never came, and of a run that was cut short,
  /// nothing is evaluated.
  std::vector<ExpectationResult> results(bool whole) const;

 private:
  /// What is known of one order. Units are counted over all its lines.
  struct Known {
    bool arrived = false;
    bool placed = false;
    std::int64_t ordered = 0;
    std::int64_t shipped = 0;
    std::int64_t cancelled = 0;
    std::int64_t backordered = 0;
    std::string unserved;  ///< declined or abandoned
    std::set<std::string> packages;
    std::set<std::string> delivered;
    std::set<std::string> shipments;
    std::set<std::string> warehouses;
    std::string end;                       ///< where it is now, as in Seen
    std::map<std::string, Instant> ended;  ///< when it came there, last
    std::string last;                      ///< the last fact of it: "record 812, 14m 3s: wms.pick.short of wms-east"
  };
  struct Seen {
    std::string end;     ///< as in OrderExpectation::end; "open" or "abandoned" besides
    std::string detail;  ///< "1 of 2 units left"; may be empty
  };

  Known* find(std::string_view order);
  void publish(const Record&);
  void effect(const Record&);
  void shipment(const Record&);
  void note(Known&, const Record&) const;
  static Seen seen(const Known&);
  static std::optional<Instant> since_when(const Known&, const std::string& end);
  std::string at(Instant) const;

  const Plan& plan_;
  const Directory& directory_;
  std::vector<Known> known_;  ///< by place in Plan::orders
};

}  // namespace drydock
