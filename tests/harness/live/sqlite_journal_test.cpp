#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "contracts/canonical/common.hpp"
#include "harness/live/journal.hpp"

namespace drydock::live {
namespace {

namespace fs = std::filesystem;

class SqliteJournal : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = (fs::temp_directory_path() / ("drydock-journal-" + std::to_string(getpid()) + ".db")).string();
    remove();
  }
  void TearDown() override { remove(); }
  void remove() {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(path_ + end);
  }
  std::unique_ptr<Journal> open() { return make_sqlite_journal(path_, types_); }
  static Durable::Outcome write(Journal& journal, std::vector<Entry> entries) {
    std::promise<Durable::Outcome> done;
    journal.write(std::move(entries), [&](Durable::Outcome outcome) { done.set_value(outcome); });
    return done.get_future().get();
  }
  std::string path_;
  std::vector<const Type*> types_{type_of<Money>(), type_of<Accepted>()};
};

TEST_F(SqliteJournal, KeepsWhatIsLive) {
  {
    const auto journal = open();
    EXPECT_TRUE(journal->fresh());
    EXPECT_EQ(write(*journal, {{"a", Payload::of(Money{1, "USD"})}, {"b", Payload::of(Accepted{"x", "y"})}}),
              Durable::Outcome::ok);
    EXPECT_EQ(write(*journal, {{"a", Payload::of(Money{2, "EUR"})}, {"b", {}}}), Durable::Outcome::ok);
  }
  const auto journal = open();
  EXPECT_FALSE(journal->fresh());
  const Entries entries = journal->load();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(*entries.at("a").as<Money>(), (Money{2, "EUR"}));
}

TEST_F(SqliteJournal, SaysWhatIsWrongWithAFileThatIsNone) {
  std::ofstream(path_) << "this is a text, and long enough not to be taken for an empty database file of any kind";
  try {
    open();
    FAIL() << "opened";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find(path_), std::string::npos) << error.what();
  }
}

TEST_F(SqliteJournal, RefusesRecordsItDoesNotKnow) {
  { write(*open(), {{"a", Payload::of(Money{1, "USD"})}}); }
  types_ = {type_of<Accepted>()};
  const auto journal = open();
  EXPECT_THROW(journal->load(), std::runtime_error);
}

TEST_F(SqliteJournal, CannotBeMadeWhereThereIsNoFolder) {
  path_ = "/nowhere/at/all/journal.db";
  EXPECT_THROW(open(), std::runtime_error);
}

}  // namespace
}  // namespace drydock::live
