// A process of somebody else that the run starts and ends: with everything that it starts itself, and whatever becomes
// of the run.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

#include "contracts/canonical/instant.hpp"

namespace drydock::live {

/// What is started. No shell: words are arguments.
struct Command {
  std::vector<std::string> words;        ///< the program first; found by PATH if it has no slash
  std::vector<std::string> environment;  ///< "NAME=value", all of it
  std::string folder;                    ///< empty: where this process is
  std::string output;                    ///< file that stdout and stderr are appended to; empty: nowhere
  std::string scratch = {};              ///< folder that is removed if this process dies; empty: none
};

/// Leads a process group of its own. The group is killed when this goes, and also when this process dies by whatever
/// cause: a guardian beside it waits for that. What leaves the group (setsid) is not followed. This process becomes the
/// one that adopts orphans below it, so that a group is known to be gone.
class ChildProcess {
 public:
  /// Throws std::runtime_error, with the program and why, if it cannot be started.
  explicit ChildProcess(const Command&);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Whether the process itself, not what it started, still runs.
  bool running();
  /// How it ended: "exit code 3", "signal 9 (Killed)"; empty while it runs.
  std::string end();
  /// Waits for its end, at most so long. Whether it came.
  bool wait(Duration at_most);
  /// SIGKILL to the group, and waits until all of it is gone, with the ports and files it held.
  void kill();
  /// It has ended, and what it started stays, from now on also when this process dies.
  void leave_others();
  /// SIGTERM to the group, and after `within` SIGKILL to what is left of it.
  void stop(Duration within);

 private:
  void watch_over(const std::string& scratch);
  void release_guardian();
  bool group_is_gone(int how);

  pid_t process_ = -1;
  pid_t guardian_ = -1;
  int lifeline_ = -1;    ///< closes with this process; the guardian reads its other end
  std::string end_;      ///< empty while it runs
  bool reaped_ = false;  ///< until then nobody else can get its number, nor its group's
};

}  // namespace drydock::live
