#include "harness/cli/out_folder.hpp"

#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

TEST(OutFolder, IsThereOnlyWhenPublished) {
  testing::Folder folder;
  {
    OutFolder out("out", "alpha", 7);
    ASSERT_EQ(out.open(), "");
    out.write("verdict.json", "{}");
    EXPECT_FALSE(folder.has("out/alpha/7"));
  }
  EXPECT_EQ(folder.listing(), (std::vector<std::string>{"out", "out/alpha"}));
}

TEST(OutFolder, SaysWhatWasKept) {
  testing::Folder folder;
  OutFolder out("out", "alpha", 7);
  ASSERT_EQ(out.open(), "");
  out.write("verdict.json", "{}");
  out.write("no/such/folder.txt", "text");
  const auto problem = out.publish();
  EXPECT_NE(problem.find("cannot write no/such/folder.txt"), std::string::npos) << problem;
  EXPECT_NE(problem.find("kept in out/alpha/7: verdict.json"), std::string::npos) << problem;
  EXPECT_TRUE(folder.has("out/alpha/7/verdict.json"));
}

TEST(OutFolder, AFullDiskLosesTheHistoryOnly) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP();
  testing::Folder folder;
  OutFolder out("out", "alpha", 7);
  ASSERT_EQ(out.open(), "");
  // The history's place is taken by a device that is always full.
  std::string hidden;
  for (const auto& entry : std::filesystem::directory_iterator("out/alpha")) hidden = entry.path().string();
  std::filesystem::create_symlink("/dev/full", hidden + "/history.jsonl");
  ASSERT_NE(out.history(), nullptr);
  *out.history() << std::string(100'000, 'x');
  out.write("verdict.json", "{}");
  const auto problem = out.publish();
  EXPECT_NE(problem.find("cannot write history.jsonl"), std::string::npos) << problem;
  EXPECT_TRUE(folder.has("out/alpha/7/verdict.json"));
  EXPECT_FALSE(folder.has("out/alpha/7/history.jsonl"));
}

TEST(OutFolder, AHistoryOfNothingIsNoFile) {
  testing::Folder folder;
  OutFolder out("out", "alpha", 7);
  ASSERT_EQ(out.open(), "");
  ASSERT_NE(out.history(), nullptr);
  out.write("verdict.json", "{}");
  EXPECT_EQ(out.publish(), "");
  EXPECT_FALSE(folder.has("out/alpha/7/history.jsonl"));
  EXPECT_EQ(out.kept(), std::vector<std::string>{"verdict.json"});
}

TEST(OutFolder, NamesStayInsideOut) {
  EXPECT_EQ(OutFolder("out", "../../x y", 1).path(), "out/-.-..-x-y/1");
  EXPECT_EQ(OutFolder("out", "", 1).path(), "out/-/1");
}

}  // namespace
}  // namespace drydock::cli
