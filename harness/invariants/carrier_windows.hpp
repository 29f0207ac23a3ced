// Windows in which a carrier is slow or away, and what the warehouses get done in them: what I34 compares between a run
// with the fault and the paired run without it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "harness/invariant.hpp"
#include "harness/invariants/latencies.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

struct CarrierWindow {
  std::string fault;  ///< its id
  Instant from;
  Instant until;
};
/// The windowed faults of a plan on carriers, or on links of calls to them. The paired run is the plan without what
/// they do to carriers.
std::vector<CarrierWindow> carrier_windows(const Plan&);
/// Takes carriers, and links of calls to them, out of such a fault; others are left as they are. Whether it still does
/// anything: what befalls warehouses and carriers alike befalls the warehouses of the paired run too.
bool spare_carriers(const Plan&, PlannedFault&);

/// Watches a run in the windows of a plan (which need not be the plan it runs: the paired run has none of the faults).
/// Its measures, by name, for each fault F:
///   wms_call.p99@F       microseconds from a call of the pipeline at a warehouse to its answer
///   wms_release.p99@F    microseconds from the pipeline's acceptance of an order to its first call of a warehouse
///   wms_delivery.p99@F   microseconds from the delivery of a warehouse's event to the pipeline's answer
///   pack_confirms@F      packing confirmations published in the window
///   ship_confirms@F      millionths: of the packages whose label was attached in the window, those that left
///                        with the next truck
class CarrierWatch {
 public:
  CarrierWatch(const Courtroom&, std::vector<CarrierWindow>);

  static constexpr std::uint32_t kinds() {
    return bit(RecordKind::call) | bit(RecordKind::ok) | bit(RecordKind::fail) | bit(RecordKind::info) |
           bit(RecordKind::deliver) | bit(RecordKind::ack) | bit(RecordKind::nack) | bit(RecordKind::publish) |
           bit(RecordKind::effect);
  }
  void see(const Record&);
  std::map<std::string, std::int64_t> measures() const;
  const std::vector<CarrierWindow>& windows() const { return windows_; }

 private:
  struct Seen {
    Latencies calls;
    Latencies releases;
    Latencies deliveries;
    std::int64_t packs = 0;
    std::int64_t labelled = 0;
    std::int64_t in_time = 0;
  };
  struct Labelled {
    Instant next_truck;
    std::uint32_t window = 0;
  };

  bool is_warehouse(SeatIndex seat) const { return seat < is_warehouse_.size() && is_warehouse_[seat] != 0; }
  bool in_some_window(Instant) const;
  template <class Note>
  void note(Instant at, Note note);
  void called(const Record&);
  void answered(const Record&);
  void settled(const Record&);
  void effect(const Record&);
  void attached(const Record&);

  SeatIndex pipeline_;
  const MessageType* order_placed_;
  std::vector<char> is_warehouse_;
  std::vector<std::vector<Instant>> trucks_;  // by seat
  std::vector<CarrierWindow> windows_;
  std::vector<Seen> seen_;
  std::vector<char> polled_;     // by seat
  FlatMap<Instant> calls_;       // open, by handle
  FlatMap<Instant> deliveries_;  // open, by delivery
  FlatMap<Instant> accepted_;    // orders not released yet
  FlatMap<Labelled> labelled_;   // by package
};

}  // namespace drydock
