// One channel of the live world: a transport of the simulation, carried over real webhooks.
#pragma once
#include "harness/live/live_core.hpp"

namespace drydock::live {

struct LiveCore::Channel : CourierHost {
  Channel(LiveCore& core_, ChannelSpec spec_)
      : core(core_), spec(std::move(spec_)), courier(make_courier(spec, *this)) {}
  Instant now() const override { return core.now(); }
  Duration attempt(DeliveryAttempt what) override { return core.attempt(*this, std::move(what)); }
  void wake(Instant at, std::uint64_t value) override {
    core.after(at - core.now(), [this, value] { courier->woken(value); });
  }
  LiveCore& core;
  const ChannelSpec spec;
  std::unique_ptr<Courier> courier;
};

}  // namespace drydock::live
