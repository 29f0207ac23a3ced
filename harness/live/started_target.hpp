// A target during a run: what it is told, when it is started, killed and brought back, and what it said.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/live/child_process.hpp"
#include "harness/target/target.hpp"

namespace drydock::live {

/// Holds a folder of its own, which is gone with it: links file, output, and the state that outlives a crash.
class StartedTarget {
 public:
  /// `links`: where the links file is to be, if somebody said so. Throws std::runtime_error if there is no folder or no
  /// port to be had.
  StartedTarget(SeatTarget, const std::string& links);
  ~StartedTarget();
  StartedTarget(const StartedTarget&) = delete;
  StartedTarget& operator=(const StartedTarget&) = delete;

  const SeatTarget& target() const { return target_; }
  const std::string& url() const { return url_; }
  const std::string& links_file() const { return links_; }  ///< empty: nobody asked for one

  /// What must not be seen in anything it says.
  void hide(std::vector<std::string> secrets) { secrets_ = std::move(secrets); }
  /// Asked while a command of an attached target is waited for: true gives it up.
  void give_up_when(std::function<bool()> stop) { stop_ = std::move(stop); }

  /// Launches it, or resets what is there already. Throws std::runtime_error saying what failed, with the last it said.
  void begin();
  /// SIGKILL to all of it, or the command that does so. Throws as begin() does.
  void crash();
  /// Brings it back, with what it had kept.
  void start();
  /// SIGTERM, and what does not end within so long is killed. What is only attached stays.
  void end(Duration within);
  /// How it ended by itself ("exit code 3"); empty while it runs, is killed by the run, or is only attached.
  std::string ended();
  /// The last lines of its output, at most 10 and 2,000 bytes, indented, secrets hidden; empty if it said nothing.
  std::string last_words() const;
  /// Everything it said, at most the last 4 MiB, secrets hidden.
  std::string output() const;

 private:
  std::vector<std::string> environment() const;
  CommandWords filled_in(const CommandWords&) const;
  void perform(const CommandWords&, const char* what);
  std::unique_ptr<ChildProcess> started(const Command&, const char* what) const;
  void launch();
  std::string said(std::size_t most) const;

  SeatTarget target_;
  std::string folder_;
  std::string url_;
  std::string links_;
  int port_ = 0;
  std::vector<std::string> secrets_;
  std::function<bool()> stop_;
  std::unique_ptr<ChildProcess> process_;
};

/// Replaces each `${NAME}` by its value; a name that has none is left as it is.
std::string fill_in(const std::string& word, const std::vector<std::string>& environment);

}  // namespace drydock::live
