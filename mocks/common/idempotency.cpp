#include "mocks/common/idempotency.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/mixing.hpp"

namespace drydock {
namespace {

constexpr std::string_view prefix = "idem";
constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

std::uint64_t number(Idempotency::Scope scope) { return static_cast<std::uint64_t>(scope); }

}  // namespace

Idempotency::Scope Idempotency::scope(std::string_view operation, std::string_view key) {
  return Scope{finished(mixed(mixed(0x1DE3U, operation), key))};
}

// Six bits a character: with the prefix it fits into a string without an allocation.
std::string Idempotency::journal_key(Scope scope) {
  std::string made(prefix);
  for (int shift = 60; shift >= 0; shift -= 6) made += digits[(number(scope) >> shift) & 63];
  return made;
}

bool Idempotency::owns(std::string_view journal_key) { return journal_key.starts_with(prefix); }

Idempotency::Seen Idempotency::look(Scope scope, std::int64_t fingerprint) {
  const Row* found = rows_.find(number(scope));
  if (found == nullptr) return {};
  if (found->fingerprint != fingerprint) return {Verdict::reused, nullptr};
  if (found->kept.empty()) return {Verdict::in_progress, nullptr};
  return {Verdict::done, found->kept.as<Kept>()};
}

void Idempotency::claim(Scope scope, std::int64_t fingerprint) {
  assert(rows_.find(number(scope)) == nullptr);
  rows_[number(scope)] = {fingerprint, {}};
}

void Idempotency::drop(Scope scope) { rows_.erase(number(scope)); }

void Idempotency::keep(Scope scope, Payload kept) {
  const Kept* done = kept.as<Kept>();
  assert(done != nullptr);
  ages_.push_back({done->done, scope});
  rows_[number(scope)] = {done->fingerprint, std::move(kept)};
}

void Idempotency::restore(std::string_view journal_key, Payload kept) {
  std::uint64_t value = 0;
  for (const char c : journal_key.substr(prefix.size())) value = value << 6 | digits.find(c);
  keep(Scope{value}, std::move(kept));
}

void Idempotency::sorted() {
  std::sort(ages_.begin(), ages_.end(),
            [](const Age& a, const Age& b) { return a.done != b.done ? a.done < b.done : a.scope < b.scope; });
}

std::vector<std::string> Idempotency::outlived(Instant now) {
  std::vector<std::string> gone;
  while (gone.size() < 2 && !ages_.empty() && ages_.front().done + memory_ <= now) {
    gone.push_back(journal_key(ages_.front().scope));
    drop(ages_.front().scope);
    ages_.pop_front();
  }
  return gone;
}

}  // namespace drydock
