// A transfer of item A from wms-west to wms-east, as the ERP and both warehouses tell it.
#pragma once
#include "contracts/canonical/transfer.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {

struct Move {
  Enterprise& e;

  void ordered(std::int64_t quantity) {
    e.deliver(TransferOrderCreated{"T-1", "wms-west", "wms-east", {}, {{"1", "A", quantity}}}, "T-1/created", "erp");
  }
  /// All of the sender's work, up to the truck's departure.
  void left(std::int64_t quantity) {
    std::int64_t sequence = 0;
    for (auto& [what, data] : life("T-1-F1", "T-1", "wms-west", quantity)) {
      if (what == "packed") continue;
      Payload told = data;
      if (const auto* shipped = data.as<WmsShipped>()) {
        WmsShipped own = *shipped;
        own.packages[0].carrier = std::string(own_fleet);
        told = Payload::of(std::move(own));
      }
      e.seat.deliver(publication("T-1-F1", what, told, ++sequence), "wms-west");
    }
    e.run();
  }
  /// The receiver counts: the rest is lost.
  void counted(std::int64_t expected, std::int64_t sound, std::int64_t damaged) {
    const std::string shipment = "T-1-F1-S1";
    if (sound > 0)
      e.deliver(WmsReceived{shipment + "-in", shipment, "A", "wms-east", Bucket::unrestricted, sound, 2},
                shipment + "-in/received", "wms-east", 1);
    if (damaged > 0)
      e.deliver(WmsReceived{shipment + "-damaged", shipment, "A", "wms-east", Bucket::damaged, damaged, 3},
                shipment + "-damaged/received", "wms-east", 2);
    e.deliver(
        WmsInboundClosed{
            shipment, "T-1", "wms-east", {{"1", "A", expected, sound, damaged, expected - sound - damaged}}},
        shipment + "/closed", "wms-east", 1);
  }
};

}  // namespace drydock::testing
