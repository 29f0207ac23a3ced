#include <utility>

#include "harness/invariant.hpp"

namespace drydock {

void Findings::add(Finding finding) {
  std::uint64_t& count = counts_[finding.invariant];
  if (count++ < keep_) kept_.push_back(std::move(finding));
}

std::uint64_t Findings::count(std::string_view invariant) const {
  const auto found = counts_.find(invariant);
  return found == counts_.end() ? 0 : found->second;
}

}  // namespace drydock
