// The inside of the live world. Its parts are in files of their own: seats (actors, timers, journals), calls, events,
// records.
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include "harness/live/clock.hpp"
#include "harness/live/http_client.hpp"
#include "harness/live/http_server.hpp"
#include "harness/live/live_world.hpp"
#include "harness/live/wire.hpp"
#include "sim/fault_engine.hpp"
#include "sim/transports/courier.hpp"
#include "sim/world/attempts.hpp"

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
  std::uint64_t attempts_key = 0;
  Duration patience{};  ///< of a local caller: how long it waits, and until when
  Instant gives_up;
  std::string fault;
  bool had_effect = false;
  bool copy = false;  ///< made by a fault; nobody waits for its answer
};

/// A call of a local actor that still waits for its answer.
struct OpenCall {
  SeatIndex from = no_seat;
  std::unique_ptr<boost::asio::steady_timer> deadline;
};

/// Between our own endpoints: the id of the caller's request, so that both ends record the same.
inline constexpr std::string_view request_id_header = "drydock-request-id";

/// What a fault answers in the callee's place.
Reply injected_reply(int status, std::optional<Duration> retry_after);

/// A request or delivery that a local actor has and has not answered.
struct OpenWork {
  std::shared_ptr<Responder> responder;
  CallFacts facts;
  std::shared_ptr<const Publication> event;
  std::string delivery_id;
};

/// One attempt to deliver an event, on its way out.
struct OutgoingDelivery {
  DeliveryAttempt what;
  Instant gives_up;  ///< when its transport gives the attempt up
  bool copy = false;
  bool corrupt = false;
  std::string fault;
  Signature signature = Signature::valid;  ///< else somebody sends it who has not got the publisher's secret
};

class LiveCore : public FaultObserver {
 public:
  LiveCore(LiveSpec spec, Tap& tap);
  ~LiveCore() override;

  // live_world.cpp
  std::vector<std::uint16_t> open();
  void start();
  void start(SeatIndex seat, ActorFactory factory);
  void arm(std::vector<FaultSpec> what, std::vector<CrashSpec> crashes);
  bool run_until(Instant until, const std::function<bool()>& stop);
  int probe(LinkKey link, std::string_view method, std::string_view path, Duration deadline);
  Instant now() const { return clock_.now(); }
  void stimulate(StimulusSpec what);
  void heal();
  void gone(SeatIndex seat, std::string_view cause, std::string_view how);
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
                    std::uint32_t attempt, int status, std::string_view fault, std::string_view detail = {},
                    Signature signature = Signature::valid);
  void record_effect(SeatIndex seat, const Effect& effect);
  void record_seat(RecordKind kind, SeatIndex seat, std::string_view fault, std::string_view detail);
  void fired(const FaultSpec& fault, const Leg& leg, std::string_view what) override;

  // live_calls.cpp
  void send_call(CallFacts facts, Duration deadline);

  // live_requests.cpp
  void serve(const Listener& listener, HttpRequest request, std::shared_ptr<Responder> responder);
  void answer(RequestId id, Reply reply);
  void cut_off(SeatIndex seat);

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
  LiveCounts all_counts() const;
  std::vector<std::unique_ptr<LiveSeat>> seats;

 private:
  struct Channel;
  void decide(CallFacts& facts, LegKind kind, LegFate& fate);
  CallFacts copy_of(const CallFacts& original);
  void depart(std::shared_ptr<CallFacts> facts);
  void put_on_wire(std::shared_ptr<CallFacts> facts, bool corrupt);
  Duration time_left(const CallFacts& facts) const;
  void call_done(const CallFacts& facts, HttpOutcome outcome);
  bool end_call(const CallFacts& facts);
  void call_failed(const CallFacts& facts, bool definite, std::string_view reason, std::string_view detail = {});
  void call_answered(const CallFacts& facts, Reply reply);
  void refuse(Responder& responder, HttpResponse answer);
  void identify(CallFacts& facts, const HttpRequest& request);
  void serve_call(const LinkKey& link, const Route& route, const HttpRequest& request,
                  std::shared_ptr<Responder> responder);
  void arrive(std::shared_ptr<OpenWork> work);
  void copy_request(const OpenWork& original, Duration span);
  void receive_call(std::shared_ptr<OpenWork> work);
  std::shared_ptr<OpenWork> take_work(RequestId id);
  void send_answer(OpenWork& work, const Reply& reply);
  Duration attempt(Channel& channel, DeliveryAttempt what);
  LegFate fate_of(Channel& channel, const DeliveryAttempt& what);
  void copy_delivery(Channel& channel, const OutgoingDelivery& original, const LegFate::Copy& copy);
  void forge_beside(Channel& channel, const OutgoingDelivery& original, const LegFate& fate);
  void deliver(Channel& channel, OutgoingDelivery out);
  void delivered(Channel& channel, const OutgoingDelivery& out, const HttpOutcome& outcome);
  void take_delivery(const LinkKey& link, const HttpRequest& request, std::shared_ptr<const Publication> event,
                     std::shared_ptr<Responder> responder);
  void count_attempt(CallFacts& facts);
  void window(const FaultSpec& fault, bool opens);
  void fall(const CrashSpec& crash);
  void bring_back(SeatIndex seat);
  void heard_of(SeatIndex seat, const HttpOutcome& outcome);
  void record_malformed(const CallFacts& facts, std::string_view what);

  const WorldClock clock_;
  HttpServer server_;
  HttpClient client_;
  std::unordered_map<std::uint64_t, std::shared_ptr<OpenWork>> work_;
  std::unordered_map<std::uint64_t, OpenCall> calls_;
  AttemptCounts attempts_{clock_.now()};
  std::deque<Channel> channels_;
  std::map<std::string, std::int64_t> crashed_;
  std::map<std::string, bool> windows_;
  std::map<SeatIndex, bool> away_;  ///< real seats that stopped answering
  std::set<SeatIndex> killed_;      ///< real seats that a crash of the plan keeps down
  const CallFacts* on_leg_ = nullptr;
  std::uint32_t foreign_ = 0;
  std::uint32_t copies_ = 0;
  std::uint64_t records_ = 0;
  bool healed_ = false;
  friend class LiveSeat;
};

}  // namespace drydock::live
