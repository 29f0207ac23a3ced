// What an invariant is. Each has a file under harness/invariants/ and a row in harness/invariants.cpp. The judge does
// not know the accused: an invariant sees records, and includes neither mocks nor pipeline.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/plan.hpp"
#include "reports/finding.hpp"
#include "reports/verdict.hpp"
#include "sim/record.hpp"

namespace drydock {

class Evidence;

/// What a judge may know before the first record: the enterprise and the plan's declarations, never the parties'
/// insides.
struct Courtroom {
  const Directory* directory = nullptr;
  const Plan* plan = nullptr;  ///< masters (safety stock, offsets), bounds, planned faults and their windows
  /// Measures of the paired run without the faults concerned (I34); null if there was none.
  const std::map<std::string, std::int64_t>* baseline = nullptr;
  /// What all judges of a run share of what they have seen (harness/invariants/evidence.hpp); the Jury provides it.
  Evidence* evidence = nullptr;

  SeatIndex seat(std::string_view role) const { return directory->first(role); }
  /// A shop that sells without asking the pipeline first: every one but the first.
  bool sells_unasked(SeatIndex index) const { return has_role(index, "commerce") && index != seat("commerce"); }
  /// The same of every seat, for those who ask of each record.
  std::vector<char> unasked_seats() const {
    std::vector<char> seats;
    for (std::size_t seat = 0; seat < directory->size(); ++seat)
      seats.push_back(sells_unasked(static_cast<SeatIndex>(seat)) ? 1 : 0);
    return seats;
  }
  bool has_role(SeatIndex index, std::string_view role) const {
    return index != no_seat && (*directory)[index].role == role;
  }
};

/// Where invariants put what they find. Keeps every count, and the first findings of each invariant in full.
class Findings {
 public:
  explicit Findings(std::size_t keep = 20) : keep_(keep) {}
  void add(Finding);
  const std::vector<Finding>& kept() const { return kept_; }
  /// The kept ones, to complete them.
  std::vector<Finding>& kept() { return kept_; }
  std::uint64_t count(std::string_view invariant) const;

 private:
  std::size_t keep_;
  std::vector<Finding> kept_;
  std::map<std::string, std::uint64_t, std::less<>> counts_;
};

/// Set of record kinds, as bits.
constexpr std::uint32_t bit(RecordKind kind) { return 1U << static_cast<unsigned>(kind); }

/// One property, judged over a stream of records: amortised O(1) per record, state dropped after closure.
class Invariant {
 public:
  virtual ~Invariant() = default;
  /// The kinds of record it wants to see; others are not handed to it.
  virtual std::uint32_t kinds() const = 0;
  virtual void see(const Record&, Findings&) = 0;
  /// Whether it hears of deliveries that do not verify. To all others nobody has said what is in them.
  virtual bool hears_unverified() const { return false; }
  /// The history has ended; `end` is its last instant, `quiescent` whether it came to rest before its horizon.
  virtual void finish(Instant end, bool quiescent, Findings&) = 0;
  /// How often the property was decided on relevant data. 0: not exercised.
  virtual std::uint64_t evaluations() const = 0;
  /// A reason why it cannot be judged in this run (a fact is missing), or empty.
  virtual std::string not_evaluated() const { return {}; }
};

struct InvariantRow {
  std::string_view id;                  ///< "I01"
  std::string_view name;                ///< "no-oversell"
  std::string_view summary;             ///< one line
  std::string_view grade;               ///< S, L, A, M (domain section 3.0)
  std::vector<std::string_view> needs;  ///< boundary, ledgers, control, paired, plan
  std::vector<std::string_view> flows;
  /// Clauses (contracts/workflows/clauses.yaml) that a finding may rest on, from the narrow to the wide: it rests on
  /// the first that speaks of its message, else on the last.
  std::vector<std::string_view> clauses;
  std::string_view sees;         ///< what it is decided on, for "it never saw ...": "an outage of the ERP"
  std::string_view explanation;  ///< `explain`: the property in words, when it is judged, the usual cause and mend
  std::unique_ptr<Invariant> (*make)(const Courtroom&);
};

/// The table, sorted by id.
std::span<const InvariantRow> invariant_rows();
const InvariantRow* find_invariant(std::string_view id_or_name);

}  // namespace drydock
