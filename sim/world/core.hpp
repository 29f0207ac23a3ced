// The inside of the virtual world. One class, since everything here shares the clock, the agenda and the history; its
// parts are in files of their own: clock, links, records, calls, deliveries, drift, feeds, intake, journal, crashes,
// standing, triggers, stimuli.
#pragma once
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/fault_engine.hpp"
#include "sim/flat_map.hpp"
#include "sim/transports/courier.hpp"
#include "sim/transports/polled_feed.hpp"
#include "sim/virtual_world.hpp"
#include "sim/world/agenda.hpp"
#include "sim/world/attempts.hpp"
#include "sim/world/parcel.hpp"
#include "sim/world/slab.hpp"

namespace drydock {

class SeatIo;

/// A seat at work. `incarnation` grows when it falls, so that nothing meant for an earlier life reaches a later one.
struct SeatState {
  const SeatSpec* spec = nullptr;
  SeatIndex index = no_seat;
  std::unique_ptr<SeatIo> io;
  std::unique_ptr<Actor> actor;  // null while it is down
  std::uint16_t incarnation = 1;
  std::uint32_t counter = 0;     // of requests, timers and tickets
  std::uint32_t copies = 0;      // of its requests, made by faults
  std::uint32_t deliveries = 0;  // of its events
  std::uint64_t seed = 0;
  std::vector<Duration> service;  // by message type

  struct Standing {
    std::size_t fault;  // its place in the plan
    const StandingFault* what;
    Instant since;
  };
  std::vector<Standing> standing;  // faults that lie on it now, in the order of the plan
  bool paused = false;
  std::vector<Happening> held;          // while it stands still
  Instant disk_free;                    // when the last of its commits that a fault slows down is durable
  FlatMap<std::uint64_t> slow_commits;  // by what they write: how many a slow disk has delayed
  std::vector<Entry> torn;              // left of the commit that was being written when it fell

  FlatMap<std::uint32_t> calls;   // requests it waits for: parcels
  FlatMap<std::uint64_t> timers;  // by counter: tags
  FlatMap<std::uint32_t> work;    // what its workers hold: parcels
  std::deque<std::uint32_t> intake;
  std::int64_t busy = 0;

  struct PendingCommit {
    Ticket ticket;
    Commit commit;
    std::optional<StimulusSpec> stimulus;  // what it keeps: handed over again if the seat falls first
  };
  std::deque<PendingCommit> commits;
  std::int64_t commits_seen = 0;
  std::unordered_map<std::string, Payload> entries;  // durable; put in order only for a restart, which is rare
  std::vector<std::size_t> crashes;                  // aimed at it
  std::vector<std::uint32_t> channels;               // it publishes to
  std::vector<std::uint32_t> subscriptions;
  std::vector<std::uint32_t> waiting_stimuli;
  std::string fallen_by;

  bool up() const { return actor != nullptr; }
  Duration clock_error(Instant now) const;
};

struct CrashState {
  CrashSpec spec;
  std::int64_t fired = 0;
};

class VirtualWorldCore : public FaultObserver {
 public:
  VirtualWorldCore(WorldSpec, Tap&);
  ~VirtualWorldCore() override;

  // clock.cpp
  void start();
  void run_until(Instant);
  Instant now() const { return now_; }
  bool pending_before(Instant t) const { return !agenda_.empty() && agenda_.next() < t; }
  void add(Instant at, const Happening& happening) { agenda_.add(at, happening); }
  const Directory& directory() const { return directory_; }

  // stimuli.cpp
  void stimulate(StimulusSpec);
  void feed(std::function<std::optional<StimulusSpec>()>);

  // records.cpp
  void phase(std::string_view);
  void note(Record);
  WorldCounts counts() const { return {messages_, happened_, static_cast<std::int64_t>(records_)}; }
  std::uint64_t hash() const { return hash_; }
  std::map<std::string, std::int64_t> fired() const;
  std::int64_t backlog() const;

  // crashes.cpp
  void heal();

  // triggers.cpp
  void trigger(std::string_view id, Duration after);

  // What an actor may do (io.cpp hands it on).
  RequestId request(SeatState&, SeatIndex to, Payload body, Duration deadline, Headers);
  void reply(SeatState&, RequestId, Reply);
  void settle(SeatState&, RequestId, Settlement);
  TimerId arm(SeatState&, Duration, std::uint64_t tag);
  void cancel(SeatState&, TimerId);
  Ticket commit(SeatState&, Commit);

