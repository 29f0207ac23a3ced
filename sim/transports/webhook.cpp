#include "sim/transports/webhook.hpp"

#include <algorithm>
#include <iterator>

#include <utility>
#include <vector>

namespace drydock {
namespace {

// A wake names the delivery and the attempt it was set for, so that a late one is known as such.
constexpr int attempt_bits = 20;
enum Wake : std::uint64_t { timeout = 0, retry = 1 };
std::uint64_t wake_value(std::uint64_t token, std::uint32_t attempt, Wake wake) {
  return (token << (attempt_bits + 1)) | (std::uint64_t{attempt} << 1) | wake;
}

}  // namespace

void Webhook::publish(std::shared_ptr<const Publication> event) {
  const std::uint64_t token = ++last_token_;
  Pending& pending = pending_[token];
  pending.event = std::move(event);
  attempt(token, pending);
}

void Webhook::attempt(std::uint64_t token, Pending& pending) {
  ++pending.attempt;
  pending.waiting = false;
  const Duration held = host_.attempt(
      {token, pending.event, pending.event->id + "~" + std::to_string(pending.delivery), pending.attempt, false});
  host_.wake(host_.now() + held + spec_.timeout, wake_value(token, pending.attempt, timeout));
}

void Webhook::answered(std::uint64_t token, std::uint32_t attempt, const Settlement& settlement) {
  Pending* pending = pending_.find(token);
  if (pending == nullptr || pending->attempt != attempt || pending->waiting) return;
  if (settlement.kind == Settlement::Kind::ack) {
    remember(*pending);
    pending_.erase(token);
    return;
  }
  failed(token, *pending, settlement);
}

void Webhook::failed(std::uint64_t token, Pending& pending, const Settlement& settlement) {
  pending.waiting = true;
  host_.wake(host_.now() + wait_after(spec_, pending.attempt, settlement), wake_value(token, pending.attempt, retry));
}

void Webhook::woken(std::uint64_t value) {
  const std::uint64_t token = value >> (attempt_bits + 1);
  Pending* pending = pending_.find(token);
  if (pending == nullptr) return;
  if (pending->waiting && value == wake_value(token, pending->attempt, retry)) {
    attempt(token, *pending);
  } else if (!pending->waiting && value == wake_value(token, pending->attempt, timeout)) {
    failed(token, *pending, Settlement::nack(0));
  }
}

void Webhook::remember(const Pending& pending) {
  if (retained_for_.us == 0) return;
  while (!told_.empty() && told_.front().at + retained_for_ < host_.now()) told_.pop_front();
  told_.push_back({host_.now(), pending.event, pending.deliveries});
}

std::size_t Webhook::redeliver(Instant since) {
  // What is older stays remembered: a later burst may go further back.
  const auto first = std::find_if(told_.begin(), told_.end(), [&](const Told& each) { return each.at >= since; });
  std::vector<Told> again(std::make_move_iterator(first), std::make_move_iterator(told_.end()));
  told_.erase(first, told_.end());
  for (Told& each : again) {
    const std::uint64_t token = ++last_token_;
    Pending& pending = pending_[token];
    pending.event = std::move(each.event);
    pending.delivery = pending.deliveries = each.deliveries + 1;
    attempt(token, pending);
  }
  return again.size();
}

std::string Webhook::another_delivery_id(std::uint64_t token) {
  Pending* pending = pending_.find(token);
  if (pending == nullptr) return {};
  return pending->event->id + "~" + std::to_string(++pending->deliveries);
}

}  // namespace drydock
