// The verbs, a file each. Every one returns the exit code (harness/cli/exit.hpp).
#pragma once
#include <cstdint>
#include <string>

#include "harness/cli/console.hpp"
#include "harness/cli/request.hpp"
#include "harness/cli/services.hpp"

namespace drydock::cli {

int perform(const RunRequest&, const Services&, Console&);
int perform(const ReplayRequest&, const Services&, Console&);
int perform(const CheckRequest&, const Services&, Console&);
int perform(const ListRequest&, const Services&, Console&);
int perform(const ExplainRequest&, const Services&, Console&);
int perform(const ScenarioLintRequest&, const Services&, Console&);
int perform(const ScenarioNewRequest&, const Services&, Console&);
int perform(const ScenarioSchemaRequest&, const Services&, Console&);
int perform(const ContractsListRequest&, const Services&, Console&);
int perform(const ContractsCheckRequest&, const Services&, Console&);
int perform(const ReportRequest&, const Services&, Console&);
int perform(const PipelineRequest&, const Services&, Console&);
int perform(const BenchRequest&, const Services&, Console&);

/// The line for a shell that repeats one run of the request.
std::string reproducing_line(const RunRequest&, const std::string& scenario, std::uint64_t seed);

}  // namespace drydock::cli
