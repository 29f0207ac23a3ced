#include "sim/transports/log.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/mixing.hpp"

namespace drydock {
namespace {

constexpr int partition_bits = 16;

}  // namespace

Log::Log(const ChannelSpec& spec, CourierHost& host)
    : spec_(spec), host_(host), partitions_(static_cast<std::size_t>(spec.partitions)) {
  assert(spec.partitions > 0 && spec.partitions < (1 << partition_bits) && spec.batch > 0);
}

std::uint64_t Log::token(const Partition& partition) const {
  const auto number = static_cast<std::uint64_t>(&partition - partitions_.data());
  return (partition.serial << partition_bits) | number;
}

// The partition of a token, if that is still the partition's present step.
Log::Partition* Log::partition_of(std::uint64_t value) {
  Partition& partition = partitions_[value & ((1U << partition_bits) - 1)];
  return partition.serial == value >> partition_bits ? &partition : nullptr;
}

void Log::publish(std::shared_ptr<const Publication> event) {
  const std::uint64_t hash = finished(mixed(0, event->partition_key));
  Partition& partition = partitions_[hash % partitions_.size()];
  partition.entries.push_back({std::move(event)});
  if (up_ && partition.state == State::idle) fetch(partition);
}

void Log::fetch(Partition& partition) {
  partition.next = 0;
  partition.batch = std::min(partition.entries.size(), static_cast<std::size_t>(spec_.batch));
  partition.state = State::idle;
  if (partition.batch > 0) send(partition);
}

void Log::send(Partition& partition) {
  Entry& entry = partition.entries[partition.next];
  ++partition.serial;
  ++entry.attempts;
  partition.state = State::sent;
  const std::string delivery_id = entry.event->id + "~" + std::to_string(entry.delivery);
  const bool fetched = partition.next > 0 && entry.failures == 0;
  const Duration held = host_.attempt({token(partition), entry.event, delivery_id, entry.attempts, fetched});
  host_.wake(host_.now() + held + spec_.timeout, token(partition));
}

void Log::answered(std::uint64_t value, std::uint32_t, const Settlement& settlement) {
  Partition* partition = partition_of(value);
  if (partition == nullptr || partition->state != State::sent) return;
  if (settlement.kind != Settlement::Kind::ack) return failed(*partition, settlement);
  ++partition->serial;
  if (++partition->next < partition->batch) return send(*partition);
  advance(*partition);
  fetch(*partition);
}

// The offset is committed behind the batch.
void Log::advance(Partition& partition) {
  const auto end = partition.entries.begin() + static_cast<std::ptrdiff_t>(partition.batch);
  if (retained_for_.us > 0) {
    while (!partition.behind.empty() && partition.behind.front().committed + retained_for_ < host_.now())
      partition.behind.pop_front();
    for (auto entry = partition.entries.begin(); entry != end; ++entry) {
      entry->committed = host_.now();
      partition.behind.push_back(std::move(*entry));
    }
  }
  partition.entries.erase(partition.entries.begin(), end);
}

std::size_t Log::redeliver(Instant since) {
  std::size_t events = 0;
  for (Partition& partition : partitions_) {
    std::size_t again = 0;
    while (again < partition.behind.size() && partition.behind[partition.behind.size() - 1 - again].committed >= since)
      ++again;
    if (again == 0) continue;
    events += again;
    // Its present step is given up, as at a restart: what it had sent of the batch comes as another delivery.
    ++partition.serial;
    partition.state = State::idle;
    for (std::size_t i = 0; i < partition.batch; ++i) {
      Entry& entry = partition.entries[i];
      if (entry.attempts > 0) entry.delivery = ++entry.given;
      entry.failures = 0;
    }
    for (; again > 0; --again) {
      Entry entry = std::move(partition.behind.back());
      partition.behind.pop_back();
      entry.delivery = ++entry.given;
      entry.failures = 0;
      partition.entries.push_front(std::move(entry));
    }
    partition.next = partition.batch = 0;
    if (up_) fetch(partition);
  }
  return events;
}

void Log::failed(Partition& partition, const Settlement& settlement) {
  Entry& entry = partition.entries[partition.next];
  ++partition.serial;
  partition.state = State::waiting;
  host_.wake(host_.now() + wait_after(spec_, ++entry.failures, settlement), token(partition));
}

void Log::woken(std::uint64_t value) {
  Partition* partition = partition_of(value);
  if (partition == nullptr) return;
  if (partition->state == State::sent) {
    failed(*partition, Settlement::nack(0));
  } else if (partition->state == State::waiting) {
    send(*partition);
  }
}

void Log::subscriber_down() {
  up_ = false;
  for (Partition& partition : partitions_) {
    ++partition.serial;
    partition.state = State::idle;
    for (std::size_t i = 0; i < partition.batch; ++i) {
      Entry& entry = partition.entries[i];
      if (entry.attempts == 0) continue;
      entry.delivery = ++entry.given;
      entry.failures = 0;
    }
  }
}

void Log::subscriber_up() {
  up_ = true;
  for (Partition& partition : partitions_)
    if (partition.state == State::idle) fetch(partition);
}

std::string Log::another_delivery_id(std::uint64_t value) {
  Partition* partition = partition_of(value);
  if (partition == nullptr) return {};
  Entry& entry = partition->entries[partition->next];
  return entry.event->id + "~" + std::to_string(++entry.given);
}

std::size_t Log::backlog() const {
  std::size_t sum = 0;
  for (const Partition& partition : partitions_) sum += partition.entries.size();
  return sum;
}

}  // namespace drydock
