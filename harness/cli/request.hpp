// What a command line asks for, once it has been read. Every value here is within its range.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "contracts/canonical/instant.hpp"
#include "harness/run.hpp"
#include "harness/target/target.hpp"

namespace drydock::cli {

/// How a run is done and told; shared by `run` and `replay`.
struct RunSettings {
  std::vector<std::string> defects;
  std::int64_t contracts_every = 1;                        ///< 0: no message is checked
  std::optional<HistoryMode> history;                      ///< absent: cone in the virtual world, keyed live
  bool twice = false;                                      ///< run each plan again and compare hashes
  bool paired = true;                                      ///< the paired run that I34 needs
  std::optional<Duration> deadline;                        ///< of wall time, for all runs together
  bool live = false;                                       ///< also where a seat is taken by the real thing
  std::vector<std::pair<std::string, std::string>> seats;  ///< name and URL of what is real
  std::string target_file;                                 ///< empty: none
  std::optional<SeatTarget> target;                        ///< what the file says, once it has been read
  std::string links_file;
  std::optional<int> port_base;
  std::string out;                   ///< folder; empty: nothing is written
  std::vector<std::string> formats;  ///< names that have a renderer
  bool quiet = false;
  bool dry_run = false;
};

struct RunRequest {
  std::vector<std::string> scenarios;  ///< at least one
  std::optional<std::uint64_t> seed;   ///< the first; absent: the scenario's own
  std::uint64_t repeat = 1;
  std::optional<std::string> profile;
  std::vector<std::string> sets;  ///< "clock.run=8m", in the order they are applied
  std::string sweep;              ///< "pipeline.dedup_window=5m,4h"; empty: no sweep
  RunSettings settings;
};
struct ReplayRequest {
  std::string plan;
  RunSettings settings;
};
struct CheckRequest {
  std::string history;
  std::string plan;  ///< empty: plan.yaml beside the history, if there is one
  std::vector<std::string> formats;
  bool quiet = false;
};
struct ListRequest {
  std::string what;  ///< one of list_names()
  bool json = false;
};
struct ExplainRequest {
  std::string name;
};
struct ScenarioLintRequest {
  std::vector<std::string> files;
};
struct ScenarioNewRequest {
  std::string name;
};
struct ScenarioSchemaRequest {};
struct ContractsListRequest {};
struct ContractsCheckRequest {
  std::string schema;  ///< a file, or the name of a message type
  std::vector<std::string> documents;
};
struct ReportRequest {
  std::string folder;
  std::vector<std::string> formats;
};
struct PipelineRequest {
  std::string listen;   ///< "127.0.0.1:8080"
  std::string links;    ///< file written by the run
  std::string journal;  ///< SQLite file
  std::vector<std::string> defects;
};

struct BenchRequest {
  std::vector<std::string> names;  ///< of bench_rows(); empty: all
  bool json = false;
  bool quick = false;
  std::string ajv;            ///< a script; empty: without it
  bool first_record = false;  ///< only to say that the first record has come, and end
};

using Request = std::variant<RunRequest, ReplayRequest, CheckRequest, ListRequest, ExplainRequest, ScenarioLintRequest,
                             ScenarioNewRequest, ScenarioSchemaRequest, ContractsListRequest, ContractsCheckRequest,
                             ReportRequest, PipelineRequest, BenchRequest>;

}  // namespace drydock::cli
