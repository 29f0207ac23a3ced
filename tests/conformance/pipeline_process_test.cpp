// The reference pipeline as a process of its own, killed without warning in the middle of a run and started again: what
// it had answered for must not be lost.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <sstream>
#include <thread>

#include "harness/live/live_run.hpp"
#include "harness/live/pipeline_process.hpp"
#include "tests/support/scenario.hpp"

extern char** environ;

namespace drydock {
namespace {

namespace fs = std::filesystem;

class Process {
 public:
  explicit Process(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (posix_spawn(&id_, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) id_ = -1;
  }
  ~Process() { end(SIGKILL); }
  void end(int signal) {
    if (id_ <= 0) return;
    kill(id_, signal);
    waitpid(id_, nullptr, 0);
    id_ = -1;
  }
  bool running() const { return id_ > 0; }

 private:
  pid_t id_ = -1;
};

class PipelineProcessTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("drydock-process-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::vector<std::string> command() const {
    return {DRYDOCK_BINARY, "pipeline",         "--listen",  "127.0.0.1:" + std::to_string(port_),
            "--links",      path("links.json"), "--journal", path("journal.db")};
  }
  fs::path folder_;
  int port_ = 20000 + static_cast<int>(getpid() % 20000);
};

void wait_for(const std::string& path) {
  for (int i = 0; i < 200 && !fs::exists(path); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

TEST_F(PipelineProcessTest, SurvivesBeingKilledInMidRun) {
  std::thread operator_([&] {
    wait_for(path("links.json"));
    Process first(command());
    std::this_thread::sleep_for(std::chrono::seconds(5));
    first.end(SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    Process second(command());
    std::this_thread::sleep_for(std::chrono::seconds(1));
    wait_for(path("over"));
    for (int i = 0; i < 1200 && !fs::exists(path("over")); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    second.end(SIGTERM);
  });
  live::LiveOptions options;
  options.seats = {{"pipeline", "http://127.0.0.1:" + std::to_string(port_)}};
  options.links_file = path("links.json");
  const Verdict verdict = live::run_live(testing::plan_of("smoke/faults"), {}, options);
  std::ofstream(path("over")) << "over\n";
  operator_.join();
  EXPECT_EQ(verdict.outcome, Outcome::pass) << testing::complaints(verdict);
  bool recovered = false;
  for (const auto& state : verdict.reached)
    recovered = recovered || (state.name == "pipeline.recovered" && state.count > 0);
  EXPECT_TRUE(recovered);
}

class TargetTest : public PipelineProcessTest {
 protected:
  SeatTarget reference(const std::string& script = {}) const {
    SeatTarget target;
    target.name = "reference";
    target.launched = true;
    target.launch.command = {DRYDOCK_BINARY, "pipeline",         "--listen",  "127.0.0.1:${DRYDOCK_PORT}",
                             "--links",      "${DRYDOCK_LINKS}", "--journal", "${DRYDOCK_STATE}/journal.db"};
    if (!script.empty()) target.launch.command = {"sh", "-c", script};
    return target;
  }
  // What is told of a target that never gets ready.
  static std::string why_not(const SeatTarget& target) {
    live::LiveOptions options;
    options.target = target;
    try {
      live::run_live(testing::plan_of("smoke/smoke"), {}, options);
    } catch (const live::NotReady& error) {
      return error.what();
    }
    return "it ran";
  }
  static bool was_killed(const Verdict& verdict, const std::string& id) {
    for (const auto& fault : verdict.faults)
      if (fault.id == id) return fault.fired == 1 && fault.state != "not_injectable";
    return false;
  }
};

TEST_F(TargetTest, IsStartedKilledAndBroughtBackByTheRun) {
  Plan plan = testing::plan_of("smoke/faults");
  for (const int at : {2, 4, 6}) {
    PlannedCrash crash;
    crash.id = "killed-" + std::to_string(at);
    crash.seat = "pipeline";
    crash.at = plan.start + seconds(at);
    crash.back_after = milliseconds(400);
    plan.crashes.push_back(crash);
  }
  live::LiveOptions options;
  options.target = reference();
  std::string said;
  options.target_output = &said;
  const Verdict verdict = live::run_live(plan, {}, options);
  EXPECT_EQ(verdict.outcome, Outcome::pass) << testing::complaints(verdict);
  for (const int at : {2, 4, 6}) EXPECT_TRUE(was_killed(verdict, "killed-" + std::to_string(at)));
  std::size_t lives = 0;
  for (std::size_t at = said.find("listening"); at != std::string::npos; at = said.find("listening", at + 1)) ++lives;
  EXPECT_EQ(lives, 4U) << said;
}

TEST_F(TargetTest, WhatEndsBeforeItIsReadyIsToldWithItsLastWords) {
  const std::string told = why_not(reference("echo no database >&2; exit 3"));
  EXPECT_TRUE(told.starts_with("target `reference` ended with exit code 3 before it was ready")) << told;
  EXPECT_NE(told.find("no database"), std::string::npos) << told;
}

TEST_F(TargetTest, SecretsInItsOutputAreMasked) {
  SeatTarget attached;
  attached.name = "owned";
  attached.attach.url = "http://127.0.0.1:1";
  attached.attach.links = path("links.json");
  attached.attach.reset = {"sh", "-c", "cat \"$DRYDOCK_LINKS\"; exit 3"};
  for (const SeatTarget& target : {reference("cat \"$DRYDOCK_LINKS\"; exit 3"), attached}) {
    const std::string told = why_not(target);
    EXPECT_NE(told.find("[secret]"), std::string::npos) << told;
    EXPECT_EQ(told.find("whsec_"), std::string::npos) << told;
  }
}

TEST_F(TargetTest, WhatEndsInMidRunFailsTheRun) {
  live::LiveOptions options;
  options.target = reference(
      "exec timeout -s KILL 4 \"$DRYDOCK_BINARY\" pipeline --listen 127.0.0.1:$DRYDOCK_PORT"
      " --links $DRYDOCK_LINKS --journal $DRYDOCK_STATE/j.db");
  options.target->launch.environment = {{"DRYDOCK_BINARY", DRYDOCK_BINARY}};
  const Verdict verdict = live::run_live(testing::plan_of("smoke/smoke"), {}, options);
  EXPECT_EQ(verdict.outcome, Outcome::fail);
  ASSERT_FALSE(verdict.expectations.empty());
  EXPECT_EQ(verdict.expectations.back().measure, "pipeline.running");
  EXPECT_NE(verdict.expectations.back().actual.find("ended with"), std::string::npos);
}

TEST_F(TargetTest, AStopWhileItIsNotReadyIsAPartialVerdict) {
  live::LiveOptions options;
  options.target = reference("sleep 1000");
  RunOptions run;
  int asked = 0;
  run.stop = [&asked] { return ++asked > 20; };
  const Verdict verdict = live::run_live(testing::plan_of("smoke/smoke"), run, options);
  EXPECT_EQ(verdict.outcome, Outcome::vacuous);
  EXPECT_FALSE(verdict.cut_short.empty());
}

TEST_F(TargetTest, WhatCannotBeStartedIsNotReachable) {
  live::LiveOptions options;
  options.target = reference();
  options.target->launch.command = {path("nothing")};
  EXPECT_THROW(live::run_live(testing::plan_of("smoke/smoke"), {}, options), live::NotReady);
}

TEST_F(TargetTest, AttachedIsResetCrashedAndStartedByItsCommands) {
  Plan plan = testing::plan_of("smoke/smoke");
  PlannedCrash crash;
  crash.id = "killed";
  crash.seat = "pipeline";
  crash.at = plan.start + seconds(3);
  crash.back_after = milliseconds(400);
  plan.crashes.push_back(crash);
  // Its owner's own way to start and kill it: a number in a file.
  const std::string binary = DRYDOCK_BINARY;
  const std::string start = binary + " pipeline --listen 127.0.0.1:" + std::to_string(port_) +
                            " --links $DRYDOCK_LINKS --journal " + path("j.db") + " >/dev/null 2>&1 & echo $! >" +
                            path("number");
  live::LiveOptions options;
  options.target.emplace();
  SeatTarget& target = *options.target;
  target.name = "owned";
  target.attach.url = "http://127.0.0.1:" + std::to_string(port_);
  target.attach.links = path("links.json");
  target.attach.reset = {"sh", "-c", start};
  target.attach.crash = {"sh", "-c", "kill -9 $(cat " + path("number") + ")"};
  target.attach.start = target.attach.reset;
  const Verdict verdict = live::run_live(plan, {}, options);
  EXPECT_EQ(verdict.outcome, Outcome::pass) << testing::complaints(verdict);
  EXPECT_TRUE(was_killed(verdict, "killed"));
  const std::string last = testing::file_text(path("number"));
  EXPECT_EQ(::kill(std::stoi(last), 0), 0) << "what is attached stays";
  ::kill(std::stoi(last), SIGKILL);
}

TEST_F(PipelineProcessTest, WaitsForItsLinksFileAndGivesUpWhenTold) {
  std::ostringstream log;
  int asked = 0;
  live::run_pipeline({"127.0.0.1:0", path("nothing.json"), path("j.db"), {}}, log, [&asked] { return ++asked > 3; });
  EXPECT_EQ(log.str(), "pipeline: waiting for " + path("nothing.json") + "\n");
}

TEST_F(PipelineProcessTest, LinksFileIsItsOwnersAlone) {
  live::LiveOptions options;
  options.seats = {{"pipeline", "http://127.0.0.1:" + std::to_string(port_)}};
  options.links_file = path("links.json");
  options.ready_within = milliseconds(300);
  EXPECT_THROW(live::run_live(testing::plan_of("smoke/smoke"), {}, options), live::NotReady);
  struct stat about {};
  ASSERT_EQ(stat(path("links.json").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST_F(PipelineProcessTest, RefusesSeatsAndUrlsThatAreNone) {
  const auto with = [&](std::string seat, std::string url) {
    live::LiveOptions options;
    options.seats = {{std::move(seat), std::move(url)}};
    return live::run_live(testing::plan_of("smoke/smoke"), {}, options);
  };
  EXPECT_THROW(with("nobody", "http://127.0.0.1:1"), live::BadSeat);
  EXPECT_THROW(with("erp", "http://127.0.0.1:1"), live::BadSeat);
  EXPECT_THROW(with("pipeline", "ftp://127.0.0.1"), live::BadSeat);
  live::LiveOptions twice;
  twice.seats = {{"pipeline", "http://127.0.0.1:1"}};
  twice.target.emplace();
  twice.target->attach.url = "http://127.0.0.1:1";
  EXPECT_THROW(live::run_live(testing::plan_of("smoke/smoke"), {}, twice), live::BadSeat);
}

}  // namespace
}  // namespace drydock
