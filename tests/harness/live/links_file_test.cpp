#include "harness/live/links_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace drydock::live {
namespace {

namespace fs = std::filesystem;

std::string path() {
  return (fs::temp_directory_path() / ("drydock-links-" + std::to_string(getpid()) + ".json")).string();
}

LinksFile sample() {
  LinksFile links;
  links.seat = "pipeline";
  links.role = "pipeline";
  links.clock_offset_us = -42;
  links.calls = {{"erp", "erp", "http://127.0.0.1:1", "secret-credential", 2, {}},
                 {"tms", "tms", "http://127.0.0.1:2", "other", {}, {}},
                 {"payment", "payment", "http://127.0.0.1:3", "third", {}, 720}};
  links.callers = {{"commerce", "commerce", "another", "whsec_x"}};
  return links;
}

TEST(LinksFile, IsReadBackAndItsOwnersAlone) {
  std::ofstream(path()) << "left over, readable by all";
  write_links(path(), sample());
  const LinksFile back = read_links(path());
  EXPECT_EQ(back.calls.at(0).credential, "secret-credential");
  EXPECT_EQ(back.calls.at(0).concurrency, 2);
  EXPECT_FALSE(back.calls.at(1).concurrency.has_value());
  EXPECT_FALSE(back.calls.at(1).authorization_life_seconds.has_value());
  EXPECT_EQ(back.calls.at(2).authorization_life_seconds, 720);
  EXPECT_EQ(back.callers.at(0).secret, "whsec_x");
  EXPECT_EQ(back.clock_offset_us, -42);
  struct stat about {};
  ASSERT_EQ(stat(path().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  fs::remove(path());
}

TEST(LinksFile, SaysWhatIsWrong) {
  EXPECT_THROW(read_links("/nowhere/links.json"), std::runtime_error);
  EXPECT_THROW(write_links("/nowhere/links.json", sample()), std::runtime_error);
  std::ofstream(path()) << R"({"format":1,"seat":"pipeline"})";
  try {
    read_links(path());
    FAIL() << "read";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find(path()), std::string::npos);
  }
  fs::remove(path());
}

}  // namespace
}  // namespace drydock::live
