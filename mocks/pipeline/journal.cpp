#include "mocks/pipeline/journal.hpp"

#include <algorithm>
#include <utility>

#include "contracts/canonical/common.hpp"

namespace drydock::pipeline {
namespace {

Reply not_kept() {
  Problem problem;
  problem.title = "The pipeline could not make it durable";
  problem.status = 503;
  problem.code = "not_durable";
  return {503, Payload::of(std::move(problem)), seconds(1)};
}

}  // namespace

void Journal::touch(Stored& record) {
  record.change_ = ++change_;
  if (record.list_ != nullptr) record.list_->renew(record);
  if (record.dirty_) return;
  record.dirty_ = true;
  dirty_.push_back(&record);
}

void Journal::erase(Stored& record) {
  if (record.dirty_) std::erase(dirty_, &record);
  if (record.list_ != nullptr) record.list_->drop(record);
  forget(record.entry().key);
}

// Without changes of its own an action needs only what is already on its way.
std::vector<Action>& Journal::waiting() {
  if (entries_.empty() && dirty_.empty()) {
    if (!actions_.empty()) return actions_;
    if (busy_) return under_way_;
  }
  return actions_;
}

void Journal::reply(RequestId request, Reply reply) {
  Action& action = waiting().emplace_back();
  action.kind = Action::Kind::reply;
  action.request = request;
  action.reply = std::move(reply);
}

void Journal::settle(RequestId request, Settlement settlement) {
  Action& action = waiting().emplace_back();
  action.kind = Action::Kind::settle;
  action.request = request;
  action.settlement = settlement;
}

void Journal::send(std::uint64_t call) {
  Action& action = waiting().emplace_back();
  action.kind = Action::Kind::send;
  action.call = call;
}

void Journal::then(std::function<void()> run) {
  Action& action = waiting().emplace_back();
  action.kind = Action::Kind::run;
  action.run = std::move(run);
}

void Journal::flush(Io& io) {
  if (busy_ || degraded_) return;
  if (entries_.empty() && dirty_.empty()) {
    if (actions_.empty()) return;
    std::move(actions_.begin(), actions_.end(), std::back_inserter(due_));
    actions_.clear();
    return;
  }
  Commit commit;
  commit.entries = std::move(entries_);
  entries_.clear();
  commit.entries.reserve(commit.entries.size() + dirty_.size());
  for (Stored* record : dirty_) {
    record->dirty_ = false;
    commit.entries.push_back(record->entry());
  }
  dirty_.clear();
  committed_ = commit.entries;
  under_way_ = std::move(actions_);
  actions_.clear();
  busy_ = true;
  ticket_ = io.commit(std::move(commit));
}

void Journal::settled(const Durable& durable) {
  if (!busy_ || durable.ticket != ticket_) return;
  busy_ = false;
  if (durable.outcome == Durable::Outcome::ok) {
    std::move(under_way_.begin(), under_way_.end(), std::back_inserter(due_));
    under_way_.clear();
    committed_.clear();
    return;
  }
  degraded_ = true;
  // Older values first: what was changed since comes after them in the same commit.
  std::move(entries_.begin(), entries_.end(), std::back_inserter(committed_));
  entries_ = std::move(committed_);
  committed_.clear();
  std::vector<Action> all = std::move(under_way_);
  std::move(actions_.begin(), actions_.end(), std::back_inserter(all));
  under_way_.clear();
  actions_.clear();
  for (Action& action : all) {
    if (action.kind == Action::Kind::reply) {
      action.reply = not_kept();
      due_.push_back(std::move(action));
    } else if (action.kind == Action::Kind::settle) {
      action.settlement = Settlement::later(seconds(1));
      due_.push_back(std::move(action));
    } else {
      actions_.push_back(std::move(action));
    }
  }
}

std::vector<Action> Journal::take_due() { return std::exchange(due_, {}); }

}  // namespace drydock::pipeline
