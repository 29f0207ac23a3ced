#include "mocks/common/errands.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "contracts/canonical/common.hpp"
#include "mocks/common/text.hpp"
#include "mocks/common/trace.hpp"

namespace drydock {
namespace {

constexpr std::string_view row_prefix = "errand/";
constexpr std::string_view body_prefix = "errand-body/";
constexpr Duration deadline = seconds(5);
constexpr std::array waits{seconds(1), seconds(2), seconds(5), seconds(10), seconds(30)};

// What may pass: no answer, 429, 5xx; a 400 means that the bytes were damaged on their way.
bool passes(const Reply* reply) {
  if (reply == nullptr) return true;
  if (reply->ok()) return false;
  if (reply->status >= 500 || reply->status == 429 || reply->status == 400) return true;
  const auto* why = reply->body.as<Problem>();
  return why == nullptr || (reply->status == 409 && why->code == "in_progress");
}

}  // namespace

bool Errands::owns(std::string_view journal_key) {
  return journal_key.starts_with(row_prefix) || journal_key.starts_with(body_prefix);
}

void Errands::restore(std::string_view journal_key, const Payload& value) {
  const bool row = journal_key.starts_with(row_prefix);
  Open& open = open_[std::string(journal_key.substr(row ? row_prefix.size() : body_prefix.size()))];
  if (row) {
    open.errand = *value.as<Errand>();
  } else {
    open.body = value;
  }
}

void Errands::resume(Io& io) {
  for (auto& [key, open] : open_) ask(open, io);
}

void Errands::add(Errand errand, Payload body, Commit& commit) {
  if (directory_.find(errand.to) == no_seat) return;
  const std::string key = errand.key;
  commit.entries.push_back({joined(row_prefix, key), Payload::of(errand)});
  commit.entries.push_back({joined(body_prefix, key), body});
  Open& open = open_[key];
  open.errand = std::move(errand);
  open.body = std::move(body);
  fresh_.push_back(key);
}

void Errands::committed(Ticket ticket) {
  if (!fresh_.empty()) waiting_.emplace(ticket, std::exchange(fresh_, {}));
}

void Errands::stored(Ticket ticket, Io& io) {
  const auto ready = waiting_.extract(ticket);
  if (ready.empty()) return;
  for (const std::string& key : ready.mapped())
    if (const auto found = open_.find(key); found != open_.end()) ask(found->second, io);
}

void Errands::ask(Open& open, Io& io) {
  Headers headers = headers_for(open.errand.correlation, open.errand.causation, open.errand.key);
  headers.idempotency_key = open.errand.key;
  const SeatIndex to = directory_.find(open.errand.to);
  ++open.asked;
  asked_.emplace(io.request(to, open.body, deadline, std::move(headers)), open.errand.key);
}

void Errands::timer(std::uint64_t tag, Io& io) {
  const auto found = by_tag_.extract(tag);
  if (found.empty()) return;
  if (const auto open = open_.find(found.mapped()); open != open_.end()) ask(open->second, io);
}

std::optional<Errands::End> Errands::answered(RequestId id, const Reply* reply, Commit& commit, Io& io) {
  const auto asked = asked_.extract(id);
  if (asked.empty()) return std::nullopt;
  const auto found = open_.find(asked.mapped());
  if (found == open_.end()) return std::nullopt;
  Open& open = found->second;
  if (passes(reply)) {
    const auto step = static_cast<std::size_t>(open.asked - 1);
    Duration wait = waits[std::min(step, waits.size() - 1)];
    if (reply != nullptr && reply->retry_after) wait = std::max(wait, *reply->retry_after);
    if (!open.errand.until || io.now() + wait <= *open.errand.until) {
      const std::uint64_t tag = tag_bit | ++tags_;
      by_tag_.emplace(tag, open.errand.key);
      io.arm(wait, tag);
      return std::nullopt;
    }
    reply = nullptr;
  }
  End end{open.body, reply == nullptr ? std::nullopt : std::optional(*reply)};
  forget(asked.mapped(), commit);
  return end;
}

void Errands::drop(const std::string& key, Commit& commit) {
  if (open_.contains(key)) forget(key, commit);
}

void Errands::forget(const std::string& key, Commit& commit) {
  commit.entries.push_back({joined(row_prefix, key), {}});
  commit.entries.push_back({joined(body_prefix, key), {}});
  open_.erase(key);
}

}  // namespace drydock
