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
#include <thread>

#include "harness/live/live_run.hpp"
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
}

}  // namespace
}  // namespace drydock
