#include "harness/live/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace drydock::live {
namespace {

using Pipe = std::array<int, 2>;

Pipe make_pipe() {
  Pipe pipe{};
  if (pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + strerror(errno));
  return pipe;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> made;
  for (const auto& text : texts) made.push_back(const_cast<char*>(text.c_str()));
  made.push_back(nullptr);
  return made;
}

// What the run ignores or catches is its own affair.
void default_signals() {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int which : {SIGPIPE, SIGTERM, SIGINT, SIGHUP}) signal(which, SIG_DFL);
}

// Between fork and exec nothing may be called that takes a lock: other threads of the run do not exist here.
[[noreturn]] void become(char* const* words, char* const* environment, const char* folder, int output, int failed) {
  setpgid(0, 0);
  default_signals();
  const int nothing = open("/dev/null", O_RDWR);
  dup2(nothing, STDIN_FILENO);
  dup2(output < 0 ? nothing : output, STDOUT_FILENO);
  dup2(output < 0 ? nothing : output, STDERR_FILENO);
  if (*folder == '\0' || chdir(folder) == 0) execvpe(words[0], words, environment);
  const int why = errno;
  const auto told = write(failed, &why, sizeof why);
  _exit(told == sizeof why ? 127 : 126);
}

[[noreturn]] void guard(pid_t group, int lifeline) {
  setpgid(0, 0);  // Ctrl-C is for the run
  for (const int which : {SIGTERM, SIGINT, SIGHUP}) signal(which, SIG_IGN);
  const int nothing = open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, stream);
  dup2(lifeline, 3);  // all others of the run would stay open as long as this process lives
  close_range(4, ~0U, 0);
  char nobody_writes = 0;
  while (read(3, &nobody_writes, 1) < 0 && errno == EINTR) {
  }
  ::kill(-group, SIGKILL);
  _exit(0);
}

void reap(pid_t process) {
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::string end_of(const siginfo_t& info) {
  if (info.si_code == CLD_EXITED) return "exit code " + std::to_string(info.si_status);
  return "signal " + std::to_string(info.si_status) + " (" + strsignal(info.si_status) + ")";
}

}  // namespace

ChildProcess::ChildProcess(const Command& command) {
  const auto words = pointers(command.words);
  const auto environment = pointers(command.environment);
  int output = -1;
  if (!command.output.empty()) {
    output = open(command.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (output < 0) throw std::runtime_error(command.output + " cannot be written: " + strerror(errno));
  }
  const Pipe failed = make_pipe();
  process_ = fork();
  if (process_ == 0) become(words.data(), environment.data(), command.folder.c_str(), output, failed[1]);
  const int forked = errno;
  close(failed[1]);
  if (output >= 0) close(output);
  int why = process_ < 0 ? forked : 0;
  if (process_ > 0) {
    setpgid(process_, process_);  // on both sides: whoever comes first
    while (read(failed[0], &why, sizeof why) < 0 && errno == EINTR) {
    }
  }
  close(failed[0]);
  if (why != 0) {
    if (process_ > 0) reap(process_);
    throw std::runtime_error("`" + command.words.front() + "` cannot be started" +
                             (command.folder.empty() ? "" : " in " + command.folder) + ": " + strerror(why));
  }
  watch_over();
}

void ChildProcess::watch_over() {
  const Pipe lifeline = make_pipe();
  guardian_ = fork();
  if (guardian_ == 0) guard(process_, lifeline[0]);
  close(lifeline[0]);
  lifeline_ = lifeline[1];
}

ChildProcess::~ChildProcess() {
  kill();
  release_guardian();
}

// Killed before its lifeline closes: the group's number may be somebody else's by then.
void ChildProcess::release_guardian() {
  if (guardian_ > 0) {
    ::kill(guardian_, SIGKILL);
    reap(guardian_);
  }
  if (lifeline_ >= 0) close(lifeline_);
  guardian_ = lifeline_ = -1;
}

// Its end is looked at without reaping it, so that its number stays its own until the group has been killed.
bool ChildProcess::look(int how) {
  siginfo_t info{};
  int got = 0;
  do {
    got = waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOWAIT | how);
  } while (got != 0 && errno == EINTR);
  if (got == 0 && info.si_pid == process_) end_ = end_of(info);
  return !end_.empty();
}

bool ChildProcess::running() { return end_.empty() && !look(WNOHANG); }

std::string ChildProcess::end() {
  running();
  return end_;
}

bool ChildProcess::wait(Duration at_most) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(at_most.us);
  while (running()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

void ChildProcess::kill() {
  if (reaped_) return;
  ::kill(-process_, SIGKILL);  // also what it started, which may outlive it
  if (end_.empty()) look(0);
  reap(process_);
  reaped_ = true;
}

void ChildProcess::leave_others() {
  assert(!end_.empty());
  release_guardian();
  reap(process_);
  reaped_ = true;
}

void ChildProcess::stop(Duration within) {
  if (reaped_) return;
  ::kill(-process_, SIGTERM);
  wait(within);
  kill();
}

}  // namespace drydock::live
