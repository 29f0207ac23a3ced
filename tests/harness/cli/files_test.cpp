#include "harness/cli/files.hpp"

#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

TEST(Files, SayWhyTheyCannotBeRead) {
  testing::Folder folder;
  std::filesystem::create_directory("sub");
  folder.write("empty", "");
  std::string why;
  EXPECT_EQ(read_file("empty", why), "");
  EXPECT_FALSE(read_file("none", why));
  EXPECT_EQ(why, "no such file");
  EXPECT_FALSE(read_file("sub", why));
  EXPECT_EQ(why, "is a folder, not a file");
}

TEST(Files, ScenariosComeWithTheProgram) {
  testing::Folder folder;
  std::string why;
  EXPECT_FALSE(read_scenario("scenarios/peak/no-such-season.yaml", why));
  std::filesystem::create_directories("scenarios/peak");
  folder.write("scenarios/peak/no-such-season.yaml", "mine");
  EXPECT_EQ(read_scenario("scenarios/peak/no-such-season.yaml", why), "mine");
  EXPECT_TRUE(read_scenario("scenarios/smoke/smoke.yaml", why));
  EXPECT_EQ(read_scenario("smoke", why), read_scenario("scenarios/smoke/smoke.yaml", why));
  EXPECT_FALSE(read_scenario("smok", why));
  EXPECT_EQ(why, "no such file; did you mean smoke?");
  EXPECT_FALSE(read_scenario("zzzzzzzzzz", why));
  EXPECT_EQ(why,
            "no such file, and no scenario that comes with drydock is called so; `drydock list scenarios` shows them");
}

TEST(Files, ANameFromTheCatalogueIsNotHiddenByAFolder) {
  testing::Folder folder;
  std::filesystem::create_directory("dup-storm");
  std::string why;
  EXPECT_EQ(read_scenario("dup-storm", why), read_scenario("scenarios/packs/dup-storm.yaml", why));
}

TEST(Files, AFileNameLeadsToItsFolder) {
  testing::Folder folder;
  std::string why;
  EXPECT_FALSE(read_scenario("dup-storm.yaml", why));
  EXPECT_EQ(why, "no such file; did you mean scenarios/packs/dup-storm.yaml?");
}

TEST(Files, ABaseLiesWhereTheFileSays) {
  testing::Folder folder;
  std::filesystem::create_directories("mine/deep");
  folder.write("mine/base.yaml", "text");
  std::string why;
  EXPECT_EQ(find_base("../base.yaml", "mine/deep/a.yaml", why)->file, "mine/base.yaml");
  EXPECT_EQ(find_base("./base.yaml", "./mine/a.yaml", why)->text, "text");
  EXPECT_FALSE(find_base("bse.yaml", "mine/a.yaml", why));
  EXPECT_EQ(why, "no such file; did you mean mine/base.yaml?");
}

TEST(Files, ABaseOfTheCatalogue) {
  testing::Folder folder;
  std::string why;
  EXPECT_EQ(find_base("smoke", "mine/a.yaml", why)->file, "scenarios/smoke/smoke.yaml");
  EXPECT_EQ(find_base("../smoke/smoke.yaml", "dup-storm", why)->file, "scenarios/smoke/smoke.yaml")
      << "seen from where the catalogue has it";
  EXPECT_EQ(find_base("../smoke/smoke.yaml", "scenarios/packs/x.yaml", why)->file, "scenarios/smoke/smoke.yaml");
}

TEST(Files, DataBesideAScenario) {
  testing::Folder folder;
  std::filesystem::create_directories("mine");
  folder.write("mine/items.csv", "item\n");
  std::string why;
  EXPECT_EQ(find_data("items.csv", "mine/a.yaml", why)->text, "item\n");
  EXPECT_EQ(find_data("../mine/items.csv", "mine/a.yaml", why)->file, "mine/items.csv");
  EXPECT_FALSE(find_data("itms.csv", "mine/a.yaml", why));
  EXPECT_EQ(why, "no such file; did you mean mine/items.csv?");
  const std::string file = "scenarios/packs/replayed-orders/items.csv";
  EXPECT_EQ(find_data("replayed-orders/items.csv", "replayed-orders", why)->file, file) << "inside the program";
  EXPECT_EQ(find_data("replayed-orders/items.csv", "scenarios/packs/x.yaml", why)->file, file);
  EXPECT_FALSE(find_data("/dev/zero", "mine/a.yaml", why));
}

TEST(Files, WordsAreSafeInAShell) {
  EXPECT_EQ(shell_word("scenarios/peak/a-b.yaml"), "scenarios/peak/a-b.yaml");
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

}  // namespace
}  // namespace drydock::cli
