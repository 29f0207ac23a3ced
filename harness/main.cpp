// The program. It knows the live world, which the rest of the command line does not, and the terminal it talks to.
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "harness/cli/command_line.hpp"
#include "harness/cli/exit.hpp"
#include "harness/cli/wiring/wiring.hpp"
#include "harness/live/live_run.hpp"
#include "harness/live/pipeline_process.hpp"

namespace {

using namespace drydock;

volatile std::sig_atomic_t signalled = 0;

extern "C" void on_signal(int number) {
  signalled = 1;
  std::signal(number, SIG_DFL);  // the second one ends the program
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

std::size_t terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return std::min<std::size_t>(size.ws_col, 140);
}

cli::Console console() {
  const bool dumb = std::getenv("TERM") != nullptr && std::string(std::getenv("TERM")) == "dumb";
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  return {.out = std::cout,
          .err = std::cerr,
          .out_colour = terminal && !dumb && !is_set("NO_COLOR"),
          .progress = isatty(STDERR_FILENO) != 0 && !dumb,
          .width = terminal ? terminal_columns() : 100};
}

Verdict run_live(const Plan& plan, const RunOptions& options, const cli::LiveChoices& choices) {
  live::LiveOptions live;
  live.seats = choices.seats;
  live.links_file = choices.links_file;
  live.target = choices.target;
  live.target_output = choices.target_output;
  live.port_base = static_cast<std::uint16_t>(choices.port_base.value_or(0));
  try {
    return live::run_live(plan, options, live);
  } catch (const live::NotReady& not_ready) {
    throw cli::SeatUnreachable(not_ready.what());
  } catch (const live::BadSeat& bad) {
    throw cli::BadRequest(bad.what());
  }
}

int run_pipeline(const cli::PipelineChoices& choices, std::ostream& log) {
  live::run_pipeline({choices.listen, choices.links, choices.journal, choices.defects}, log,
                     [] { return signalled != 0; });
  return cli::exit_pass;
}

}  // namespace

int main(int count, char** arguments) {
  std::signal(SIGTERM, on_signal);
  std::signal(SIGINT, on_signal);
  if (std::signal(SIGHUP, on_signal) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);  // of nohup
  std::signal(SIGCHLD, SIG_DFL);  // whoever started us may have it ignored, and then no child tells how it ended
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of writing, not the end
  std::ios::sync_with_stdio(false);

  cli::Services services = cli::virtual_services();
  services.interrupted = [] { return signalled != 0; };
  services.run_live = run_live;
  services.pipeline = run_pipeline;
  cli::Console terminal = console();
  return cli::command_line(std::vector<std::string>(arguments + 1, arguments + count), services, terminal);
}
