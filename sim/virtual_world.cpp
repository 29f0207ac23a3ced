#include "sim/virtual_world.hpp"

#include "sim/world/core.hpp"

namespace drydock {

VirtualWorld::VirtualWorld(WorldSpec spec, Tap& tap)
    : core_(std::make_unique<VirtualWorldCore>(std::move(spec), tap)) {}
VirtualWorld::~VirtualWorld() = default;

const Directory& VirtualWorld::directory() const { return core_->directory(); }
void VirtualWorld::stimulate(StimulusSpec what) { core_->stimulate(std::move(what)); }
void VirtualWorld::feed(std::function<std::optional<StimulusSpec>()> next) { core_->feed(std::move(next)); }
void VirtualWorld::trigger(std::string_view id, Duration after) { core_->trigger(id, after); }
void VirtualWorld::start() { core_->start(); }
void VirtualWorld::run_until(Instant t) { core_->run_until(t); }
Instant VirtualWorld::now() const { return core_->now(); }
bool VirtualWorld::pending_before(Instant t) const { return core_->pending_before(t); }
std::int64_t VirtualWorld::backlog() const { return core_->backlog(); }
void VirtualWorld::phase(std::string_view which) { core_->phase(which); }
void VirtualWorld::heal() { core_->heal(); }
void VirtualWorld::note(Record record) { core_->note(record); }
WorldCounts VirtualWorld::counts() const { return core_->counts(); }
std::uint64_t VirtualWorld::history_hash() const { return core_->hash(); }
std::map<std::string, std::int64_t> VirtualWorld::fired() const { return core_->fired(); }

}  // namespace drydock
