// A night in which the ERP copies its balances, takes no posting for a while, and sends the copy.
#pragma once
#include "contracts/canonical/balances.hpp"
#include "tests/mocks/pipeline/drift_scene.hpp"

namespace drydock::testing {

inline const std::vector<Stock> night_stock{{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}};

inline PipelineSettings by_night(PipelineSettings settings = {}) {
  settings.reconciliation.snapshots = true;
  return settings;
}

struct Night {
  explicit Night(Enterprise& enterprise) : e(enterprise), scene(enterprise) { a_while(); }

  void a_while() { e.pass(minutes(5), seconds(5)); }
  void adjust(std::int64_t delta, const std::string& id) {
    WmsAdjusted adjusted;
    adjusted.movement_id = id;
    adjusted.item = "A";
    adjusted.location = "wms-east";
    adjusted.delta = delta;
    adjusted.reason = "adjustment";
    adjusted.position_version = ++version;
    e.deliver(adjusted, id + "/adjusted", "wms-east", version - 1);
  }
  /// The copy is taken, and then nobody can post.
  void begin() {
    a_while();
    as_of = e.seat.io.clock;
    said = scene.books["A/wms-east"];
    a_while();
    e.down.insert("erp");
  }
  void end() {
    e.down.clear();
    a_while();
  }
  void tell(const std::string& id = "balances-1/wms-east/1") {
    e.deliver(BalanceSnapshot{"balances-1", as_of, "wms-east", 1, 1, {{"A", said}}}, id, "erp", 1);
    e.run();
  }

  Enterprise& e;
  DriftScene scene;
  std::int64_t version = 1;
  Instant as_of;
  std::int64_t said = 0;
};

inline void three_go_while_the_copy_is_made(Night& night) {
  night.begin();
  night.adjust(-3, "M-2");
  night.tell();
  night.end();
}
/// What the books hold in the morning: seven are there.
inline std::int64_t booked_in_the_morning(Enterprise& e) {
  Night night(e);
  three_go_while_the_copy_is_made(night);
  return night.scene.books["A/wms-east"];
}
/// What the pipeline has then.
inline std::int64_t on_hand_in_the_morning(Enterprise& e) {
  Night night(e);
  three_go_while_the_copy_is_made(night);
  return e.position("A", "wms-east").unrestricted;
}

}  // namespace drydock::testing
