#include "harness/invariants/effect_account.hpp"

#include <algorithm>
#include <utility>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "harness/package_scan.hpp"

namespace drydock {

EffectAccount::EffectAccount(const Courtroom& room) : pipeline_(room.seat("pipeline")), map_(workflows()) {
  for (const OwedEffect& rule : map_.effects())
    must_come_.push_back(room.seat(rule.role) != no_seat && rule.expected != Expected::at_most_1 ? 1 : 0);
  unasked_ = room.unasked_seats();
}

bool EffectAccount::must_come(const OwedEffect& rule) const {
  return must_come_[static_cast<std::size_t>(&rule - map_.effects().data())] != 0;
}

bool EffectAccount::owed_there(const OwedEffect& rule, const Payload& event) {
  const auto* shipped = rule.role == "payment" ? event.as<WmsShipped>() : nullptr;
  return shipped == nullptr || paid_elsewhere_.find(name_key(shipped->order_id)) == nullptr;
}

void EffectAccount::see(const Record& record) {
  entries_now_ = 0;
  first_acceptance_ = false;
  if (record.message == nullptr) return;
  if (record.kind == RecordKind::publish) {
    ended(record);
    return publish(record);
  }
  if (record.kind == RecordKind::effect) return effect(record);
  if (record.from == pipeline_ && record.status < 300) acknowledged(record);
}

EffectAccount::Tracking& EffectAccount::of_package(std::string_view package) {
  std::uint32_t& slot = by_package_[name_key(package)];
  if (slot == 0) {
    tracking_.emplace_back().package = package;
    slot = static_cast<std::uint32_t>(tracking_.size());
  }
  return tracking_[slot - 1];
}

void EffectAccount::publish(const Record& record) {
  const auto rules = map_.owed_by(*record.message);
  if (rules.empty() || record.body == nullptr || record.body->type() != record.message->body) return;
  if (const auto scan = scan_in(*record.body)) {
    Tracking& tracking = of_package(scan->package);
    const Scan made{scan->occurred, scan->status};
    if (tracking.event.empty() || made > tracking.newest) {
      tracking.newest = made;
      tracking.event = record.id;
      tracking.order = scan->order;
    }
    const std::uint64_t event = name_key(record.id);
    scans_[event] = made;
    scan_package_[event] = static_cast<std::uint32_t>(&tracking - tracking_.data());
    return;
  }
  if (record.body->as<TmsMilestone>() != nullptr) return;  // a plan or an estimate owes nothing
  const auto* placed = record.body->as<OrderPlaced>();
  if (placed != nullptr && record.from < unasked_.size() && unasked_[record.from] != 0)
    paid_elsewhere_[name_key(placed->order_id)] = 1;
  for (const OwedEffect* rule : rules)
    if (must_come(*rule) && owed_there(*rule, *record.body) && rule->owed(*record.body))
      rule->event_key.each_text(record.body->data(), [&](const std::string& key) { owe(*rule, key, record); });
}

void EffectAccount::owe(const OwedEffect& rule, std::string_view key, const Record& record) {
  Entry& entry = entries_[name_key(rule.operation->name, key)];
  if (entry.asked) return;  // one logical fact, told twice
  entry.asked = true;
  if (entry.count > 0) return;
  std::uint32_t place = 0;
  if (free_.empty()) {
    place = static_cast<std::uint32_t>(owed_.size());
    owed_.emplace_back();
  } else {
    place = free_.back();
    free_.pop_back();
  }
  owed_[place] = {&rule, std::string(key), std::string(record.id), std::string(record.correlation), ++asked_, record.t};
  entry.owed = place + 1;
  ++waiting(rule.role);
}

// What is owed no more may still come, once: it was under way.
void EffectAccount::ended(const Record& record) {
  if (record.body == nullptr || record.body->type() != record.message->body) return;
  for (const OwedEffect* rule : map_.ended_by(*record.message))
    rule->unless_key.each_text(record.body->data(), [&](const std::string& key) {
      Entry& entry = entries_[name_key(rule->operation->name, key)];
      entry.asked = true;
      settle(entry);
    });
}

void EffectAccount::settle(Entry& entry) {
  if (entry.owed == 0) return;
  --waiting(owed_[entry.owed - 1].rule->role);
  owed_[entry.owed - 1] = {};
  free_.push_back(entry.owed - 1);
  entry.owed = 0;
}

std::int64_t& EffectAccount::waiting(std::string_view role) {
  for (auto& [of, count] : waiting_)
    if (of == role) return count;
  return waiting_.emplace_back(role, 0).second;
}

std::int64_t EffectAccount::owed_to(std::string_view role) const {
  for (const auto& [of, count] : waiting_)
    if (of == role) return count;
  return 0;
}

void EffectAccount::effect(const Record& record) {
  const auto rules = map_.fulfilled_by(*record.message);
  if (rules.empty() || record.body == nullptr || record.body->type() != record.message->body) return;
  if (const auto* update = record.body->as<TrackingUpdate>()) {
    Tracking& tracking = of_package(update->package_id);
    const Scan told{update->occurred_at, update->milestone};
    if (!tracking.any_shown || told > tracking.shown) tracking.shown = told;
    tracking.any_shown = true;
    return;
  }
  std::uint64_t key = 0;
  const OwedEffect& rule = *rules.front();
  rule.key_in(*record.message).each_text(record.body->data(), [&](const std::string& text) {
    key = name_key(rule.operation->name, text);
  });
  Entry& entry = entries_[key];
  entries_now_ = ++entry.count;
  settle(entry);
}

void EffectAccount::acknowledged(const Record& record) {
  if (map_.owed_by(*record.message).empty()) return;
  const std::uint64_t event = name_key(record.id);
  if (accepted_.find(event) != nullptr) return;
  accepted_[event] = record.t;
  first_acceptance_ = true;
  if (const Scan* scan = scans_.find(event)) {
    Tracking& tracking = tracking_[*scan_package_.find(event)];
    tracking.newest_accepted = std::max(tracking.newest_accepted, *scan);
    scans_.erase(event);
    scan_package_.erase(event);
  }
}

std::vector<const EffectAccount::Owed*> EffectAccount::open() const {
  std::vector<const Owed*> open;
  for (const Owed& owed : owed_)
    if (owed.number != 0) open.push_back(&owed);
  std::sort(open.begin(), open.end(), [](const Owed* a, const Owed* b) { return a->number < b->number; });
  return open;
}

}  // namespace drydock
