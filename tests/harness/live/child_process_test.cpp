#include "harness/live/child_process.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace drydock::live {
namespace {

namespace fs = std::filesystem;

class ChildProcessTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("drydock-child-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  Command shell(const std::string& script) const {
    return {{"sh", "-c", script}, {"PATH=/usr/bin:/bin"}, folder_.string(), path("out")};
  }
  std::string text(const std::string& name) const {
    std::ifstream stream(path(name));
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  // A number that a script wrote into a file, once it is there whole.
  pid_t number_in(const std::string& name) const {
    for (int i = 0; i < 500; ++i) {
      const std::string found = text(name);
      if (found.ends_with('\n')) return std::stoi(found);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return -1;
  }
  fs::path folder_;
};

// Dead, or a zombie that nobody has reaped yet (whose parent may be anybody).
bool is_gone(pid_t process) {
  for (int i = 0; i < 500; ++i) {
    std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    if (!std::getline(stat, line) || line.find(") Z") != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

TEST_F(ChildProcessTest, RunsInItsFolderWithItsEnvironmentAndItsOutputIsKept) {
  Command command = shell("echo $WORD; pwd; echo oops >&2; exit 3");
  command.environment.push_back("WORD=hello");
  ChildProcess child(command);
  ASSERT_TRUE(child.wait(seconds(10)));
  EXPECT_EQ(child.end(), "exit code 3");
  EXPECT_EQ(text("out"), "hello\n" + fs::canonical(folder_).string() + "\noops\n");
}

TEST_F(ChildProcessTest, OutputIsAppended) {
  for (int i = 0; i < 2; ++i) ChildProcess(shell("echo again")).wait(seconds(10));
  EXPECT_EQ(text("out"), "again\nagain\n");
}

TEST_F(ChildProcessTest, SaysWhatCannotBeStarted) {
  Command command;
  command.words = {path("nothing-here")};
  try {
    ChildProcess child(command);
    FAIL() << "it was started";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("nothing-here` cannot be started in /"), std::string::npos)
        << error.what();
  }
}

TEST_F(ChildProcessTest, KillEndsTheWholeGroup) {
  ChildProcess child(shell("sleep 1000 & echo $! >grandchild; wait"));
  const pid_t grandchild = number_in("grandchild");
  ASSERT_GT(grandchild, 0);
  child.kill();
  EXPECT_FALSE(child.running());
  EXPECT_EQ(child.end(), "signal 9 (Killed)");
  EXPECT_TRUE(is_gone(grandchild));
}

TEST_F(ChildProcessTest, WhatOutlivesItsParentIsKilledToo) {
  pid_t grandchild = -1;
  {
    ChildProcess child(shell("sleep 1000 & echo $! >grandchild"));
    grandchild = number_in("grandchild");
    ASSERT_TRUE(child.wait(seconds(10)));
  }
  EXPECT_TRUE(is_gone(grandchild));
}

TEST_F(ChildProcessTest, WhatItStartedMayBeLeft) {
  pid_t grandchild = -1;
  {
    ChildProcess child(shell("sleep 1000 & echo $! >grandchild"));
    grandchild = number_in("grandchild");
    ASSERT_TRUE(child.wait(seconds(10)));
    child.leave_others();
    EXPECT_EQ(child.end(), "exit code 0");
  }
  EXPECT_EQ(::kill(grandchild, SIGKILL), 0);
}

TEST_F(ChildProcessTest, FilesAndSocketsOfTheRunAreNotPassedOn) {
  const int ours = dup(STDOUT_FILENO);  // not closed on exec, as sockets of a library may be
  ASSERT_GT(ours, 2);
  ChildProcess child(shell("ls /proc/self/fd | tr '\\n' ' '"));
  ASSERT_TRUE(child.wait(seconds(10)));
  close(ours);
  EXPECT_EQ(text("out"), "0 1 2 3 ") << "3 is the folder that ls reads";
}

// A shell around the real program goes at once; the program needs its time.
TEST_F(ChildProcessTest, StopWaitsForTheWholeGroup) {
  ChildProcess child(
      shell("sh -c 'trap \"sleep 0.3; echo done\" TERM; echo 1 >ready; sleep 1000 & wait; wait' & wait"));
  ASSERT_EQ(number_in("ready"), 1);
  child.stop(seconds(10));
  EXPECT_TRUE(text("out").ends_with("done\n"));
}

TEST_F(ChildProcessTest, StopAsksFirst) {
  ChildProcess child(shell("trap 'echo asked; exit 0' TERM; echo 1 >ready; while :; do sleep 0.05; done"));
  ASSERT_EQ(number_in("ready"), 1);
  child.stop(seconds(10));
  EXPECT_EQ(child.end(), "exit code 0");
  EXPECT_TRUE(text("out").ends_with("asked\n")) << "the shell may say before that its `sleep` was ended too";
}

TEST_F(ChildProcessTest, StopDoesNotWaitForever) {
  ChildProcess child(shell("trap '' TERM; echo 1 >ready; while :; do sleep 0.05; done"));
  ASSERT_EQ(number_in("ready"), 1);
  child.stop(milliseconds(100));
  EXPECT_EQ(child.end(), "signal 9 (Killed)");
}

// The run is a process here, killed as nobody can prepare for.
TEST_F(ChildProcessTest, NothingIsLeftWhenTheRunIsKilled) {
  const pid_t run = fork();
  if (run == 0) {
    fs::create_directories(folder_ / "scratch/deep");
    Command command = shell("echo $$ >child; sleep 1000 & echo $! >grandchild; wait");
    command.scratch = path("scratch");
    ChildProcess child(command);
    child.wait(seconds(1000));
    _exit(0);
  }
  const pid_t child = number_in("child");
  const pid_t grandchild = number_in("grandchild");
  kill(run, SIGKILL);
  waitpid(run, nullptr, 0);
  ASSERT_GT(child, 0);
  EXPECT_TRUE(is_gone(child));
  EXPECT_TRUE(is_gone(grandchild));
  for (int i = 0; i < 500 && fs::exists(folder_ / "scratch"); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_FALSE(fs::exists(folder_ / "scratch"));
}

}  // namespace
}  // namespace drydock::live
