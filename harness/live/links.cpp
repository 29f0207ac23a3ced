#include "harness/live/links.hpp"

#include "harness/scenario/seating.hpp"

namespace drydock::live {
namespace {

bool is_a_link(const Seat& from, const Seat& to) {
  if (from.role == "auditor") return to.role != "auditor";
  return !legs_between(from, to).empty();
}

}  // namespace

std::vector<LinkKey> links_of(const Directory& directory) {
  std::vector<LinkKey> links;
  for (std::size_t i = 0; i < directory.size(); ++i)
    for (std::size_t j = 0; j < directory.size(); ++j) {
      const LinkKey link{static_cast<SeatIndex>(i), static_cast<SeatIndex>(j)};
      if (i != j && is_a_link(directory[link.first], directory[link.second])) links.push_back(link);
    }
  return links;
}

}  // namespace drydock::live
