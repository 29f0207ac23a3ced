// Items and locations as a data file names them: by our ids, or by those of the system it comes from.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "harness/scenario/reading.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

class ForeignNames {
 public:
  /// Whose ids the file speaks of: `data.ids`. One that nothing has an id in is told.
  ForeignNames(Reading&, const Scenario&, const DataFile& data);
  /// The number of the item a cell names; 0, and a mistake told, if there is none.
  std::int64_t item(const Node& cell);
  /// The warehouse a cell names, by our name; null, and a mistake told, if there is none.
  const std::string* location(const Node& cell);

 private:
  Reading& reading_;
  const Scenario& scenario_;
  std::string system_;
  std::map<std::string, std::int64_t, std::less<>> items_;     // by foreign id; unused without a system
  std::map<std::string, std::string, std::less<>> locations_;  // by foreign id or, where there is none, by name
  int looked_up_ = 0;                                          // names that were not there
};

}  // namespace drydock
