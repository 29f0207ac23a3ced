// Where a seat of the live world keeps its entries.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/actor.hpp"

namespace drydock::live {

class Journal {
 public:
  virtual ~Journal() = default;
  /// Everything that is live. Called once, before the first write.
  virtual Entries load() = 0;
  /// Whether anything was ever written: a first start, or a restart.
  virtual bool fresh() = 0;
  /// Writes atomically, in order; `done` is called once it is durable (or is not), possibly on another thread.
  virtual void write(std::vector<Entry>, std::function<void(Durable::Outcome)> done) = 0;
};

/// Entries in memory: they survive the actor, not the process.
std::unique_ptr<Journal> make_memory_journal();

/// Entries in a SQLite file (WAL, full sync), written by one thread with group commit: all writes that wait share one
/// transaction. `types` are the records that may stand in it. Throws std::runtime_error, naming the file, what is wrong
/// and what to do, if the file cannot be opened, is not such a journal, or holds a record of an unknown type.
std::unique_ptr<Journal> make_sqlite_journal(const std::string& path, std::span<const Type* const> types);

}  // namespace drydock::live
