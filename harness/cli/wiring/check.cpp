// `check`: the judges over a history that was recorded elsewhere.
#include <fmt/format.h>

#include <map>

#include "harness/cli/wiring/wiring.hpp"
#include "harness/recorded.hpp"
#include "harness/trial.hpp"
#include "sim/history.hpp"
#include "sim/record_hash.hpp"

namespace drydock::cli {
namespace {

/// What a run's own bookkeeping would have known.
class Bookkeeping : public Tap {
 public:
  void see(const Record& record) override {
    ++counts_.records;
    if (record.t > end_) end_ = record.t;
    switch (record.kind) {
      case RecordKind::request:
      case RecordKind::ok:
      case RecordKind::deliver: ++counts_.messages; break;
      case RecordKind::crash:
      case RecordKind::fault: ++fired_[std::string(record.fault)]; break;
      case RecordKind::phase: phase(record); break;
      default: break;
    }
  }
  void phase(const Record& record) {
    if (record.type == "run") start_ = record.t;
    whole_ = record.type == "end";
  }
  /// Both sides of a history: who recorded the whole run says where it ended.
  bool whole() const { return whole_; }
  Instant start() const { return start_; }
  Instant end() const { return end_; }
  const Counts& counts() const { return counts_; }
  const std::map<std::string, std::int64_t>& fired() const { return fired_; }

 private:
  Counts counts_;
  Instant start_;
  Instant end_;
  bool whole_ = false;
  std::map<std::string, std::int64_t> fired_;
};

/// Without its plan a history can still be judged by what crosses the links, with every bound at its default.
Plan plan_of_nothing(const std::string& file) {
  Plan plan;
  plan.scenario = "history";
  plan.source = file;
  return plan;
}

std::string nothing_to_judge(const std::string& file, const Verdict& verdict) {
  std::string why = "nothing that an invariant is decided on happened in it";
  for (const InvariantResult& row : verdict.invariants)
    if (row.state == InvariantState::not_evaluated) why = row.reason;
  return fmt::format("{}: nothing in this history can be judged: {}", file, why);
}

}  // namespace

Checked check_history(std::istream& history, const std::string& file, const std::optional<Plan>& given) {
  Checked out;
  const auto refused = [&](const HistoryError& error) {
    out.mistakes = {fmt::format("{}:{}: {}", file, error.line, error.message)};
    return out;
  };
  HistoryReader reader(history);
  if (const auto error = reader.open()) return refused(*error);

  const Plan plan = given ? *given : plan_of_nothing(file);
  RunOptions options;
  options.contracts_every = 1;
  options.paired = false;
  Verdict verdict = open_verdict(plan, options);
  Trial trial(plan, reader.directory(), options, nullptr);
  Bookkeeping books;
  trial.add(books);
  Recorded recorded(trial.tap());
  if (const auto error = reader.replay(recorded)) return refused(*error);

  if (books.whole() && recorded.has_every_record())
    trial.finish(books.end(), trial.last_effect() + plan.bounds.quiet <= books.end());
  trial.tell(verdict);
  verdict.counts.records = books.counts().records;
  verdict.counts.messages = books.counts().messages;
  if (!given) verdict.start = books.start();
  verdict.virtual_seconds = static_cast<double>((books.end() - verdict.start).us) / 1e6;
  verdict.versions["history"] = reader.version();
  if (!books.whole()) verdict.cut_short = "the end of the history, which does not hold the whole run";
  tell_faults(verdict, plan, books.fired());
  leave_open(verdict, recorded, given.has_value());
  if (!judged_something(verdict)) {
    out.mistakes = {nothing_to_judge(file, verdict)};
    return out;
  }
  conclude(verdict, plan);
  out.verdict = std::move(verdict);
  return out;
}

}  // namespace drydock::cli
