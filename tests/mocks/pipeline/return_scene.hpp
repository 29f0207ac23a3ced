// A return of item A from order O-1 to wms-east, as the shop and the warehouse tell it.
#pragma once
#include "contracts/canonical/returns.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {

struct SentBack {
  Enterprise& e;
  std::string id = "O-1-R1";

  void bought(std::int64_t quantity, std::int64_t shorted = 0) {
    e.start();
    sold(quantity, shorted);
  }
  /// The order is placed and worked at wms-east; of its units so many come up short there.
  void sold(std::int64_t quantity, std::int64_t shorted = 0) {
    e.place("1", quantity);
    std::int64_t sequence = 0;
    for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", quantity, shorted)) {
      e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
      e.run();
    }
  }
  void asked(std::int64_t quantity) {
    e.deliver(ReturnRequested{id, "O-1", {}, {{"1", "A", quantity}}, "does_not_fit"}, id + "/requested", "commerce");
  }
  void came(std::int64_t quantity) {
    e.deliver(WmsReturnReceived{id, "O-1", "wms-east", {{"1", "A", quantity}}}, id + "/received", "wms-east", 1);
  }
  void found(Disposition disposition, std::int64_t quantity, std::int64_t sequence) {
    WmsReturnDisposed told;
    told.movement_id = id + "-1-" + std::string(name_of(disposition));
    told.return_id = id;
    told.order_id = "O-1";
    told.line = "1";
    told.item = "A";
    told.location = "wms-east";
    told.disposition = disposition;
    told.quantity = quantity;
    if (disposition == Disposition::restocked) told.bucket = Bucket::unrestricted;
    if (disposition == Disposition::processing) told.bucket = Bucket::quality_hold;
    if (told.bucket) told.delta = quantity;
    told.position_version = 9;
    e.deliver(told, told.movement_id + "/disposed", "wms-east", sequence);
  }
  /// Units announced to the warehouse, over all returns.
  std::int64_t authorized() const {
    std::int64_t units = 0;
    for (const ReturnExpect& notice : e.bodies<ReturnExpect>())
      for (const LineQuantity& line : notice.lines) units += line.quantity;
    return units;
  }
};

}  // namespace drydock::testing