  // What a courier may do.
  Duration attempt(std::uint32_t channel, DeliveryAttempt);
  FeedFate enters(std::uint32_t channel, const std::shared_ptr<const Publication>&);

 private:
  struct Feed;
  struct Channel;
  struct Link {
    std::uint64_t salt[3] = {};                  // of latency draws, by leg
    bool direct = false;                         // an auditor's
    std::int64_t in_flight = 0;                  // calls that are not yet answered
    std::set<std::string, std::less<>> expired;  // tokens of calls on it that are valid no longer
  };

  // clock.cpp
  void happen(const Happening&);
  void dispatch(SeatState&, const Event&);
  bool current(const Happening& h) const { return seats_[h.seat].incarnation == h.incarnation && seats_[h.seat].up(); }

  // records.cpp
  void emit(Record&, std::uint64_t body_hash);
  Record record_of(RecordKind, const Parcel&) const;
  void emit_body(RecordKind, Parcel&, std::string_view detail = {});
  void emit_answer(RecordKind, Parcel&, std::string_view detail = {});
  void emit_settlement(const Parcel&, std::string_view detail = {});
  void fired(const FaultSpec&, const Leg&, std::string_view what) override;
  void window(std::size_t fault, bool opens);

  // links.cpp
  const Link& link(SeatIndex from, SeatIndex to) const { return links_[from * seats_.size() + to]; }
  Link& link(SeatIndex from, SeatIndex to) { return links_[from * seats_.size() + to]; }
  Duration latency(const Parcel&, LegKind) const;
  LegFate fate(Parcel&, LegKind);
  bool token_expired(const Parcel&) const;
  void drop(std::uint32_t parcel);
  void hold(std::uint32_t parcel) { ++parcels_[parcel].holders; }
  void damage(Parcel&);
  const MessageType& type_of_body(const Payload&);

  // calls.cpp
  void send_request(std::uint32_t parcel);
  void request_arrives(std::uint32_t parcel);
  void copy_request(const Parcel&, const LegFate::Copy&);
  void send_reply(std::uint32_t parcel);
  void answer_in_its_place(std::uint32_t parcel, Reply, Duration after);
  void reply_arrives(std::uint32_t parcel);
  void call_fails(std::uint32_t parcel, bool definite);
  void deadline(SeatState&, std::uint64_t request);
  void end_call(SeatState&, std::uint64_t request, std::uint32_t parcel);
  void break_connection(std::uint32_t parcel, bool definite);

  // drift.cpp
  void drift(Parcel&);
  void tell_beside(const Parcel& original, Drift, Duration way);
  void forge_beside(const Parcel& original, Signature, Duration way);

  // deliveries.cpp
  Duration send_delivery(std::uint32_t parcel);
  void delivery_arrives(std::uint32_t parcel);
  void copy_delivery(const Parcel&, const LegFate::Copy&);
  void send_answer(std::uint32_t parcel);
  void answer_after(std::uint32_t parcel, Settlement, Duration);
  void answer_arrives(std::uint32_t parcel);

  // feeds.cpp
  PolledFeed* feed_of(const Parcel&);
  void read_feed(SeatState&, std::uint32_t parcel, PolledFeed&);
  int drift_of(const Parcel&, const FeedRead&);
  void page_arrives(const Parcel&);
  void emit_handed(RecordKind, const Parcel&, const PolledFeed::Handed&);

  // intake.cpp
  void admit(SeatState&, std::uint32_t parcel);
  void serve(SeatState&, std::uint32_t parcel);
  void receive(SeatState&, std::uint32_t parcel);
  void refuse_full(std::uint32_t parcel);
  void finish(SeatState&, std::uint64_t id, const Parcel&);

  // standing.cpp
  void stand(std::size_t fault, bool opens);
  void lie_on(SeatState&, std::size_t fault, bool opens);
  void told(std::size_t fault, SeatIndex from, SeatIndex to, std::string_view what);
  void pause(SeatState&);
  void go_on(SeatState&);
  bool waits(const Happening&);
  void redeliver(std::size_t fault, Duration back);
  void retain();
  Duration commit_delay(SeatState&, const Commit&);
  bool disk_full(SeatState&);

