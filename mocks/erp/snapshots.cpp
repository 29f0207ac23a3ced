#include "mocks/erp/snapshots.hpp"

#include <algorithm>
#include <utility>

#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"

namespace drydock {
namespace {

constexpr std::string_view snapshot_prefix = "snapshot/";
constexpr std::string_view told_prefix = "told/";
constexpr std::size_t rows_of_a_part = 200;  // some 10 KB of JSON

}  // namespace

void Snapshots::restore(std::string_view key, const Payload& value) {
  if (const auto* snapshot = value.as<ErpSnapshot>()) {
    taken_[std::string(key.substr(snapshot_prefix.size()))] = *snapshot;
  } else if (const auto* told = value.as<ErpSent>()) {
    told_[std::string(key.substr(told_prefix.size()))] = told->parts;
  }
}

void Snapshots::resume(Io& io) {
  for (const auto& [id, snapshot] : taken_) await(id, io);
}

bool Snapshots::copy(const BalancesCopied& due, const Changes<ErpBalance>& balances, Commit& commit, Io& io) {
  if (taken_.contains(due.snapshot_id)) return false;
  ErpSnapshot& snapshot = taken_[due.snapshot_id];
  snapshot.as_of = io.now();
  snapshot.sent_at = due.sent_at;
  balances.each([&](const std::string& key, const ErpBalance& balance) {
    const std::size_t slash = key.rfind('/');
    snapshot.balances.push_back({key.substr(0, slash), key.substr(slash + 1), balance.on_hand});
  });
  commit.entries.push_back({joined(snapshot_prefix, due.snapshot_id), Payload::of(snapshot)});
  await(due.snapshot_id, io);
  return true;
}

void Snapshots::await(const std::string& snapshot_id, Io& io) {
  timers_.push_back(snapshot_id);
  io.arm(std::max(Duration{}, taken_.find(snapshot_id)->second.sent_at - io.now()), timers_.size());
}

bool Snapshots::send(std::uint64_t tag, Commit& commit, Io& io) {
  const std::string snapshot_id = timers_[tag - 1];
  const auto found = taken_.find(snapshot_id);
  if (found == taken_.end()) return false;
  std::map<std::string, std::vector<BookBalance>> rows;
  for (const Balance& row : found->second.balances) rows[row.location].push_back({row.item, row.on_hand});
  for (const auto& [location, balances] : rows) tell(snapshot_id, found->second.as_of, location, balances, commit, io);
  commit.entries.push_back({joined(snapshot_prefix, snapshot_id), {}});
  taken_.erase(found);
  return true;
}

void Snapshots::tell(const std::string& snapshot_id, Instant as_of, const std::string& location,
                     const std::vector<BookBalance>& balances, Commit& commit, Io& io) {
  std::int64_t& told = told_[location];
  const std::size_t parts = (balances.size() + rows_of_a_part - 1) / rows_of_a_part;
  for (std::size_t part = 0; part < parts; ++part) {
    const auto first = balances.begin() + static_cast<std::ptrdiff_t>(part * rows_of_a_part);
    const auto last = part + 1 == parts ? balances.end() : first + static_cast<std::ptrdiff_t>(rows_of_a_part);
    BalanceSnapshot event{
        snapshot_id,  as_of, location, static_cast<std::int64_t>(part + 1), static_cast<std::int64_t>(parts),
        {first, last}};
    std::string id = joined(snapshot_id, "/", location, "/", std::to_string(part + 1));
    add_event(commit, make_event(std::move(event), std::move(id), ++told, io.now(), location, {}));
  }
  commit.entries.push_back({joined(told_prefix, location), Payload::of(ErpSent{told})});
}

}  // namespace drydock
