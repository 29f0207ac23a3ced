#include "harness/balance_states.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "contracts/canonical/balances.hpp"
#include "harness/invariants/names.hpp"
#include "harness/invariants/stock_truth.hpp"

namespace drydock {
namespace {

class Outdated : public Detector {
 public:
  explicit Outdated(const Courtroom& room) : pipeline_(room.seat("pipeline")) {}
  std::uint32_t kinds() const override {
    return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect);
  }
  bool see(const Record& record) override {
    if (record.kind == RecordKind::ack) return record.from == pipeline_ && record.status < 300 && accepted(record);
    if (record.body == nullptr) return false;
    if (record.kind == RecordKind::effect) return moved(record), false;
    if (const auto* copy = record.body->as<BalanceSnapshot>()) copies_.emplace(std::string(record.id), *copy);
    return false;
  }

 private:
  void moved(const Record& record) {
    scratch_.clear();
    movements_of(*record.body, scratch_);
    for (const Movement& one : scratch_)
      if (one.change.on_hand() != 0) moved_at_[name_key(one.item, one.location)] = record.t;
  }
  bool accepted(const Record& record) {
    const auto copy = copies_.find(record.id);
    if (copy == copies_.end()) return false;
    const BalanceSnapshot& told = copy->second;
    return std::any_of(told.balances.begin(), told.balances.end(), [&](const BookBalance& row) {
      const Instant* at = moved_at_.find(name_key(row.item, told.location));
      return at != nullptr && *at > told.as_of;
    });
  }

  SeatIndex pipeline_;
  std::map<std::string, BalanceSnapshot, std::less<>> copies_;
  FlatMap<Instant> moved_at_;
  std::vector<Movement> scratch_;
};

}  // namespace

std::unique_ptr<Detector> balances_outdated(const Courtroom& room) { return std::make_unique<Outdated>(room); }

}  // namespace drydock
