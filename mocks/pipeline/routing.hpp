// Which node gives what: by geography, service, work that waits, cut-off and stock.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/pipeline/inventory.hpp"
#include "mocks/pipeline/settings.hpp"

namespace drydock::pipeline {

/// Wants units of a line.
struct Want {
  std::string line;
  std::string item;
  std::int64_t quantity = 0;
};
/// A node gives units of a line.
struct Given {
  std::string line;
  std::string item;
  std::size_t node = 0;
  std::int64_t quantity = 0;
};
struct Assignment {
  std::vector<Given> given;
  std::vector<Want> missing;  ///< what no node can give; empty: everything was assigned
  Promise promise;            ///< the latest of the nodes used
};

struct Route {
  std::string_view region;
  std::string_view service;
  Instant now;
  std::vector<std::string> except = {};  ///< locations that are out of the question
  bool nearest_only = false;             ///< defect: neither cut-off nor waiting work is looked at
  bool without_backlog = false;          ///< defect: waiting work is not looked at
};

/// A route from now on, with what the defects make of it.
Route route_for(std::string_view region, std::string_view service, Instant now, const DefectSet&);

/// Assigns what is wanted to nodes, deciding on the present state. Nodes are tried in this order: those that have the
/// service, are not drowned in work, are nearest to the region (with `routing: earliest` only among those that deliver
/// equally soon), deliver first, come first by name. One node for all
/// lines if there is one that has everything; else one node for a line; a line is split only if no node has all of it.
/// Two lines of one item do not count the same unit twice.
Assignment assign(Inventory&, const Masters&, const PipelineSettings&, const std::vector<Want>&, const Route&);

}  // namespace drydock::pipeline
