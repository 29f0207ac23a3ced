#include <sqlite3.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "contracts/codec.hpp"
#include "harness/live/journal.hpp"

namespace drydock::live {
namespace {

constexpr const char* schema =
    "CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, type TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;";
constexpr const char* format = "1";

struct Write {
  std::vector<Entry> entries;
  std::function<void(Durable::Outcome)> done;
};

class Statement {
 public:
  Statement(sqlite3* database, const char* sql) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int index, const std::string& text) {
    sqlite3_bind_text(statement_, index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  int step() { return sqlite3_step(statement_); }
  void reset() { sqlite3_reset(statement_); }
  std::string text(int column) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

class SqliteJournal : public Journal {
 public:
  SqliteJournal(const std::string& path, std::span<const Type* const> types) : path_(path) {
    for (const Type* type : types) types_.emplace(type->name, type);
    if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) fail("cannot be opened");
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=2000;");
    run(schema);
    check_format();
    writer_ = std::thread([this] { write_all(); });
  }

  ~SqliteJournal() override {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    if (writer_.joinable()) writer_.join();
    sqlite3_close(database_);
  }

  bool fresh() override { return fresh_; }

  Entries load() override {
    Entries entries;
    Statement rows(database_, "SELECT key, type, body FROM entry");
    while (rows.step() == SQLITE_ROW) {
      const std::string name = rows.text(1);
      const auto type = types_.find(name);
      if (type == types_.end()) fail("holds a record of type `" + name + "`, which this version does not know");
      Decoded decoded = decode(*type->second, rows.text(2));
      if (!decoded)
        fail("entry `" + rows.text(0) + "` does not read as " + name + ": " + decoded.error + " at " + decoded.pointer);
      entries.emplace(rows.text(0), std::move(decoded.payload));
    }
    return entries;
  }

  void write(std::vector<Entry> entries, std::function<void(Durable::Outcome)> done) override {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back({std::move(entries), std::move(done)});
    }
    wake_.notify_one();
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("journal " + path_ + ": " + what +
                             "; give another file with --journal, or remove this one");
  }

  void run(const char* sql) {
    char* error = nullptr;
    if (sqlite3_exec(database_, sql, nullptr, nullptr, &error) == SQLITE_OK) return;
    const std::string text = error == nullptr ? "unknown error" : error;
    sqlite3_free(error);
    fail(text);
  }

  void check_format() {
    {
      Statement found(database_, "SELECT value FROM about WHERE name = 'format'");
      if (found.step() == SQLITE_ROW) {
        if (found.text(0) != format) fail("has format " + found.text(0) + ", this version reads " + format);
        fresh_ = false;
        return;
      }
    }
    run("INSERT INTO about VALUES ('format', '1')");
    fresh_ = true;
  }

  void write_all() {
    for (;;) {
      std::vector<Write> batch;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        batch.swap(waiting_);
      }
      const Durable::Outcome outcome = commit(batch);
      for (auto& write : batch) write.done(outcome);
    }
  }

  Durable::Outcome commit(const std::vector<Write>& batch) {
    try {
      run("BEGIN IMMEDIATE");
      Statement put(database_, "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)");
      Statement forget(database_, "DELETE FROM entry WHERE key = ?");
      for (const auto& write : batch)
        for (const auto& entry : write.entries) apply(entry, put, forget);
      run("COMMIT");
      return Durable::Outcome::ok;
    } catch (const std::exception&) {
      const int code = sqlite3_errcode(database_);
      sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
      return code == SQLITE_FULL ? Durable::Outcome::full : Durable::Outcome::failed;
    }
  }

  void apply(const Entry& entry, Statement& put, Statement& forget) {
    Statement& statement = entry.value.empty() ? forget : put;
    statement.bind(1, entry.key);
    if (!entry.value.empty()) {
      statement.bind(2, std::string(entry.value.type()->name));
      statement.bind(3, to_json(entry.value));
    }
    if (statement.step() != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    statement.reset();
  }

  std::string path_;
  std::map<std::string, const Type*, std::less<>> types_;
  sqlite3* database_ = nullptr;
  bool fresh_ = true;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Write> waiting_;
  bool closing_ = false;
  std::thread writer_;
};

}  // namespace

std::unique_ptr<Journal> make_sqlite_journal(const std::string& path, std::span<const Type* const> types) {
  return std::make_unique<SqliteJournal>(path, types);
}

}  // namespace drydock::live
