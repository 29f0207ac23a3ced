// The sum of a run: what verdict.json holds (reports/verdict.schema.json).
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/finding.hpp"

namespace drydock {

enum class Outcome : std::uint8_t { pass, fail, vacuous, error };
std::string_view to_string(Outcome);
std::optional<Outcome> outcome_of(std::string_view);
/// 0 pass, 1 fail, 5 vacuous, 4 error.
int exit_code(Outcome);

enum class InvariantState : std::uint8_t { held, violated, not_exercised, not_evaluated, out_of_scope };
std::string_view to_string(InvariantState);
std::optional<InvariantState> invariant_state_of(std::string_view);

struct InvariantResult {
  std::string id;
  std::string name;
  InvariantState state = InvariantState::not_exercised;
  std::uint64_t evaluations = 0;
  std::uint64_t findings = 0;  ///< all there were; only the first few are told in full
  std::string reason;          ///< of not_exercised (what it never saw), not_evaluated and out_of_scope
  bool required = false;       ///< the scenario requires it: unless it held, the run is vacuous
};
struct FaultResult {
  std::string id;
  std::string fault;
  std::string planned;  ///< its dose in words: "20m from 2h"
  std::int64_t fired = 0;
  bool must_fire = true;        ///< a fixed dose that never fires makes the run vacuous
  std::string state = "fired";  ///< fired, never_fired, not_injectable
  std::string reason;
};
struct ReachedResult {
  std::string name;
  bool declared = false;  ///< the scenario asked for it
  std::uint64_t count = 0;
};
struct ExpectationResult {
  std::string measure;
  std::string limit;   ///< "<= 200ms"
  std::string actual;  ///< "143ms"
  bool met = false;
  bool evaluated = true;
  std::string where = {};  ///< where to look, of one that is not met: "record 812, 14m 3s: wms.pick.short of wms-east"
};
struct MeasureResult {
  std::string name;        ///< "availability.p99"
  std::string unit;        ///< us, ratio, count
  std::int64_t value = 0;  ///< microseconds, millionths, or a count
};
struct Counts {
  std::uint64_t messages = 0;
  std::uint64_t events = 0;  ///< of the simulation loop
  std::uint64_t records = 0;
  std::uint64_t orders = 0;
  std::uint64_t contract_checks = 0;
};
struct Verdict {
  int format = 1;
  Outcome outcome = Outcome::pass;
  std::string problem;    ///< of outcome error: what the harness ran into
  std::string cut_short;  ///< why the run ended before its horizon ("deadline of 30s", "SIGTERM"); empty: it did not
  std::string partial;    ///< what of the run was judged, where a history keeps only a part of it; empty: all of it
  std::map<std::string, std::string> versions;  ///< drydock, contracts, tzdata
  std::string scenario;
  std::string story;  ///< what happens in it, for people
  std::string source;
  std::uint64_t seed = 0;
  std::string world = "virtual";
  std::string run_id;        ///< "<scenario>/<seed>"
  std::string history_hash;  ///< 16 hex digits
  Counts counts;
  double wall_seconds = 0;
  double virtual_seconds = 0;
  std::uint64_t peak_rss_bytes = 0;
  std::vector<InvariantResult> invariants;
  std::vector<FaultResult> faults;
  std::vector<ReachedResult> reached;
  std::vector<ExpectationResult> expectations;
  std::vector<MeasureResult> measures;
  std::vector<Finding> findings;
  std::vector<std::string> defects;
  std::string reproduce;
  std::int64_t utc_offset_minutes = 0;  ///< for calendar times
  Instant start;                        ///< t = 0 of the run
};

}  // namespace drydock
