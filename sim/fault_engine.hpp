// Decides what the faults of a plan do to each leg: the same decisions in the virtual and in the live world.
//
//   FaultEngine engine(seed, directory, plan.faults);
//   if (engine.watches(from, to, LegKind::request)) fate = engine.decide(leg, observer);
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/fault.hpp"

namespace drydock {

/// Hears of every fault that fires.
class FaultObserver {
 public:
  virtual ~FaultObserver() = default;
  /// `what` says what it did: "held back 2.1s". Valid during the call.
  virtual void fired(const FaultSpec&, const Leg&, std::string_view what) = 0;
};

/// Faults act in the order of the plan, until one of them has decided where the leg ends (refused, lost, answered).
/// Draws are keyed by the seed, the fault's id, the link and leg, the message type, its key and its attempt: taking one
/// fault or one order out leaves every other draw as it was. Only `every`, `nth` and `times` count messages in order.
class FaultEngine {
 public:
  /// The faults must be legal (find_fault, FaultRow) and their seats in the directory. Those without a `make` act on no
  /// message: the world performs them. The directory must outlive the engine.
  FaultEngine(std::uint64_t seed, const Directory&, std::vector<FaultSpec>);
  ~FaultEngine();
  FaultEngine(const FaultEngine&) = delete;
  FaultEngine& operator=(const FaultEngine&) = delete;

  /// Whether any fault could act on this leg; the link of a reply is (caller, callee) too.
  bool watches(SeatIndex caller, SeatIndex callee, LegKind) const;
  LegFate decide(const Leg&, FaultObserver&);
  /// Whether Leg::had_effect matters to any fault of the plan.
  bool needs_effects() const { return needs_effects_; }

  /// Opens the window of a fault that waits for its trigger: from `now` on. Nothing happens the second time.
  void open(std::size_t index, Instant now);
  /// The standing fault at this place of the plan; null for one that acts on messages.
  const StandingFault* standing(std::size_t index) const;
  /// Where draws of a standing fault start: keyed by the seed and its id.
  std::uint64_t seed(std::size_t index) const;
  /// The world has performed it once more.
  void performed(std::size_t index);

  /// Ends every fault for good.
  void heal();
  bool healed() const { return healed_; }

  std::size_t size() const;
  const FaultSpec& spec(std::size_t index) const;
  /// How often each fault has fired, by id; those that never did are there with 0.
  std::map<std::string, std::int64_t> fired() const;

 private:
  struct Armed;
  struct Link;
  void arm(std::uint64_t seed, FaultSpec);
  void place(std::size_t index, SeatIndex caller, SeatIndex callee);
  bool dosed(Armed&, const Leg&, std::uint64_t salt);
  const Link& link(SeatIndex caller, SeatIndex callee) const;

  const Directory& directory_;
  std::vector<std::unique_ptr<Armed>> faults_;
  std::vector<Link> links_;
  bool needs_effects_ = false;
  bool healed_ = false;
};

/// The seats on both ends of the link that a leg travels: (caller, callee), also for a reply.
inline std::pair<SeatIndex, SeatIndex> link_of(const Leg& leg) {
  return leg.kind == LegKind::reply ? std::pair(leg.to, leg.from) : std::pair(leg.from, leg.to);
}

}  // namespace drydock