  // journal.cpp
  void durable(SeatState&);
  void tear(SeatState&, const Commit&);
  void write(SeatState&, Commit&);
  void keep(SeatState&, std::vector<Entry>&);
  void write_effect(SeatState&, const Effect&);
  const MessageType* type_of_effect(std::string_view name);
  void publish(SeatState&, const std::shared_ptr<const Publication>&);

  // crashes.cpp
  CrashState* aimed_at(SeatState&);
  bool may_still_fall(const SeatState&) const;
  void crash_at(std::size_t crash);
  void crash(SeatState&, CrashState&, std::string_view detail);
  void restart(SeatState&);

  // triggers.cpp
  void open_window(std::size_t fault);

  // stimuli.cpp
  void pull(std::uint32_t feed);
  void feed_due(std::uint32_t feed);
  void act(std::uint32_t stimulus);

  WorldSpec spec_;
  Directory directory_;
  Tap& tap_;
  FaultEngine faults_;
  Agenda agenda_;
  Instant now_;
  std::deque<SeatState> seats_;
  std::vector<Link> links_;
  LogNormal latency_;
  AttemptCounts attempts_;
  Slab<Parcel> parcels_;
  Slab<StimulusSpec> stimuli_;
  std::vector<StimulusSpec> caused_;  // by an effect, while it is being written
  std::deque<Feed> feeds_;
  std::deque<Channel> channels_;
  std::vector<CrashState> crashes_;
  std::vector<bool> open_windows_;
  std::int64_t paused_ = 0;                   // seats that stand still
  FlatMap<const MessageType*> types_;         // by address of the body's description; for lookup only
  FlatMap<const MessageType*> effect_types_;  // by address of the effect's name, which is static; null: no message
  const Parcel* on_leg_ = nullptr;            // whose fate is being decided
  std::uint64_t records_ = 0;
  std::uint64_t hash_ = 0;
  std::int64_t messages_ = 0;
  std::int64_t happened_ = 0;
};

/// The door of one seat.
class SeatIo : public Io {
 public:
  SeatIo(VirtualWorldCore& core, SeatState& seat) : core_(core), seat_(seat) {}
  Instant now() const override {
    return seat_.standing.empty() ? core_.now() : core_.now() + seat_.clock_error(core_.now());
  }
  Draw draw(Purpose purpose, std::string_view key, std::string_view operation, std::uint64_t attempt) const override {
    return Draw(seat_.seed, purpose, key, operation, attempt);
  }
  RequestId request(SeatIndex to, Payload body, Duration deadline, Headers headers) override {
    return core_.request(seat_, to, std::move(body), deadline, std::move(headers));
  }
  void reply(RequestId id, Reply answer) override { core_.reply(seat_, id, std::move(answer)); }
  void settle(RequestId id, Settlement settlement) override { core_.settle(seat_, id, settlement); }
  TimerId arm(Duration after, std::uint64_t tag) override { return core_.arm(seat_, after, tag); }
  void cancel(TimerId id) override { core_.cancel(seat_, id); }
  Ticket commit(Commit what) override { return core_.commit(seat_, std::move(what)); }

 private:
  VirtualWorldCore& core_;
  SeatState& seat_;
};

struct VirtualWorldCore::Feed {
  std::function<std::optional<StimulusSpec>()> next;
  std::optional<StimulusSpec> head;
};

struct VirtualWorldCore::Channel : CourierHost {
  Channel(VirtualWorldCore& core_, std::uint32_t number_, const ChannelSpec& spec_)
      : core(core_), number(number_), spec(spec_) {
    if (spec.transport == Transport::feed) {
      auto made = std::make_unique<PolledFeed>(spec, core.directory()[spec.publisher].name, *this);
      feed = made.get();
      courier = std::move(made);
    } else {
      courier = make_courier(spec, *this);
    }
  }
  Instant now() const override { return core.now(); }
  Duration attempt(DeliveryAttempt what) override { return core.attempt(number, std::move(what)); }
  void wake(Instant at, std::uint64_t value) override {
    const Happening happening{What::courier, 0, no_seat, number, value};
    const Duration span = at - core.now();
    if (span == spec.timeout) return core.agenda_.add_after(core.now(), span, happening);
    core.add(at, happening);
  }
  FeedFate enters(const std::shared_ptr<const Publication>& event) override { return core.enters(number, event); }
  VirtualWorldCore& core;
  std::uint32_t number;
  const ChannelSpec spec;
  std::unique_ptr<Courier> courier;
  PolledFeed* feed = nullptr;  // the courier, if it is one
};

}  // namespace drydock
