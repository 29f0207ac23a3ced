// Durable state. A handler changes records in memory and says what should happen once that is durable; all of it
// becomes one commit. One commit is under way at a time, the changes meanwhile make the next: what survives a crash is
// always a state that the pipeline has been in.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/actor.hpp"

namespace drydock::pipeline {

class ChangeList;
class Journal;

/// A record that knows its journal key.
class Stored {
 public:
  Stored() = default;
  Stored(const Stored&) = delete;
  Stored& operator=(const Stored&) = delete;
  virtual ~Stored() = default;
  virtual Entry entry() const = 0;
  /// Of the last change, growing over all records and restarts: the cursor of the audited lists.
  std::int64_t change() const { return change_; }
  /// The record that changed last before this one, in its list; null if there is none.
  Stored* earlier() const { return earlier_; }

 private:
  friend class ChangeList;
  friend class Journal;
  std::int64_t change_ = 0;
  bool dirty_ = false;
  ChangeList* list_ = nullptr;
  Stored* earlier_ = nullptr;
  Stored* later_ = nullptr;
};

/// Records in the order of their last changes, so that asking for the newest costs only those.
class ChangeList {
 public:
  Stored* newest() const { return newest_; }
  /// The record is the newest of this list from now on.
  void renew(Stored& record) {
    if (newest_ == &record) return;
    drop(record);
    record.list_ = this;
    record.earlier_ = newest_;
    if (newest_ != nullptr) newest_->later_ = &record;
    newest_ = &record;
  }
  void drop(Stored& record) {
    if (record.list_ == nullptr) return;
    if (record.earlier_ != nullptr) record.earlier_->later_ = record.later_;
    if (record.later_ != nullptr) record.later_->earlier_ = record.earlier_;
    if (newest_ == &record) newest_ = record.earlier_;
    record.list_ = nullptr;
    record.earlier_ = record.later_ = nullptr;
  }

 private:
  Stored* newest_ = nullptr;
};

/// What happens when everything written so far is durable.
struct Action {
  enum class Kind : std::uint8_t { reply, settle, send, run } kind = Kind::run;
  RequestId request;
  Reply reply;
  Settlement settlement;
  std::uint64_t call = 0;
  std::function<void()> run;
};

class Journal {
 public:
  /// Change numbers start at `now`, so that they are above those of an earlier incarnation.
  void start(Instant now) { change_ = now.us; }
  /// A record read from the journal: for an audited list it has just changed.
  void adopt(Stored& record) { record.change_ = change_; }
  /// The record has changed and belongs into the next commit.
  void touch(Stored&);
  /// The record goes away.
  void erase(Stored&);
  void put(std::string key, Payload value) { entries_.push_back({std::move(key), std::move(value)}); }
  void forget(std::string key) { entries_.push_back({std::move(key), {}}); }

  void reply(RequestId, Reply);
  void settle(RequestId, Settlement);
  void send(std::uint64_t call);
  void then(std::function<void()>);

  /// Starts a commit if there is something to write and none is under way. Actions that wait for nothing become due.
  void flush(Io&);
  /// The outcome of the commit under way. Its actions become due, or, if it was not kept, its entries belong into the
  /// next commit and whoever waits for an answer gets 503.
  void settled(const Durable&);
  /// Actions whose time has come, in order.
  std::vector<Action> take_due();
  bool has_due() const { return !due_.empty(); }
  /// The last commit was not kept; `flush` does nothing until `retry`.
  bool degraded() const { return degraded_; }
  void retry() { degraded_ = false; }
  std::int64_t last_change() const { return change_; }

 private:
  std::vector<Action>& waiting();
  std::vector<Stored*> dirty_;
  std::vector<Entry> entries_;     ///< of the next commit, before the dirty records
  std::vector<Action> actions_;    ///< of the next commit
  std::vector<Entry> committed_;   ///< of the commit under way
  std::vector<Action> under_way_;  ///< of the commit under way
  std::vector<Action> due_;
  Ticket ticket_;
  bool busy_ = false;
  bool degraded_ = false;
  std::int64_t change_ = 0;
};

}  // namespace drydock::pipeline
