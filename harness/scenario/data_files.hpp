// Data that a scenario takes from CSV files: items, locations, opening stock, orders to replay. What they say ends in
// the plan; a run that is repeated from its plan needs none of them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/document.hpp"
#include "harness/scenario/reading.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// Larger files are refused before they are read.
inline constexpr std::size_t most_data_bytes = std::size_t{64} << 20;

/// The whole of a regular file of at most so many bytes; else nothing, and `why` says so.
std::optional<std::string> read_data_file(const std::string& path, std::string& why);
/// Finds a file on disk, from where the file that names it lies.
std::optional<FoundScenario> find_data_file(const std::string& name, const std::string& from, std::string& why);

/// Opens the files that a document names.
class DataFiles {
 public:
  DataFiles(Reading& reading, const FindScenario& find, std::string file)
      : reading_(reading), find_(find), file_(std::move(file)) {}
  struct Text {
    std::string text;
    int source = 0;  ///< of marks that point into it
  };
  /// Nothing, and a mistake told, if it is not there or too large.
  std::optional<Text> open(const Marked<std::string>& path);
  Reading& reading() { return reading_; }

 private:
  Reading& reading_;
  const FindScenario& find_;
  std::string file_;  ///< from where paths of flags are looked up
};

/// `items.csv`, or `{file: stock.csv, ids: erp}`.
DataFile read_data_name(Reading&, const Node&, std::string_view what);

/// Puts what `locations_from` of the enterprise lists under `warehouses`; what is written there already is laid over
/// it.
void lay_locations(DataFiles&, Node& document);
/// The rows of a file of locations, as the warehouses of a scenario.
Node read_locations(Reading&, const DataFiles::Text&);
/// The items, the stock and the replayed orders that a scenario names files for.
void read_data(DataFiles&, Scenario&);
void read_items(Reading&, const DataFiles::Text&, Scenario&);
void read_stock(Reading&, const DataFiles::Text&, Scenario&);
void read_replayed(Reading&, const DataFiles::Text&, const Scenario&, ScenarioDemand&);

/// An id as every system takes it: up to `longest` letters, digits and . _ : / ~ - , the first a letter or a digit.
bool is_plain_id(std::string_view, std::size_t longest);
/// "12.90" in hundredths; nothing if it is no amount.
std::optional<std::int64_t> parse_hundredths(std::string_view);
/// Systems that may have ids of their own: seats, roles and `sku`.
std::vector<std::string> systems_of(const Scenario&);
/// The systems of foreign ids must be there, and no two items or locations may have the same id in one of them.
void check_foreign_ids(Reading&, const Scenario&);

}  // namespace drydock
