#include "harness/scenario/data_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "harness/scenario/merge.hpp"

namespace drydock {
namespace {

namespace fs = std::filesystem;

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string too_large(std::uintmax_t bytes) {
  return "it has " + std::to_string(bytes) + " bytes; at most " + std::to_string(most_data_bytes >> 20) +
         " MiB are read";
}

}  // namespace

std::optional<std::string> read_data_file(const std::string& path, std::string& why) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status)) return why = "no such file", std::nullopt;
  if (fs::is_directory(status)) return why = "it is a folder, not a file", std::nullopt;
  if (!fs::is_regular_file(status)) return why = "it is no regular file", std::nullopt;
  const auto bytes = fs::file_size(path, error);
  if (error) return why = "it cannot be read", std::nullopt;
  if (bytes > most_data_bytes) return why = too_large(bytes), std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string text(bytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(bytes));
  if (!in.is_open() || in.bad()) return why = "it cannot be read", std::nullopt;
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return text;
}

std::optional<FoundScenario> find_data_file(const std::string& name, const std::string& from, std::string& why) {
  const fs::path path = fs::path(name).is_relative() ? fs::path(from).parent_path() / name : fs::path(name);
  const std::string normal = path.lexically_normal().string();
  auto text = read_data_file(normal, why);
  if (!text) return std::nullopt;
  return FoundScenario{normal, std::move(*text)};
}

std::optional<DataFiles::Text> DataFiles::open(const Marked<std::string>& path) {
  // A path lies beside the file in which it is written; one of a flag beside the scenario.
  const auto source = static_cast<std::size_t>(path.at.source);
  std::string from = source < reading_.sources().size() ? reading_.sources()[source] : file_;
  if (from.starts_with("--")) from = file_;
  std::string why = "no other file can be read here";
  auto found = find_ ? find_(path.value, from, why) : std::nullopt;
  if (!found) {
    reading_.wrong(path.at, "cannot read `" + path.value + "`: " + why).found = path.value;
    return std::nullopt;
  }
  return Text{std::move(found->text), reading_.add_source(found->file)};
}

DataFile read_data_name(Reading& reading, const Node& node, std::string_view what) {
  DataFile data;
  if (node.kind == Node::Kind::map) {
    const Keys keys(reading, node, scenario_section("data-file"));
    if (const Node* file = keys["file"])
      if (auto path = reading.text(*file, "file")) data.file = {*path, file->at};
    if (const Node* ids = keys["ids"])
      if (auto system = reading.text(*ids, "ids")) data.ids = {*system, ids->at};
  } else if (node.kind == Node::Kind::scalar && !node.text.empty()) {
    data.file = {node.text, node.at};
  } else {
    reading.wrong_shape(node, what, "a CSV file beside this one, such as data.csv");
  }
  return data;
}

void lay_locations(DataFiles& files, Node& document) {
  Member* enterprise = find_member(document, "enterprise");
  if (enterprise == nullptr || enterprise->value.kind != Node::Kind::map) return;
  Node& map = enterprise->value;
  const Member* from = find_member(map, "locations_from");
  if (from == nullptr) return;
  const auto path = files.reading().text(from->value, "locations_from");
  const Mark at = from->at;
  const auto text = path ? files.open({*path, from->value.at}) : std::nullopt;
  take_out(map, "locations_from");
  if (!text) return;
  Node warehouses = read_locations(files.reading(), *text);
  Member* written = find_member(map, "warehouses");
  if (written == nullptr) {
    map.members.push_back({"warehouses", at, std::move(warehouses)});
  } else if (written->value.kind == Node::Kind::map) {
    merge_over(warehouses, written->value, files.reading());
    written->value = std::move(warehouses);
  }
}

void read_data(DataFiles& files, Scenario& scenario) {
  ScenarioCatalog& catalog = scenario.catalog;
  const std::size_t before = files.reading().count();
  if (catalog.from)
    if (const auto text = files.open(catalog.from.file)) read_items(files.reading(), *text, scenario);
  check_foreign_ids(files.reading(), scenario);
  if (files.reading().count() != before) return;  // every other file speaks of these items
  if (catalog.stock_from)
    if (const auto text = files.open(catalog.stock_from.file)) read_stock(files.reading(), *text, scenario);
  const auto replay = [&](ScenarioDemand& demand) {
    if (!demand.from) return;
    if (const auto text = files.open(demand.from.file)) read_replayed(files.reading(), *text, scenario, demand);
  };
  replay(scenario.demand);
  for (ScenarioDemand& stream : scenario.streams) replay(stream);
}

bool is_plain_id(std::string_view text, std::size_t longest) {
  constexpr std::string_view marks = "._:/~-";
  if (text.empty() || text.size() > longest || !letter_or_digit(text.front())) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return letter_or_digit(c) || marks.find(c) != std::string_view::npos; });
}

std::optional<std::int64_t> parse_hundredths(std::string_view text) {
  const auto amount = parse_decimal(text);
  if (!amount || amount->numerator > 1'000'000'000'000 || 100 % amount->denominator != 0) return std::nullopt;
  return amount->numerator * (100 / amount->denominator);
}

}  // namespace drydock
