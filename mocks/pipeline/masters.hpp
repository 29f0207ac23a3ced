// The enterprise as the ERP describes it: items, and the nodes with what they serve and how fast.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/master.hpp"
#include "mocks/pipeline/table.hpp"
#include "sim/ids.hpp"

namespace drydock::pipeline {

/// A warehouse. Nodes are in order of location ids.
struct Node {
  Location location;
  SeatIndex seat = no_seat;
  TextMap<std::int64_t> safety_stock;
  std::int64_t cutoff_minutes = 17 * 60;  ///< local time of day
  std::int64_t open_work = 0;             ///< fulfilments released and not packed

  /// How near the node is to a region: 0 the nearest; one that does not serve it comes last.
  std::size_t rank(std::string_view region) const;
  /// Days to a region, at most; nothing if the node has no such service.
  std::optional<std::int64_t> transit_days(std::string_view region, std::string_view service) const;
  /// UTC offset at an instant.
  Duration offset(Instant) const;
};

class Masters {
 public:
  void add_items(const ItemListResult&);
  void add_locations(const LocationListResult&, const Directory&);
  /// After the last page.
  void complete();

  /// A version of its record holds now, of that status.
  void hold_item(const std::string& item, std::string_view status);

  /// Some version of its record holds.
  bool knows(std::string_view item) const { return items_.find(item) != items_.end(); }
  /// It may be promised to somebody anew.
  bool sells(std::string_view item) const;
  std::vector<Node>& nodes() { return nodes_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  /// The node's place, or nothing.
  std::optional<std::size_t> node(std::string_view location) const;
  void clear();

 private:
  TextMap<bool> items_;  ///< whether they are sold
  std::vector<Node> nodes_;
  TextMap<std::size_t> by_location_;
};

/// When goods released now at a node leave it and arrive: by the cut-off, the work that waits there, and the transit
/// time. A node whose day's work is done (local time after the cut-off, or work reaching beyond it) ships the next day.
/// Ship-by is the end of the local ship day; deliver-by is whole days later.
Promise promise_from(const Node&, std::string_view region, std::string_view service, Instant now,
                     std::int64_t default_days);

}  // namespace drydock::pipeline
