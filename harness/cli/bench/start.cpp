// How long somebody waits who starts the program to look at one order.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <string>

#include "harness/cli/bench/measurement.hpp"
#include "harness/cli/bench/stopwatch.hpp"

extern "C" char** environ;

namespace drydock::cli {
namespace {

/// Milliseconds from exec to the sign that the first record gives; negative if it failed.
double first_record() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return -1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  std::array<std::string, 3> words{"drydock", "bench", "--first-record"};
  std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
  const Stopwatch watch;
  pid_t id = 0;
  const int failed = posix_spawn(&id, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed != 0) {
    close(ends[0]);
    return -1;
  }
  char first = 0;
  const ssize_t got = read(ends[0], &first, 1);
  const double waited = watch.seconds() * 1e3;
  close(ends[0]);
  waitpid(id, nullptr, 0);
  return got == 1 ? waited : -1;
}

}  // namespace

std::vector<Measurement> measure_start(const BenchTools& tools) {
  tools.telling("the start of the program, eleven times");
  std::array<double, 11> times{};
  std::generate(times.begin(), times.end(), first_record);
  std::sort(times.begin(), times.end());
  Measurement made{
      "start.first_event", {}, "ms", 50, false, "from exec to the first record of smoke; the median of 11"};
  if (times.front() >= 0)
    made.value = times[times.size() / 2];
  else
    made.note = "the program could not be started again from /proc/self/exe";
  return {made};
}

}  // namespace drydock::cli
