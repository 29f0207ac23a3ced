// The world in virtual time: one thread, no clock but its own, bit-for-bit repeatable.
//
//   VirtualWorld world(spec, history);
//   world.stimulate({start + seconds(1), shop, "O-1", Payload::of(ShopperArrives{...})});
//   world.start();
//   world.run_until(start + hours(8));
//   world.heal();
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/world.hpp"

namespace drydock {

struct WorldCounts {
  std::int64_t messages = 0;  ///< requests and events that an actor received, and answers that a caller received
  std::int64_t events = 0;    ///< everything that happened: arrivals, timers, commits, wakes of a transport
  std::int64_t records = 0;   ///< of the history
};

class VirtualWorldCore;

/// Several worlds may live in one process; they share nothing. Cost follows what happens, not the time that passes.
class VirtualWorld {
 public:
  /// The tap hears every record and must outlive the world. The specification must be sound: seats in range, a factory
  /// for every seat, legal faults (the loader of scenarios sees to that).
  VirtualWorld(WorldSpec, Tap&);
  ~VirtualWorld();
  VirtualWorld(const VirtualWorld&) = delete;
  VirtualWorld& operator=(const VirtualWorld&) = delete;

  const Directory& directory() const;
  /// One act of the scenario. One whose time has passed happens now.
  void stimulate(StimulusSpec);
  /// Acts in order of time, each pulled when the one before has happened, so that a million orders need no memory
  /// before they arrive. Ends at the first nothing.
  void feed(std::function<std::optional<StimulusSpec>()>);
  /// Every seat starts, in the directory's order, at WorldSpec::start.
  void start();
  /// What a fault or crash waited for (Dose::trigger, CrashSpec::trigger) has come: its window opens, or its seat
  /// falls, so long after now. May be called from the tap. One whose window was opened already stays as it is; a name
  /// that is not there, or waits for nothing, is a mistake of the caller's.
  void trigger(std::string_view id, Duration after = {});
  /// Lets everything happen that is due up to and including this instant, which is then `now`.
  void run_until(Instant);
  Instant now() const;
  /// Whether anything is due before this instant.
  bool pending_before(Instant) const;
  /// Events that their transports have not yet seen acknowledged, over all channels.
  std::int64_t backlog() const;
  /// Writes a phase record: prepare, run, quiesce, end. `heal` writes its own.
  void phase(std::string_view);
  /// Ends all faults and aimed crashes for good; seats that are down come back now. Closes open windows, then writes
  /// the phase record.
  void heal();
  /// Writes a record of kind view, from the seat that was asked: what an auditor found. `n` and `t` are the world's.
  void note(Record);

  WorldCounts counts() const;
  /// Covers every record so far, typed: the same in every build and whatever the tap does.
  std::uint64_t history_hash() const;
  /// How often each fault and each crash has fired, by id; those that never did are there with 0.
  std::map<std::string, std::int64_t> fired() const;

 private:
  std::unique_ptr<VirtualWorldCore> core_;
};

}  // namespace drydock
