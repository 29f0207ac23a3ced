// A live world of two seats for tests: the first calls or tells the second, over a real socket.
//
//   SmallLiveWorld world({seat("shop", caller(1, 1)), seat("erp", agreeable)});
//   world.start();
//   ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::ok) == 1; }));
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/live/live_world.hpp"
#include "harness/live/signature.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock::live::testing {

using namespace drydock::testing;

class SmallLiveWorld {
 public:
  /// With `port`, the second seat is somebody else's, listening there.
  /// `power` is over that one.
  explicit SmallLiveWorld(std::vector<SeatSpec> seats, std::uint16_t port = 0, std::vector<ChannelSpec> channels = {},
                          std::map<SeatIndex, Power> power = {}) {
    LiveSpec spec;
    spec.power = std::move(power);
    spec.world = world_of(std::move(seats));
    spec.world.channels = std::move(channels);
    spec.secrets[0] = new_secret();
    if (port != 0) {
      spec.world.seats[1].factory = {};
    } else {
      Listener listener;
      listener.links["credential"] = link;
      spec.listeners.push_back(std::move(listener));
    }
    world_ = std::make_unique<LiveWorld>(std::move(spec), memory);
    const auto ports = world_->open();
    port_ = port != 0 ? port : ports.front();
    world_->set_target(link, {"http://127.0.0.1:" + std::to_string(port_), "credential"});
  }

  /// Starts with these faults on the link.
  void start(std::vector<FaultSpec> faults = {}, std::vector<CrashSpec> crashes = {}) {
    world_->arm(std::move(faults), std::move(crashes));
    world_->start();
  }
  /// Runs until it is so; false if that takes unreasonably long.
  bool reaches(const std::function<bool()>& is_so) { return !world_->run_until(world_->now() + seconds(60), is_so); }
  LiveWorld& world() { return *world_; }
  /// Where the second seat listens; what comes with the credential "credential" is from the first.
  std::uint16_t port() const { return port_; }

  static inline const LinkKey link{0, 1};
  Memory memory;

 private:
  std::uint16_t port_ = 0;
  std::unique_ptr<LiveWorld> world_;
};

inline FaultSpec fault_on_link(std::string fault, std::map<std::string, FaultParameter> parameters) {
  FaultSpec spec;
  spec.id = spec.fault = std::move(fault);
  spec.target.links = {SmallLiveWorld::link};
  spec.parameters = std::move(parameters);
  return spec;
}

/// What an ERP answers to an order, as bytes.
inline std::string accepted_bytes() {
  const std::string body = R"({"id":"x","state":"created"})";
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

}  // namespace drydock::live::testing
