// The world over real sockets: the same actors, faults and records as the virtual one, in real time. One io_context,
// one thread for the actors.
//
// Every directed link has an endpoint of its own (port and credential): the link, not a header, says who called. A seat
// without a factory is taken by the real thing at a URL: what it sends arrives at the harness's endpoints, what is sent
// to it leaves from here, so both directions are seen.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/live/journal.hpp"
#include "sim/world.hpp"

namespace drydock::live {

using LinkKey = std::pair<SeatIndex, SeatIndex>;  ///< caller or publisher, callee or subscriber

/// Where something for a link is sent, and the credential it is sent with.
struct LinkTarget {
  std::string url;
  std::string credential;
};

/// One port, and whose calls it takes: the credential tells the link.
struct Listener {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                ///< 0: any free one
  std::map<std::string, LinkKey> links;  ///< by credential
};

/// How a seat that is somebody else's is killed and brought back; what they throw ends the run.
struct Power {
  std::function<bool()> kill;  ///< false: it was gone already, and stays so
  std::function<void()> start;
};

struct LiveSpec {
  WorldSpec world;  ///< seats without a factory are somebody else's; faults and crashes are armed apart
  std::vector<Listener> listeners;
  std::map<LinkKey, LinkTarget> targets;
  std::map<SeatIndex, std::string> secrets;  ///< webhook secret by publisher
  Duration clock_offset{};                   ///< world time is the system clock of the start plus this, and steady
  std::map<SeatIndex, Power> power;          ///< of seats without a factory that crashes of the plan can be done to
  std::function<std::unique_ptr<Journal>(SeatIndex)> journal;  ///< null: in memory
};

struct LiveCounts {
  std::int64_t messages = 0;
  std::int64_t events = 0;  ///< what was dispatched to actors
  std::int64_t records = 0;
  std::int64_t refused = 0;         ///< requests without a right credential, route, signature, body or id
  std::int64_t malformed = 0;       ///< foreign bytes, in requests or answers, that are not HTTP within the limits
  std::int64_t failed_accepts = 0;  ///< connections that had to wait for a descriptor
};

class LiveCore;

class LiveWorld {
 public:
  LiveWorld(LiveSpec, Tap&);
  ~LiveWorld();
  /// Opens the listeners and gives their ports, in order. Throws std::runtime_error, with the port and why.
  std::vector<std::uint16_t> open();
  /// Adds where a link leads, once ports are known.
  void set_target(LinkKey, LinkTarget);
  /// Every local seat starts, from its journal where that is not fresh.
  void start();
  /// A seat without a factory becomes a local one, with this actor, and starts: for who must know when the plan begins.
  void start(SeatIndex, ActorFactory);
  /// Faults and crashes (those with a time, of seats that are ours or that we have power over) of the run; once, when
  /// everybody is ready.
  void arm(std::vector<FaultSpec>, std::vector<CrashSpec>);
  void stimulate(StimulusSpec);
  /// A real seat has ended by itself: nobody who calls it need find out first.
  void gone(SeatIndex, std::string_view how);
  /// Runs until world time reaches `until`, or `stop` (asked now and then) is true. False if it was stopped.
  bool run_until(Instant until, const std::function<bool()>& stop);
  /// One request from the harness itself to a link's target: its status, 0 without an answer.
  int probe(LinkKey, std::string_view method, std::string_view path, Duration deadline);
  Instant now() const;
  std::int64_t backlog() const;
  void phase(std::string_view);
  void heal();
  const Directory& directory() const;
  LiveCounts counts() const;
  std::map<std::string, std::int64_t> fired() const;

 private:
  std::unique_ptr<LiveCore> core_;
};

}  // namespace drydock::live
