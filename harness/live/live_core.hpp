// The inside of the live world. Its parts are in files of their own: seats (actors, timers, journals), calls, events,
// records.
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "harness/live/http_client.hpp"
#include "harness/live/http_server.hpp"
#include "harness/live/live_world.hpp"
#include "harness/live/wire.hpp"
#include "sim/fault_engine.hpp"
#include "sim/transports/courier.hpp"

namespace drydock::live {

class LiveCore;

/// One seat. A local one has an actor; another is somebody else's process.
class LiveSeat : public Io {
 public:
  LiveSeat(LiveCore& core, SeatIndex index, const SeatSpec& spec, std::unique_ptr<Journal> journal);
  bool local() const { return static_cast<bool>(spec_.factory); }
  bool up() const { return actor_ != nullptr; }
  void start();
  void crash(const CrashSpec& cause);
  void come_back(std::string_view cause);
  void dispatch(const Event& event);
  void stimulate(const StimulusSpec& what);
  std::uint16_t incarnation() const { return incarnation_; }

  Instant now() const override;
  Draw draw(Purpose purpose, std::string_view key, std::string_view operation, std::uint64_t attempt) const override;
  RequestId request(SeatIndex to, Payload body, Duration deadline, Headers headers) override;
  void reply(RequestId id, Reply answer) override;
  void settle(RequestId id, Settlement settlement) override;
  TimerId arm(Duration after, std::uint64_t tag) override;
  void cancel(TimerId id) override;
  Ticket commit(Commit what) override;

 private:
  Handle next() { return {index_, incarnation_, ++counter_}; }
  void durable(std::uint16_t incarnation, const Ticket& ticket, const std::shared_ptr<Commit>& what,
               Durable::Outcome outcome);

  LiveCore& core_;
  SeatIndex index_;
  const SeatSpec& spec_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Actor> actor_;
  std::uint16_t incarnation_ = 0;
  std::uint32_t counter_ = 0;
  std::uint64_t seed_;
  std::map<std::uint64_t, std::unique_ptr<boost::asio::steady_timer>> timers_;
  std::vector<StimulusSpec> waiting_;
};

/// A call as the records tell it.
struct CallFacts {
  RequestId id;
  const MessageType* type = nullptr;
  SeatIndex from = no_seat;
  SeatIndex to = no_seat;
  std::string key;
  Payload body;
  Headers headers;
  std::uint32_t attempt = 1;
  std::uint16_t incarnation = 0;  ///< of a local caller
  std::string fault;
  bool had_effect = false;
};

/// A request or delivery that a local actor has and has not answered.
struct OpenWork {
  std::shared_ptr<Responder> responder;
  CallFacts facts;
  std::shared_ptr<const Publication> event;
  std::string delivery_id;
};

class LiveCore : public FaultObserver {
 public:
  LiveCore(LiveSpec spec, Tap& tap);
  ~LiveCore() override;

  // live_world.cpp
  std::vector<std::uint16_t> open();
  void start();
  void arm(std::vector<FaultSpec> what, std::vector<CrashSpec> crashes);
  bool run_until(Instant until, const std::function<bool()>& stop);
  int probe(LinkKey link, std::string_view method, std::string_view path, Duration deadline);
  Instant now() const;
  void stimulate(StimulusSpec what);
  void heal();
  std::int64_t backlog() const;
  void after(Duration span, std::function<void()> what);
  std::map<std::string, std::int64_t> fired_counts() const;
  std::int64_t unix_seconds() const { return now().us / 1'000'000; }

  // live_records.cpp
  void emit(Record& record);
  void phase(std::string_view which);
  void record_call(RecordKind kind, const CallFacts& facts, std::string_view detail = {});
  void record_answer(RecordKind kind, const CallFacts& facts, const Reply& reply);
  void record_event(RecordKind kind, const Publication& event, SeatIndex from, SeatIndex to, std::string_view delivery,
                    std::uint32_t attempt, int status, std::string_view fault, std::string_view detail = {});
  void record_effect(SeatIndex seat, const Effect& effect);
  void record_seat(RecordKind kind, SeatIndex seat, std::string_view fault, std::string_view detail);
  void fired(const FaultSpec& fault, const Leg& leg, std::string_view what) override;

  // live_calls.cpp
  void send_call(CallFacts facts, Duration deadline);
  void serve(const Listener& listener, HttpRequest request, std::shared_ptr<Responder> responder);
  void answer(RequestId id, Reply reply);

  // live_events.cpp
  void publish(SeatIndex publisher, const std::shared_ptr<const Publication>& event);
  void serve_event(const LinkKey& link, const HttpRequest& request, std::shared_ptr<Responder> responder);
  void settle(RequestId id, Settlement settlement);

  LiveSpec spec;
  Directory directory;
  boost::asio::io_context context;
  Tap& tap;
  std::unique_ptr<FaultEngine> faults;
  LiveCounts counts;
  std::vector<std::unique_ptr<LiveSeat>> seats;

 private:
  struct Channel;
  void decide(CallFacts& facts, LegKind kind, LegFate& fate);
  void leave(std::shared_ptr<CallFacts> facts, Duration deadline, const LegFate& fate);
  void put_on_wire(std::shared_ptr<CallFacts> facts, Duration deadline, bool corrupt);
  void call_done(const CallFacts& facts, HttpOutcome outcome);
  void call_failed(const CallFacts& facts, bool definite, std::string_view reason);
  void call_answered(const CallFacts& facts, Reply reply);
  void serve_call(const LinkKey& link, const Route& route, const HttpRequest& request,
                  std::shared_ptr<Responder> responder);
  void receive_call(std::shared_ptr<OpenWork> work);
  void send_answer(OpenWork& work, const Reply& reply);
  Duration attempt(Channel& channel, DeliveryAttempt what);
  void deliver(Channel& channel, DeliveryAttempt what, bool copy, bool corrupt, std::string fault);
  std::uint32_t count_attempt(const LinkKey& link, const MessageType& type, std::string_view key);
  RequestId foreign_id(SeatIndex seat);
  void window(const FaultSpec& fault, bool opens);
  void seat_answers(SeatIndex seat, bool answers);

  HttpServer server_;
  HttpClient client_;
  std::unordered_map<std::uint64_t, std::shared_ptr<OpenWork>> work_;
  std::map<std::string, std::uint32_t> attempts_;
  std::deque<Channel> channels_;
  std::map<std::string, std::int64_t> crashed_;
  std::map<std::string, bool> windows_;
  std::map<SeatIndex, bool> away_;  ///< real seats that stopped answering
  const CallFacts* on_leg_ = nullptr;
  std::uint32_t foreign_ = 0;
  std::uint64_t records_ = 0;
  bool healed_ = false;
  friend class LiveSeat;
};

}  // namespace drydock::live
