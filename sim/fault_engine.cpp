#include "sim/fault_engine.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace drydock {
namespace {

constexpr std::size_t leg_kinds = 4;
constexpr std::string_view leg_names[leg_kinds] = {"request", "reply", "event", "feed"};

bool decided(const LegFate& fate) { return fate.lose || fate.refuse || fate.black_hole || fate.status.has_value(); }

std::vector<bool> chosen_types(const std::vector<std::string>& names) {
  std::vector<bool> chosen(names.empty() ? 0 : message_types().size());
  for (const std::string& name : names)
    if (const MessageType* type = find_message(name)) chosen[type->index] = true;
  return chosen;
}

}  // namespace

struct FaultEngine::Armed {
  FaultSpec spec;
  const FaultRow* row = nullptr;
  std::unique_ptr<Fault> fault;             // null for those that act on no message
  std::unique_ptr<StandingFault> standing;  // of those, the ones that the world performs in their window
  std::vector<bool> types;                  // empty: all
  std::uint64_t seed = 0;
  std::int64_t met = 0;  // eligible legs inside the window, for `every` and `nth`
  std::int64_t fired = 0;
};

struct FaultEngine::Link {
  struct Watch {
    std::size_t fault;
    std::uint64_t salt;
  };
  std::vector<Watch> watches[leg_kinds];
};

FaultEngine::FaultEngine(std::uint64_t seed, const Directory& directory, std::vector<FaultSpec> specs)
    : directory_(directory), links_(directory.size() * directory.size()) {
  for (FaultSpec& spec : specs) arm(seed, std::move(spec));
}

FaultEngine::~FaultEngine() = default;

void FaultEngine::arm(std::uint64_t seed, FaultSpec spec) {
  auto armed = std::make_unique<Armed>();
  armed->row = find_fault(spec.fault);
  assert(armed->row != nullptr && "the loader refuses a fault that is not in the table");
  armed->types = chosen_types(spec.target.types);
  armed->seed = keyed_bits(seed, Purpose::fault_dose, spec.id);
  if (armed->row->make != nullptr) armed->fault = armed->row->make(spec);
  if (armed->row->stand != nullptr) armed->standing = armed->row->stand(spec);
  armed->spec = std::move(spec);
  faults_.push_back(std::move(armed));
  const std::size_t index = faults_.size() - 1;
  if (faults_[index]->fault == nullptr) return;
  Leg probe;
  probe.kind = LegKind::reply;
  const bool without = faults_[index]->fault->eligible(probe);
  probe.had_effect = true;
  if (!without && faults_[index]->fault->eligible(probe)) needs_effects_ = true;
  const FaultTarget& target = faults_[index]->spec.target;
  for (const auto& [caller, callee] : target.links) place(index, caller, callee);
  // A fault on a seat acts on everything that is sent to it.
  for (const SeatIndex seat : target.seats)
    for (std::size_t caller = 0; caller < directory_.size(); ++caller)
      if (caller != seat) place(index, static_cast<SeatIndex>(caller), seat);
}

void FaultEngine::place(std::size_t index, SeatIndex caller, SeatIndex callee) {
  const Armed& armed = *faults_[index];
  const std::optional<LegKind> only = armed.spec.target.leg ? armed.spec.target.leg : armed.row->default_leg;
  for (const LegKind kind : armed.row->legs) {
    if (only && *only != kind) continue;
    const auto leg = static_cast<std::size_t>(kind);
    auto& watches = links_[caller * directory_.size() + callee].watches[leg];
    const bool there =
        std::any_of(watches.begin(), watches.end(), [&](const auto& watch) { return watch.fault == index; });
    if (there) continue;  // named twice, as a seat and as a link
    const std::string name = directory_[caller].name + ">" + directory_[callee].name;
    watches.push_back({index, keyed_bits(armed.seed, Purpose::fault_dose, name, leg_names[leg])});
    std::sort(watches.begin(), watches.end(), [](const auto& a, const auto& b) { return a.fault < b.fault; });
  }
}

const FaultEngine::Link& FaultEngine::link(SeatIndex caller, SeatIndex callee) const {
  return links_[caller * directory_.size() + callee];
}

bool FaultEngine::watches(SeatIndex caller, SeatIndex callee, LegKind kind) const {
  return !healed_ && !link(caller, callee).watches[static_cast<std::size_t>(kind)].empty();
}

bool FaultEngine::dosed(Armed& armed, const Leg& leg, std::uint64_t salt) {
  const Dose& dose = armed.spec.dose;
  if (!dose.trigger.empty() && !dose.from) return false;  // still waiting for it
  if (dose.from && leg.now < *dose.from) return false;
  if (dose.until && leg.now >= *dose.until) return false;
  if (!armed.types.empty() && !(leg.type != nullptr && armed.types[leg.type->index])) return false;
  if (dose.times && armed.fired >= *dose.times) return false;
  if (!armed.fault->eligible(leg)) return false;
  ++armed.met;
  if (dose.nth && armed.met != *dose.nth) return false;
  if (dose.every && armed.met % *dose.every != 0) return false;
  if (!dose.chance) return true;
  const std::string_view key = leg.draw_key.empty() ? leg.key : leg.draw_key;
  return Draw(salt, Purpose::fault_dose, key, leg.type == nullptr ? "" : leg.type->name, leg.attempt)
      .chance(*dose.chance);
}

LegFate FaultEngine::decide(const Leg& leg, FaultObserver& observer) {
  LegFate fate;
  if (healed_) return fate;
  const auto [caller, callee] = link_of(leg);
  for (const Link::Watch& watch : link(caller, callee).watches[static_cast<std::size_t>(leg.kind)]) {
    Armed& armed = *faults_[watch.fault];
    armed.fault->notice(leg);
    if (!dosed(armed, leg, watch.salt)) continue;
    const std::string_view key = leg.draw_key.empty() ? leg.key : leg.draw_key;
    Draw draw(watch.salt, Purpose::fault_effect, key, leg.type == nullptr ? "" : leg.type->name, leg.attempt);
    const std::string what = armed.fault->act(leg, draw, fate);
    if (what.empty()) continue;
    ++armed.fired;
    fate.by.push_back(armed.spec.id);
    observer.fired(armed.spec, leg, what);
    if (decided(fate)) break;
  }
  return fate;
}

void FaultEngine::open(std::size_t index, Instant now) {
  Dose& dose = faults_[index]->spec.dose;
  if (dose.trigger.empty() || dose.from) return;
  dose.from = now;
  if (!dose.length) return;
  const Instant end = now + *dose.length;
  dose.until = dose.until ? std::min(*dose.until, end) : end;
}

const StandingFault* FaultEngine::standing(std::size_t index) const { return faults_[index]->standing.get(); }
std::uint64_t FaultEngine::seed(std::size_t index) const { return faults_[index]->seed; }
void FaultEngine::performed(std::size_t index) { ++faults_[index]->fired; }

void FaultEngine::heal() { healed_ = true; }

std::size_t FaultEngine::size() const { return faults_.size(); }
const FaultSpec& FaultEngine::spec(std::size_t index) const { return faults_[index]->spec; }

std::map<std::string, std::int64_t> FaultEngine::fired() const {
  std::map<std::string, std::int64_t> counts;
  for (const auto& armed : faults_) counts[armed->spec.id] = armed->fired;
  return counts;
}

}  // namespace drydock
