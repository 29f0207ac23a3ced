// Time: what is due happens, in order.
#include <cassert>

#include "sim/world/core.hpp"

namespace drydock {
namespace {

std::vector<Seat> seats_of(const WorldSpec& spec) {
  std::vector<Seat> seats;
  for (const SeatSpec& seat : spec.seats) seats.push_back(seat.seat);
  return seats;
}

std::vector<Duration> service_by_type(const SeatSpec& spec) {
  std::vector<Duration> service(message_types().size(), spec.observed ? spec.service_time : Duration{});
  if (!spec.observed) return service;
  for (const auto& [name, time] : spec.service_times)
    if (const MessageType* type = find_message(name)) service[type->index] = time;
  return service;
}

}  // namespace

VirtualWorldCore::VirtualWorldCore(WorldSpec spec, Tap& tap)
    : spec_(std::move(spec)),
      directory_(seats_of(spec_)),
      tap_(tap),
      faults_(spec_.seed, directory_, spec_.faults),
      now_(spec_.start),
      links_(spec_.seats.size() * spec_.seats.size()),
      latency_(spec_.latency_median, spec_.latency_p99),
      attempts_(spec_.start),
      open_windows_(faults_.size(), false) {
  for (const SeatSpec& seat_spec : spec_.seats) {
    SeatState& seat = seats_.emplace_back();
    seat.spec = &seat_spec;
    seat.index = static_cast<SeatIndex>(seats_.size() - 1);
    seat.io = std::make_unique<SeatIo>(*this, seat);
    seat.seed = keyed_bits(spec_.seed, Purpose::identity, seat_spec.seat.name);
    seat.service = service_by_type(seat_spec);
  }
  for (std::size_t from = 0; from < seats_.size(); ++from) {
    for (std::size_t to = 0; to < seats_.size(); ++to) {
      Link& made = links_[from * seats_.size() + to];
      made.direct = !spec_.seats[from].observed || !spec_.seats[to].observed;
      const std::string name = spec_.seats[from].seat.name + ">" + spec_.seats[to].seat.name;
      for (std::uint64_t leg = 0; leg < 3; ++leg)
        made.salt[leg] = keyed_bits(spec_.seed, Purpose::link_latency, name, {}, leg);
    }
  }
  for (const ChannelSpec& channel : spec_.channels) {
    const auto number = static_cast<std::uint32_t>(channels_.size());
    channels_.emplace_back(*this, number, channel);
    seats_[channel.publisher].channels.push_back(number);
    seats_[channel.subscriber].subscriptions.push_back(number);
  }
  retain();
  // Windows come before all else that is due at the same time: a fault never fires before its window is on record.
  for (std::uint32_t i = 0; i < faults_.size(); ++i) {
    const Dose& dose = faults_.spec(i).dose;
    if (!dose.trigger.empty()) continue;  // opens when it is told to
    add(std::max(dose.from.value_or(now_), now_), {What::window, 0, no_seat, i, 1});
    if (dose.until) add(std::max(*dose.until, now_), {What::window, 0, no_seat, i, 0});
  }
  for (const CrashSpec& crash : spec_.crashes) {
    crashes_.push_back({crash, 0});
    const auto index = static_cast<std::uint32_t>(crashes_.size() - 1);
    if (crash.at) add(*crash.at, {What::crash, 0, crash.seat, index, 0});
    seats_[crash.seat].crashes.push_back(index);
  }
}

VirtualWorldCore::~VirtualWorldCore() = default;

void VirtualWorldCore::start() {
  for (const SeatState& seat : seats_) add(spec_.start, {What::start, seat.incarnation, seat.index, 0, 0});
}

void VirtualWorldCore::run_until(Instant t) {
  while (!agenda_.empty() && agenda_.next() <= t) {
    now_ = std::max(now_, agenda_.next());
    const Happening happening = agenda_.take();
    ++happened_;
    happen(happening);
  }
  now_ = std::max(now_, t);
}

void VirtualWorldCore::dispatch(SeatState& seat, const Event& event) {
  assert(seat.up());
  seat.actor->on(event, *seat.io);
}

void VirtualWorldCore::happen(const Happening& h) {
  if (paused_ > 0 && waits(h)) return;
  switch (h.what) {
    case What::start: {
      SeatState& seat = seats_[h.seat];
      seat.actor = seat.spec->factory({seat.index, &directory_});
      return dispatch(seat, Started{});
    }
    case What::stimulus: return act(h.index);
    case What::feed: return feed_due(h.index);
    case What::request_departs: return send_request(h.index);
    case What::request_arrives: return request_arrives(h.index);
    case What::delivery_departs: send_delivery(h.index); return;
    case What::delivery_arrives: return delivery_arrives(h.index);
    case What::served:
      if (current(h)) receive(seats_[h.seat], h.index);
      return;
    case What::reply_arrives: return reply_arrives(h.index);
    case What::call_fails: return call_fails(h.index, h.value != 0);
    case What::deadline: return deadline(seats_[h.seat], h.value);
    case What::answer_arrives: return answer_arrives(h.index);
    case What::timer: {
      SeatState& seat = seats_[h.seat];
      const std::uint64_t* tag = current(h) ? seat.timers.find(h.value) : nullptr;
      if (tag == nullptr) return;
      const TimerFired fired_now{{{h.seat, h.incarnation, static_cast<std::uint32_t>(h.value)}}, *tag};
      seat.timers.erase(h.value);
      return dispatch(seat, fired_now);
    }
    case What::durable:
      if (current(h)) durable(seats_[h.seat]);
      return;
    case What::crash: return crash_at(h.index);
    case What::restart:
      if (seats_[h.seat].incarnation == h.incarnation && !seats_[h.seat].up()) restart(seats_[h.seat]);
      return;
    case What::window: return window(h.index, h.value != 0);
    case What::trigger: return open_window(h.index);
    case What::courier: return channels_[h.index].courier->woken(h.value);
  }
}

TimerId VirtualWorldCore::arm(SeatState& seat, Duration after, std::uint64_t tag) {
  const TimerId id{{seat.index, seat.incarnation, ++seat.counter}};
  seat.timers[id.counter] = tag;
  add(now_ + std::max(after, Duration{}), {What::timer, seat.incarnation, seat.index, 0, id.counter});
  return id;
}

void VirtualWorldCore::cancel(SeatState& seat, TimerId id) {
  if (id.seat == seat.index && id.incarnation == seat.incarnation) seat.timers.erase(id.counter);
}

}  // namespace drydock
