// A seat in a test's hands: one actor behind a fake Io. The test delivers messages, makes commits durable, lets time
// pass, crashes the seat and looks at what came out. Nothing happens by itself, except what `settle` and `pass` are
// told to do.
//
//   FakeSeat seat(make_erp(settings), "erp", {{"erp", "erp"}, {"pipeline", "pipeline"}});
//   seat.start();
//   const RequestId id = seat.call(SalesOrderCreate{...}, "O-1");   // the idempotency key
//   EXPECT_EQ(seat.reply_to(id), nullptr);                          // durable first
//   seat.make_durable();
//   EXPECT_EQ(seat.reply_to(id)->status, 201);
#pragma once
#include <algorithm>
#include <cassert>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/actor.hpp"

namespace drydock::testing {

/// A request the actor sent.
struct SentRequest {
  RequestId id;
  SeatIndex to = no_seat;
  Payload body;
  Duration deadline;
  Headers headers;
  Instant at;
  bool answered = false;
};
struct SentReply {
  RequestId id;
  Reply reply;
};
struct SentSettlement {
  RequestId id;
  Settlement settlement;
};
struct PendingCommit {
  Ticket ticket;
  Commit commit;
};
struct ArmedTimer {
  TimerId id;
  Instant due;
  std::uint64_t tag = 0;
};

/// Records what an actor does. Counters live over a restart; what a restart loses is dropped by `restart`.
class FakeIo : public Io {
 public:
  Instant clock{seconds(1'800'000'000).us};
  std::uint64_t seed = 1;
  std::string seat_name;
  SeatIndex self = 0;
  std::uint16_t incarnation = 0;
  std::vector<SentRequest> requests;
  std::vector<SentReply> replies;
  std::vector<SentSettlement> settlements;
  std::deque<PendingCommit> pending;
  std::vector<ArmedTimer> timers;
  std::size_t commits = 0;  ///< made so far

  Instant now() const override { return clock; }
  Draw draw(Purpose purpose, std::string_view key, std::string_view operation, std::uint64_t attempt) const override {
    return Draw(seed, purpose, seat_name + "|" + std::string(key), operation, attempt);
  }
  RequestId request(SeatIndex to, Payload body, Duration deadline, Headers headers) override {
    const RequestId id{next()};
    requests.push_back({id, to, std::move(body), deadline, std::move(headers), clock});
    return id;
  }
  void reply(RequestId id, Reply answer) override { replies.push_back({id, std::move(answer)}); }
  void settle(RequestId id, Settlement settlement) override { settlements.push_back({id, settlement}); }
  TimerId arm(Duration after, std::uint64_t tag) override {
    const TimerId id{next()};
    timers.push_back({id, clock + after, tag});
    return id;
  }
  void cancel(TimerId id) override {
    std::erase_if(timers, [&](const ArmedTimer& timer) { return timer.id == id; });
  }
  Ticket commit(Commit commit) override {
    const Ticket ticket{next()};
    pending.push_back({ticket, std::move(commit)});
    ++commits;
    return ticket;
  }
  /// A fresh incarnation: what was not durable, armed or asked is gone.
  void restart() {
    ++incarnation;
    pending.clear();
    timers.clear();
    for (SentRequest& sent : requests) sent.answered = true;
  }

 private:
  Handle next() { return {self, incarnation, ++counter_}; }
  std::uint32_t counter_ = 0;
};

class FakeSeat {
 public:
  /// `seats` is the directory; `name` one of its seats.
  FakeSeat(ActorFactory factory, const std::string& name, std::vector<Seat> seats)
      : factory_(std::move(factory)), directory_(std::make_shared<Directory>(std::move(seats))) {
    io.seat_name = name;
    io.self = directory_->find(name);
    assert(io.self != no_seat);
    actor_ = make();
  }

  FakeIo io;
  Entries journal;                                            ///< durable entries
  std::vector<Effect> effects;                                ///< durable, in order
  std::vector<std::shared_ptr<const Publication>> published;  ///< durable, in order

  const Directory& directory() const { return *directory_; }
  SeatIndex seat(std::string_view name) const { return directory_->find(name); }
  Actor& actor() { return *actor_; }

  bool unmetered = false;  ///< how the calls that come now are asked

  void give(const Event& event) { actor_->on(event, io); }
  void start() { give(Started{}); }
  template <class T>
  void stimulate(T what) {
    give(Stimulus{Payload::of(std::move(what))});
  }

  /// A request arrives. The correlation is `correlation`; without an idempotency key the header is empty.
  template <class T>
  RequestId call(T body, std::string idempotency_key = {}, std::string correlation = {},
                 std::string_view from = "pipeline") {
    return call_payload(message_of<T>(), Payload::of(std::move(body)), std::move(idempotency_key),
                        std::move(correlation), from);
  }
  RequestId call_payload(const MessageType& type, Payload body, std::string idempotency_key = {},
                         std::string correlation = {}, std::string_view from = "pipeline") {
    Received received;
    received.id = incoming();
    received.type = &type;
    received.from = directory_->find(from);
    received.body = std::move(body);
    received.headers.idempotency_key = std::move(idempotency_key);
    received.unmetered = unmetered;
    received.headers.correlation_id = std::move(correlation);
    give(received);
    return received.id;
  }
  /// An event is delivered.
  RequestId deliver(std::shared_ptr<const Publication> event, std::string_view from, std::string delivery_id = {},
                    std::uint32_t attempt = 1, std::int64_t version = 1, Signature signature = Signature::valid) {
    Received received;
    received.id = incoming();
    received.type = event->type;
    received.from = directory_->find(from);
    received.body = event->data;
    received.headers = event->headers;
    received.event = std::move(event);
    received.delivery_id = delivery_id.empty() ? "D-" + std::to_string(received.id.counter) : std::move(delivery_id);
    received.attempt = attempt;
    received.version = version;
    received.signature = signature;
    give(received);
    return received.id;
  }
  /// The same for event data of a type; id, key and sequence are given by the test.
  template <class T>
  RequestId deliver_data(T data, std::string event_id, std::string_view from, std::int64_t sequence = 1,
                         std::string correlation = {}) {
    auto event = std::make_shared<Publication>();
    event->type = &message_of<T>();
    event->partition_key = event->type->ordering_key(&data);
    event->subject = event->type->key(&data);
    event->data = Payload::of(std::move(data));
    event->id = std::move(event_id);
    event->sequence = sequence;
    event->occurred = io.clock;
    event->headers.correlation_id = std::move(correlation);
    return deliver(std::move(event), from);
  }

  /// The answer to a request, or null.
  const Reply* reply_to(RequestId id) const {
    for (const SentReply& sent : io.replies)
      if (sent.id == id) return &sent.reply;
    return nullptr;
  }
  std::size_t replies_to(RequestId id) const {
    return static_cast<std::size_t>(
        std::count_if(io.replies.begin(), io.replies.end(), [&](const SentReply& sent) { return sent.id == id; }));
  }
  const Settlement* settlement_of(RequestId id) const {
    for (const SentSettlement& sent : io.settlements)
      if (sent.id == id) return &sent.settlement;
    return nullptr;
  }
  /// Requests of body T that wait for an answer, in order.
  template <class T>
  std::vector<SentRequest> open() const {
    std::vector<SentRequest> found;
    for (const SentRequest& sent : io.requests)
      if (!sent.answered && sent.body.as<T>() != nullptr) found.push_back(sent);
    return found;
  }
  template <class T>
  std::vector<SentRequest> sent() const {
    std::vector<SentRequest> found;
    for (const SentRequest& one : io.requests)
      if (one.body.as<T>() != nullptr) found.push_back(one);
    return found;
  }
  void answer(RequestId id, Reply reply) {
    answered(id);
    give(Replied{id, std::move(reply)});
  }
  template <class T>
  void answer(RequestId id, T body, int status = 200) {
    answer(id, Reply{status, Payload::of(std::move(body)), {}});
  }
  void fail(RequestId id, Certainty certainty = Certainty::maybe, std::string reason = "deadline") {
    answered(id);
    give(Failed{id, certainty, std::move(reason)});
  }

  /// The oldest pending commit becomes durable. False if there is none.
  bool make_durable() {
    if (io.pending.empty()) return false;
    PendingCommit done = std::move(io.pending.front());
    io.pending.pop_front();
    keep(done.commit);
    give(Durable{done.ticket, Durable::Outcome::ok});
    return true;
  }
  /// The oldest pending commit fails: nothing of it is kept.
  bool fail_commit(Durable::Outcome outcome = Durable::Outcome::full) {
    if (io.pending.empty()) return false;
    const Ticket ticket = io.pending.front().ticket;
    io.pending.pop_front();
    give(Durable{ticket, outcome});
    return true;
  }
  /// Makes commits durable until none is pending. Returns how many.
  std::size_t settle() {
    std::size_t count = 0;
    while (make_durable()) ++count;
    return count;
  }
  /// Lets time pass: fires due timers in order (equal times by age), settling before and after each.
  void pass(Duration span) {
    const Instant end = io.clock + span;
    settle();
    while (true) {
      const auto next = std::min_element(io.timers.begin(), io.timers.end(),
                                         [](const ArmedTimer& a, const ArmedTimer& b) { return a.due < b.due; });
      if (next == io.timers.end() || next->due > end) break;
      const ArmedTimer fired = *next;
      io.timers.erase(next);
      io.clock = std::max(io.clock, fired.due);
      give(TimerFired{fired.id, fired.tag});
      settle();
    }
    io.clock = std::max(io.clock, end);
  }

  /// The seat falls over and comes back: pending commits are lost, the actor is made anew from the journal. With
  /// `keep_first`, that many of the pending commits still became durable, unnoticed by the actor. A seat whose first
  /// commit was lost recovers from an empty journal. `torn` is what is left of a record that was being written.
  void crash(std::size_t keep_first = 0, const std::vector<Entry>* torn = nullptr) {
    for (; keep_first > 0 && !io.pending.empty(); --keep_first) {
      keep(io.pending.front().commit);
      io.pending.pop_front();
    }
    io.restart();
    actor_ = make();
    give(Recovered{&journal, torn});
  }

  /// Durable effects of a type.
  std::vector<Effect> effects_of(std::string_view type) const {
    std::vector<Effect> found;
    for (const Effect& effect : effects)
      if (effect.type == type) found.push_back(effect);
    return found;
  }
  /// Durable publications whose data is a T, in order.
  template <class T>
  std::vector<const T*> events() const {
    std::vector<const T*> found;
    for (const auto& publication : published)
      if (const T* data = publication->data.as<T>()) found.push_back(data);
    return found;
  }

 private:
  std::unique_ptr<Actor> make() { return factory_(SeatConfig{io.self, directory_.get()}); }
  void keep(const Commit& commit) {
    for (const Entry& entry : commit.entries) {
      if (entry.value.empty()) {
        journal.erase(entry.key);
      } else {
        journal.insert_or_assign(entry.key, entry.value);
      }
    }
    effects.insert(effects.end(), commit.effects.begin(), commit.effects.end());
    published.insert(published.end(), commit.publications.begin(), commit.publications.end());
  }
  // Ids of what comes in from the world: a seat number that no directory has, so that they match no request of the
  // actor.
  RequestId incoming() { return RequestId{Handle{0x7fff, 0, ++incoming_}}; }
  void answered(RequestId id) {
    for (SentRequest& sent : io.requests)
      if (sent.id == id) sent.answered = true;
  }

  ActorFactory factory_;
  std::shared_ptr<Directory> directory_;
  std::unique_ptr<Actor> actor_;
  std::uint32_t incoming_ = 0;
};

}  // namespace drydock::testing
