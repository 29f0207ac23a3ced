// The causal story of a finding: at most ten messages across the systems that led to it, gathered in a second pass over
// the same run.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "harness/invariants/names.hpp"
#include "reports/finding.hpp"
#include "sim/record.hpp"

namespace drydock {

/// Listens to the run once more and keeps, for each finding, the records that carry one of its keys (as business key,
/// event id, idempotency key, correlation, causation or ordering key) up to the record that decided it; bounded.
///
///   StoryCollector collector(directory, verdict.findings);
///   // replay the plan with the collector as a tap
///   collector.tell(verdict.findings);
class StoryCollector : public Tap {
 public:
  StoryCollector(const Directory&, const std::vector<Finding>&);
  void see(const Record&) override;
  /// Writes the story of each finding; the same findings, in the same order, as the constructor was given.
  void tell(std::vector<Finding>&) const;

 private:
  struct Page {
    StoryStep step;
    std::uint64_t id = 0;  ///< event id or idempotency key
    std::uint64_t causation = 0;
    std::uint64_t correlation = 0;
    std::uint64_t subject = 0;  ///< type and business key
    int weight = 0;
    bool ledger = false;  ///< an effect: told only if no message says the same
  };
  struct Shelf {
    std::uint64_t decided = 0;
    std::vector<std::uint64_t> narrow;  ///< keys other than the order
    std::vector<Page> pages;
    std::size_t next = 0;  ///< where the ring of late pages goes on
  };

  bool concerns(const Record&, std::vector<std::uint32_t>& shelves);
  void keep(Shelf&, const Record&, bool narrow, std::uint32_t attempt = 1);
  static std::vector<const Page*> chosen(const Shelf&);

  const Directory* directory_;
  FlatMap<std::vector<std::uint32_t>> by_key_;
  std::vector<Shelf> shelves_;
  FlatMap<std::uint32_t> attempts_;  ///< requests made, by idempotency key and seat
  std::vector<std::uint32_t> scratch_;
};

/// A record in domain words: "wms.pick.short O-000123-F1: line 1, 2 of 3 missing".
/// `attempt`: of a request, how often it was made by now under its key.
std::string in_words(const Record&, std::uint32_t attempt = 1);

}  // namespace drydock
