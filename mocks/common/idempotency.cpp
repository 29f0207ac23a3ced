#include "mocks/common/idempotency.hpp"

#include <cassert>
#include <utility>

namespace drydock {
namespace {
constexpr std::string_view prefix = "idem/";
}

std::string Idempotency::scope(std::string_view operation, std::string_view key) {
  std::string made;
  made.reserve(prefix.size() + operation.size() + 1 + key.size());
  made.append(prefix).append(operation).append("/").append(key);
  return made;
}

bool Idempotency::owns(std::string_view journal_key) { return journal_key.starts_with(prefix); }

Idempotency::Seen Idempotency::look(std::string_view scope, std::int64_t fingerprint) const {
  const auto found = rows_.find(scope);
  if (found == rows_.end()) return {};
  if (found->second.fingerprint != fingerprint) return {Verdict::reused, nullptr};
  if (found->second.kept.empty()) return {Verdict::in_progress, nullptr};
  return {Verdict::done, found->second.kept.as<Kept>()};
}

void Idempotency::claim(const std::string& scope, std::int64_t fingerprint) {
  const bool fresh = rows_.emplace(scope, Row{fingerprint, {}}).second;
  assert(fresh);
  static_cast<void>(fresh);
}

void Idempotency::drop(const std::string& scope) { rows_.erase(scope); }

void Idempotency::keep(const std::string& scope, Payload kept) {
  assert(kept.as<Kept>() != nullptr);
  const std::int64_t fingerprint = kept.as<Kept>()->fingerprint;
  rows_.insert_or_assign(scope, Row{fingerprint, std::move(kept)});
}

}  // namespace drydock
