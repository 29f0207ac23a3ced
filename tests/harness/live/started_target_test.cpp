#include "harness/live/started_target.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <thread>

namespace drydock::live {
namespace {

SeatTarget launched(const std::string& script) {
  SeatTarget target;
  target.name = "ours";
  target.launched = true;
  target.launch.command = {"sh", "-c", script};
  return target;
}

// Whether it becomes so before anybody would lose patience.
bool becomes(const std::function<bool()>& is_so) {
  for (int i = 0; i < 2000; ++i) {
    if (is_so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}
bool ends(StartedTarget& target) {
  return becomes([&] { return !target.ended().empty(); });
}
bool says(const StartedTarget& target, const std::string& what) {
  return becomes([&] { return target.output() == what; });
}

TEST(FillIn, ReplacesWhatHasAValue) {
  const std::vector<std::string> environment{"PORT=8080", "EMPTY="};
  EXPECT_EQ(fill_in("--port=${PORT}/${PORT}", environment), "--port=8080/8080");
  EXPECT_EQ(fill_in("a${EMPTY}b", environment), "ab");
  EXPECT_EQ(fill_in("${NOBODY} $PORT ${PORT", environment), "${NOBODY} $PORT ${PORT");
  EXPECT_EQ(fill_in("", environment), "");
}

TEST(StartedTarget, IsToldWhereItIs) {
  SeatTarget target = launched("echo $DRYDOCK_PORT $DRYDOCK_URL $DRYDOCK_SEAT $OWN; test -d $DRYDOCK_STATE");
  target.launch.environment = {{"OWN", "port ${DRYDOCK_PORT}"}};
  StartedTarget started(target, "");
  started.begin();
  ASSERT_TRUE(ends(started));
  EXPECT_EQ(started.ended(), "exit code 0");
  const std::string port = started.url().substr(started.url().rfind(':') + 1);
  EXPECT_EQ(started.output(), port + " http://127.0.0.1:" + port + " pipeline port " + port + "\n");
}

TEST(StartedTarget, KeepsItsStateOverACrashAndNothingAfterwards) {
  std::filesystem::path folder;
  {
    StartedTarget started(launched("echo life >>$DRYDOCK_STATE/lives; cat $DRYDOCK_STATE/lives; exec sleep 1000"), "");
    folder = std::filesystem::path(started.links_file()).parent_path();
    EXPECT_TRUE(std::filesystem::is_directory(folder));
    started.begin();
    ASSERT_TRUE(says(started, "life\n"));
    started.crash();
    EXPECT_EQ(started.ended(), "") << "it was killed, it did not end by itself";
    started.start();
    ASSERT_TRUE(says(started, "life\nlife\nlife\n")) << started.output();
  }
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(StartedTarget, LastWordsAreItsLastTenLines) {
  StartedTarget started(launched("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done"), "");
  EXPECT_EQ(started.last_words(), "");
  started.begin();
  ASSERT_TRUE(ends(started));
  const std::string words = started.last_words();
  EXPECT_TRUE(words.starts_with("; the last it said:\n    line 3\n")) << words;
  EXPECT_TRUE(words.ends_with("\n    line 12")) << words;
}

TEST(StartedTarget, SecretsAreHiddenAlsoWhereItsOutputIsCut) {
  // Of some 80 KiB the last 64 are looked at; that is in the middle of a line.
  StartedTarget started(launched("for i in $(seq 1800); do echo the secret is whsec_0123456789abcdef, told; done"), "");
  started.hide({"whsec_0123456789abcdef"});
  started.begin();
  ASSERT_TRUE(ends(started));
  const std::string line = "\n    the secret is [secret], told";
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += line;
  EXPECT_EQ(started.last_words(), "; the last it said:" + ten);
  EXPECT_EQ(started.output().find("0123"), std::string::npos);
}

TEST(StartedTarget, ACommandIsGivenUpWhenTheRunIsStopped) {
  SeatTarget target;
  target.attach.url = "http://127.0.0.1:1";
  target.attach.reset = {"sleep", "1000"};
  StartedTarget started(target, "");
  started.give_up_when([] { return true; });
  EXPECT_NO_THROW(started.begin()) << "a minute later it would";
}

TEST(StartedTarget, CommandsThatFailAreToldWithWhatTheySaid) {
  SeatTarget target;
  target.name = "theirs";
  target.attach.url = "http://127.0.0.1:1";
  target.attach.reset = {"sh", "-c", "echo cannot; exit 4"};
  StartedTarget started(target, "");
  EXPECT_EQ(started.links_file(), "") << "nobody asked for one";
  try {
    started.begin();
    FAIL() << "it went on";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(),
                 "target `theirs`: its `reset` ended with exit code 4; expected exit code 0; the last it "
                 "said:\n    cannot");
  }
}

}  // namespace
}  // namespace drydock::live
