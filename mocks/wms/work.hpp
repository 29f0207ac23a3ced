// What a warehouse keeps of its outbound orders.
#pragma once
#include "contracts/canonical/common.hpp"
#include "mocks/wms/lots.hpp"

namespace drydock {

struct WorkLine {
  std::string line;
  std::string item;
  std::int64_t ordered = 0;
  std::int64_t allocated = 0;  ///< after picking: what was picked
  LotSplit lots;               ///< of these units
  bool operator==(const WorkLine&) const = default;
};
DRYDOCK_DESCRIBE(WorkLine, line, item, ordered, allocated, lots)

/// allocated: waits for a picker or is being picked; picked: is being packed. A packed one is gone: its packages stand.
enum class WorkState : std::uint8_t { allocated, picked };
DRYDOCK_DESCRIBE_ENUM(WorkState, "allocated", "picked")

/// One outbound order under one idempotency key.
struct Work {
  std::int64_t number = 1;  ///< within its fulfilment: 2 for a second order under another key
  std::int64_t turn = 0;    ///< place in the queue for pickers
  Instant needed;           ///< lots that expire sooner are not for it
  std::int64_t told = 1;    ///< how often its allocation was told
  WorkState state = WorkState::allocated;
  std::vector<WorkLine> lines;
  bool operator==(const Work&) const = default;
};
DRYDOCK_DESCRIBE(Work, number, turn, needed, told, state, lines)

/// A package staged at the dock. One that has left is gone from the list.
struct StagedPackage {
  std::string package_id;
  std::string cause;  ///< id of the event that told of it
  std::vector<LineQuantity> lines;
  std::string label_id;  ///< empty: no label yet
  std::string carrier;
  std::string tracking_number;
  std::vector<LotQuantity> lots;  ///< of its lines
  bool operator==(const StagedPackage&) const = default;
};
DRYDOCK_DESCRIBE(StagedPackage, package_id, cause, lines, label_id, carrier, tracking_number, lots)

/// Everything under one fulfilment id. What is finished leaves only its counts behind.
struct Fulfilment {
  std::string order_id;
  std::int64_t sequence = 0;   ///< of its latest event
  std::int64_t works = 0;      ///< made so far; numbers them
  std::int64_t packages = 0;   ///< made so far; numbers them
  std::int64_t shipments = 0;  ///< left so far; numbers them
  std::vector<Work> open;
  std::vector<StagedPackage> staged;
  std::vector<std::string> voided;  ///< packages that were taken apart
  bool transfer = false;            ///< stock for another node: staged as one load, without a label
  bool operator==(const Fulfilment&) const = default;
};
DRYDOCK_DESCRIBE(Fulfilment, order_id, sequence, works, packages, shipments, open, staged, voided, transfer)

/// The name that ids of a work derive from: the fulfilment's, with "~2" for a second order under another key.
inline std::string work_name(std::string_view fulfillment_id, const Work& work) {
  std::string name(fulfillment_id);
  if (work.number > 1) name.append("~").append(std::to_string(work.number));
  return name;
}

}  // namespace drydock
