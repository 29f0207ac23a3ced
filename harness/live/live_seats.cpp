// Actors, their timers and journals in the live world.
#include <boost/asio/post.hpp>

#include "contracts/canonical/common.hpp"
#include "harness/live/live_core.hpp"

namespace drydock::live {

namespace asio = boost::asio;

LiveSeat::LiveSeat(LiveCore& core, SeatIndex index, const SeatSpec& spec, std::unique_ptr<Journal> journal)
    : core_(core),
      index_(index),
      spec_(spec),
      journal_(std::move(journal)),
      seed_(keyed_bits(core.spec.world.seed, Purpose::identity, spec.seat.name)) {}

void LiveSeat::start() {
  ++incarnation_;
  actor_ = spec_.factory({index_, &core_.directory});
  if (journal_->fresh()) return dispatch(Started{});
  const Entries entries = journal_->load();
  dispatch(Recovered{&entries});
}

void LiveSeat::crash(const CrashSpec& cause) {
  if (!up()) return;
  core_.record_seat(RecordKind::crash, index_, cause.id, "at its time");
  actor_.reset();
  timers_.clear();
  ++incarnation_;
  core_.cut_off(index_);
  core_.after(cause.back_after, [this, id = cause.id] { come_back(id); });
}

void LiveSeat::come_back(std::string_view cause) {
  if (up()) return;
  core_.record_seat(RecordKind::recover, index_, cause, {});
  start();
  const std::vector<StimulusSpec> waiting = std::move(waiting_);
  waiting_.clear();
  for (const auto& what : waiting) stimulate(what);
}

void LiveSeat::dispatch(const Event& event) {
  if (!up()) return;
  ++core_.counts.events;
  actor_->on(event, *this);
}

void LiveSeat::stimulate(const StimulusSpec& what) {
  if (!up()) {
    waiting_.push_back(what);
    return;
  }
  Record record;
  record.kind = RecordKind::stimulus;
  record.to = index_;
  record.type = what.what.type() == nullptr ? std::string_view() : what.what.type()->name;
  record.key = what.key;
  record.body = &what.what;
  core_.emit(record);
  dispatch(Stimulus{what.what});
}

Instant LiveSeat::now() const { return core_.now(); }

Draw LiveSeat::draw(Purpose purpose, std::string_view key, std::string_view operation, std::uint64_t attempt) const {
  return Draw(seed_, purpose, key, operation, attempt);
}

RequestId LiveSeat::request(SeatIndex to, Payload body, Duration deadline, Headers headers) {
  CallFacts facts;
  facts.id = {next()};
  facts.type = &message_of(body.type());
  facts.from = index_;
  facts.to = to;
  facts.key = business_key(*facts.type, body);
  facts.body = std::move(body);
  facts.headers = std::move(headers);
  const RequestId id = facts.id;
  core_.send_call(std::move(facts), deadline);
  return id;
}

void LiveSeat::reply(RequestId id, Reply answer) { core_.answer(id, std::move(answer)); }
void LiveSeat::settle(RequestId id, Settlement settlement) { core_.settle(id, settlement); }

TimerId LiveSeat::arm(Duration after, std::uint64_t tag) {
  const TimerId id{next()};
  auto timer = std::make_unique<asio::steady_timer>(core_.context, std::chrono::microseconds(after.us));
  timer->async_wait([this, id, tag](const boost::system::error_code& error) {
    if (error || timers_.erase(id.value()) == 0) return;
    dispatch(TimerFired{id, tag});
  });
  timers_.emplace(id.value(), std::move(timer));
  return id;
}

void LiveSeat::cancel(TimerId id) { timers_.erase(id.value()); }

Ticket LiveSeat::commit(Commit what) {
  const Ticket ticket{next()};
  auto shared = std::make_shared<Commit>(std::move(what));
  std::vector<Entry> entries = shared->entries;
  const std::uint16_t life = incarnation_;
  // The journal may answer at once or from its own thread; the actor hears of it later, on this one.
  journal_->write(std::move(entries), [this, life, ticket, shared](Durable::Outcome outcome) {
    asio::post(core_.context, [this, life, ticket, shared, outcome] { durable(life, ticket, shared, outcome); });
  });
  return ticket;
}

void LiveSeat::durable(std::uint16_t life, const Ticket& ticket, const std::shared_ptr<Commit>& what,
                       Durable::Outcome outcome) {
  if (outcome == Durable::Outcome::ok) {
    std::vector<StimulusSpec> caused;
    for (const Effect& effect : what->effects) {
      core_.record_effect(index_, effect);
      if (core_.spec.world.goods) core_.spec.world.goods(index_, effect, core_.now(), caused);
    }
    for (auto& stimulus : caused) core_.stimulate(std::move(stimulus));
    for (const auto& event : what->publications) core_.publish(index_, event);
  }
  if (life == incarnation_) dispatch(Durable{ticket, outcome});
}

}  // namespace drydock::live
