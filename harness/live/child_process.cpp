#include "harness/live/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <utility>

namespace drydock::live {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }
  void reset() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

struct Pipe {
  Descriptor out, in;  ///< read, written
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + strerror(errno));
  return {Descriptor(ends[0]), Descriptor(ends[1])};
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
  for (const int which : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD}) signal(which, SIG_DFL);
}

void close_all_from(unsigned first) {
  if (close_range(first, ~0U, 0) == 0) return;
  for (unsigned number = first; number < 4096; ++number) close(static_cast<int>(number));
}

// Sockets and files of the run stay the run's: a connection that somebody else holds too cannot be reset.
void keep_ours_out() {
  if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  for (int number = 3; number < 4096; ++number) fcntl(number, F_SETFD, FD_CLOEXEC);
}

// Between fork and exec nothing may be called that takes a lock: other threads of the run do not exist here.
[[noreturn]] void become(char* const* words, char* const* environment, const char* folder, int output, int failed) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // for the moment in which there is no guardian yet
  default_signals();
  const int nothing = open("/dev/null", O_RDWR);
  dup2(nothing, STDIN_FILENO);
  dup2(output < 0 ? nothing : output, STDOUT_FILENO);
  dup2(output < 0 ? nothing : output, STDERR_FILENO);
  keep_ours_out();
  if (*folder == '\0' || chdir(folder) == 0) execvpe(words[0], words, environment);
  const int why = errno;
  const auto told = write(failed, &why, sizeof why);
  _exit(told == sizeof why ? 127 : 126);
}

[[noreturn]] void guard(pid_t group, int lifeline, int other_end, const char* scratch) {
  setpgid(0, 0);  // Ctrl-C is for the run
  for (const int which : {SIGTERM, SIGINT, SIGHUP}) signal(which, SIG_IGN);
  close(other_end);
  const int nothing = open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, stream);
  dup2(lifeline, 3);
  close_all_from(4);  // what the run holds would stay open as long as this process lives
  char nobody_writes = 0;
  while (read(3, &nobody_writes, 1) < 0 && errno == EINTR) {
  }
  ::kill(-group, SIGKILL);
  if (*scratch != '\0') execl("/bin/rm", "rm", "-rf", "--", scratch, nullptr);
  _exit(0);
}

void reap(pid_t process) {
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// The folder in full, and that it is not there, if so: the system says the same of a missing folder and program.
std::string where(const std::string& folder) {
  std::error_code ignored;
  const auto full = std::filesystem::absolute(folder.empty() ? "." : folder, ignored).lexically_normal();
  return full.string() + (std::filesystem::is_directory(full, ignored) ? "" : ", which is no folder");
}

// Where somebody has told the system to forget how children end.
constexpr const char* unseen = "an end that nobody saw";

std::string end_of(bool exited, int code) {
  if (exited) return "exit code " + std::to_string(code);
  return "signal " + std::to_string(code) + " (" + strsignal(code) + ")";
}

}  // namespace

ChildProcess::ChildProcess(const Command& command) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const auto words = pointers(command.words);
  const auto environment = pointers(command.environment);
  const bool kept = !command.output.empty();
  const Descriptor output(kept ? open(command.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1);
  if (kept && output.get() < 0) throw std::runtime_error(command.output + " cannot be written: " + strerror(errno));
  Pipe failed = make_pipe();
  process_ = fork();
  if (process_ == 0) become(words.data(), environment.data(), command.folder.c_str(), output.get(), failed.in.get());
  int why = process_ < 0 ? errno : 0;
  failed.in.reset();
  if (process_ > 0) {
    setpgid(process_, process_);  // on both sides: whoever comes first
    while (read(failed.out.get(), &why, sizeof why) < 0 && errno == EINTR) {
    }
  }
  if (why != 0) {
    if (process_ > 0) reap(process_);
    throw std::runtime_error("`" + command.words.front() + "` cannot be started in " + where(command.folder) + ": " +
                             strerror(why));
  }
  try {
    watch_over(command.scratch);
  } catch (...) {
    kill();
    throw;
  }
}

void ChildProcess::watch_over(const std::string& scratch) {
  Pipe lifeline = make_pipe();
  guardian_ = fork();
  if (guardian_ == 0) guard(process_, lifeline.out.get(), lifeline.in.get(), scratch.c_str());
  if (guardian_ < 0) throw std::runtime_error(std::string("no process can be made: ") + strerror(errno));
  lifeline_ = lifeline.in.release();
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
bool ChildProcess::running() {
  if (!end_.empty()) return false;
  siginfo_t info{};
  int got = 0;
  do {
    got = waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOWAIT | WNOHANG);
  } while (got != 0 && errno == EINTR);
  if (got != 0) end_ = unseen;
  if (got == 0 && info.si_pid == process_) end_ = end_of(info.si_code == CLD_EXITED, info.si_status);
  return end_.empty();
}

// Reaps whoever of the group has ended: the process itself, and orphans, which are adopted here. `how`: 0 waits for all
// of them, WNOHANG looks.
bool ChildProcess::group_is_gone(int how) {
  while (!reaped_) {
    int status = 0;
    const pid_t got = waitpid(-process_, &status, how);
    if (got == 0) return false;
    if (got < 0 && errno != EINTR) reaped_ = true;
    if (reaped_ && end_.empty()) end_ = unseen;
    if (got == process_ && end_.empty())
      end_ = end_of(WIFEXITED(status), WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
  }
  return true;
}

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
  ::kill(-process_, SIGKILL);
  group_is_gone(0);
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
  const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(within.us);
  while (!group_is_gone(WNOHANG) && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  kill();
}

}  // namespace drydock::live
