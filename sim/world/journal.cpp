// Commits: what an actor writes becomes durable in order, whole or not at all.
#include <algorithm>
#include <cassert>

#include "contracts/codec.hpp"
#include "sim/world/core.hpp"

namespace drydock {

// Commits under way are written together (group commit): each takes the commit time, and none waits for the one before.
Ticket VirtualWorldCore::commit(SeatState& seat, Commit what) {
  const Ticket ticket{{seat.index, seat.incarnation, ++seat.counter}};
  seat.commits.push_back({ticket, std::move(what), std::nullopt});
  const Happening done{What::durable, seat.incarnation, seat.index, 0, 0};
  const Duration slower = seat.standing.empty() ? Duration{} : commit_delay(seat, seat.commits.back().commit);
  const Instant at = std::max(now_ + seat.spec->commit_time + slower, seat.disk_free);
  if (at == now_ + seat.spec->commit_time) {
    agenda_.add_after(now_, seat.spec->commit_time, done);
  } else {
    seat.disk_free = at;  // the next ones queue behind it
    add(at, done);
  }
  return ticket;
}

void VirtualWorldCore::durable(SeatState& seat) {
  if (!seat.standing.empty() && disk_full(seat)) {
    const Ticket ticket = seat.commits.front().ticket;
    seat.commits.pop_front();
    return dispatch(seat, Durable{ticket, Durable::Outcome::full});
  }
  ++seat.commits_seen;
  CrashState* aimed = aimed_at(seat);
  if (aimed != nullptr && aimed->spec.torn) tear(seat, seat.commits.front().commit);
  if (aimed != nullptr && !aimed->spec.after_durable)
    return crash(seat, *aimed, aimed->spec.torn ? "while a commit was written" : "before a commit was durable");
  SeatState::PendingCommit pending = std::move(seat.commits.front());
  seat.commits.pop_front();
  write(seat, pending.commit);
  if (aimed != nullptr) return crash(seat, *aimed, "after a commit was durable");
  dispatch(seat, Durable{pending.ticket, Durable::Outcome::ok});
}

// What reached the disk of a commit that was being written: some entries, and of the next one a part of its bytes.
void VirtualWorldCore::tear(SeatState& seat, const Commit& commit) {
  seat.torn.clear();
  if (commit.entries.empty()) return;
  Draw draw(seat.seed, Purpose::fault_effect, "torn", {}, static_cast<std::uint64_t>(seat.commits_seen));
  const auto whole = static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(commit.entries.size())));
  for (std::size_t i = 0; i < whole; ++i) seat.torn.push_back(commit.entries[i]);
  const Entry& last = commit.entries[whole];
  std::string bytes = last.value.empty() ? std::string() : to_json(last.value);
  bytes.resize(bytes.size() / 2);
  seat.torn.push_back({last.key, Payload::raw(std::move(bytes))});
}

void VirtualWorldCore::write(SeatState& seat, Commit& commit) {
  keep(seat, commit.entries);
  for (const Effect& effect : commit.effects) write_effect(seat, effect);
  for (const auto& publication : commit.publications) publish(seat, publication);
}

// Only a restart reads the journal, so a seat that nothing can fell any more keeps none.
void VirtualWorldCore::keep(SeatState& seat, std::vector<Entry>& entries) {
  if (!may_still_fall(seat)) {
    if (!seat.entries.empty()) seat.entries = {};
    return;
  }
  for (Entry& entry : entries) {
    if (entry.value.empty()) {
      seat.entries.erase(entry.key);
    } else {
      seat.entries.insert_or_assign(std::move(entry.key), std::move(entry.value));
    }
  }
}

void VirtualWorldCore::write_effect(SeatState& seat, const Effect& effect) {
  if (faults_.needs_effects() && !effect.headers.idempotency_key.empty()) {
    seat.work.for_each_unordered([&](std::uint64_t, std::uint32_t index) {
      Parcel& parcel = parcels_[index];
      if (!parcel.is_event && parcel.headers.idempotency_key == effect.headers.idempotency_key)
        parcel.had_effect = true;
    });
  }
  Record record;
  record.kind = RecordKind::effect;
  record.from = seat.index;
  record.message = type_of_effect(effect.type);
  record.type = effect.type;
  record.key = effect.key;
  record.id = effect.headers.idempotency_key;
  record.correlation = effect.headers.correlation_id;
  record.causation = effect.headers.causation_id;
  record.idempotency = effect.headers.idempotency_key;
  record.body = &effect.body;
  emit(record, content_hash(effect.body));
  if (!spec_.goods) return;
  spec_.goods(seat.index, effect, now_, caused_);
  for (StimulusSpec& stimulus : caused_) stimulate(std::move(stimulus));
  caused_.clear();
}

const MessageType* VirtualWorldCore::type_of_effect(std::string_view name) {
  const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(name.data()));
  const std::uint64_t place = mixed(address, std::uint64_t{name.size()});
  if (const MessageType* const* known = effect_types_.find(place)) return *known;
  return effect_types_[place] = find_message(name);
}

void VirtualWorldCore::publish(SeatState& seat, const std::shared_ptr<const Publication>& publication) {
  assert(publication != nullptr && publication->type != nullptr);
  const std::string key = business_key(*publication->type, publication->data);
  Record record;
  record.kind = RecordKind::publish;
  record.from = seat.index;
  record.message = publication->type;
  record.type = publication->type->name;
  record.key = key;
  record.id = publication->id;
  record.correlation = publication->headers.correlation_id;
  record.causation = publication->headers.causation_id;
  record.idempotency = publication->headers.idempotency_key;
  record.partition = publication->partition_key;
  record.sequence = publication->sequence;
  record.body = &publication->data;
  emit(record, content_hash(publication->data));
  for (const std::uint32_t channel : seat.channels) channels_[channel].courier->publish(publication);
}

}  // namespace drydock
