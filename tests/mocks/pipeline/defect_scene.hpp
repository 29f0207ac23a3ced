// What the scenes of defects have in common. A scene is a number that a healthy pipeline and a sick one disagree about.
#pragma once
#include <memory>
#include <vector>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {

inline PipelineSettings with(const std::string& defect) {
  PipelineSettings settings;
  settings.authorization_life = hours(1);
  settings.archive = hours(4);
  if (!defect.empty()) settings.defects = {defect};
  return settings;
}

inline std::vector<std::shared_ptr<const Publication>> events_of(std::int64_t quantity, std::int64_t shorted = 0) {
  std::vector<std::shared_ptr<const Publication>> events;
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", quantity, shorted))
    events.push_back(publication("O-1-F1", what, data, ++sequence));
  return events;
}

inline void live(Enterprise& e, std::int64_t quantity, std::int64_t shorted = 0, std::size_t steps = 99) {
  for (const auto& event : events_of(quantity, shorted)) {
    if (steps-- == 0) return;
    e.seat.deliver(event, "wms-east");
    e.run();
  }
}

inline std::int64_t offered(Enterprise& e) {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  query.ship_to = Enterprise::cart("1", 1).ship_to;
  query.service = Enterprise::cart("1", 1).service;
  query.items = {{"A", 1}};
  return e.ask<AvailabilityAnswer>(query).offers.at(0).quantity;
}

inline Reply refused_with(const std::string& code) {
  Problem problem;
  problem.status = 422;
  problem.code = code;
  return {422, Payload::of(problem), {}};
}

using Scene = std::int64_t (*)(Enterprise&);

}  // namespace drydock::testing
