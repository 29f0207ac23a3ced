#include "harness/scenario/table_reading.hpp"

#include <algorithm>

#include "harness/nearest.hpp"

namespace drydock {
namespace {

constexpr std::size_t enough_mistakes = 50;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// "erp" of "erp_id"; "sku" is how shops call their own.
std::string system_of(std::string_view column) {
  constexpr std::string_view ending = "_id";
  if (column == "sku") return "sku";
  return column.size() > ending.size() && column.ends_with(ending)
             ? std::string(column.substr(0, column.size() - ending.size()))
             : std::string();
}

std::vector<std::string> names_of(const CsvTableRow& table) {
  std::vector<std::string> names;
  for (const CsvColumn& column : table.columns) names.emplace_back(column.name);
  if (table.foreign_ids) names.insert(names.end(), {"sku", "SYSTEM_id"});
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TableReading::TableReading(Reading& reading, std::string_view text, int source, const CsvTableRow& table)
    : reading_(reading), reader_(text), source_(source), table_(table), told_before_(reading.count()) {
  read_header();
}

void TableReading::tell(std::vector<CsvProblem> problems) {
  for (CsvProblem& problem : problems) {
    problem.at.source = source_;
    reading_.wrong(problem.at, std::move(problem.message)).expected = std::move(problem.expected);
  }
}

void TableReading::read_header() {
  CsvRow header;
  const bool there = reader_.next(header);
  tell(reader_.take_problems());
  if (!there) {
    if (reading_.count() == told_before_)
      reading_.wrong({1, 1, source_}, "the file is empty").expected = "a first row that names the columns";
    return;
  }
  if (header.fields.size() == 1 && header.fields[0].text.find(';') != std::string::npos) {
    reading_.wrong({1, 1, source_}, "the columns are separated by semicolons").expected = "commas";
    return;
  }
  for (const CsvField& field : header.fields) read_column(field);
  for (const CsvColumn& column : table_.columns)
    if (column.required && !has(column.name)) {
      Mistake& mistake =
          reading_.wrong({header.at.line, header.at.column, source_},
                         std::string(table_.place) + " has no column `" + std::string(column.name) + "`");
      mistake.expected = column.summary;
    }
  usable_ = reading_.count() == told_before_;
}

void TableReading::read_column(const CsvField& field) {
  Column column;
  column.name = trimmed(field.text);
  column.at = {field.at.line, field.at.column, source_};
  const auto same = [&](const Column& other) { return other.name == column.name; };
  if (std::any_of(columns_.begin(), columns_.end(), same))
    reading_.wrong(column.at, "the column `" + column.name + "` stands twice").found = column.name;
  const auto own = [&](const CsvColumn& row) { return row.name == column.name; };
  column.known = std::any_of(table_.columns.begin(), table_.columns.end(), own);
  if (!column.known && table_.foreign_ids) column.system = system_of(column.name);
  if (!column.known && column.system.empty())
    reading_.wrong_name(column.at, column.name, "unknown column `" + column.name + "` in " + std::string(table_.place),
                        names_of(table_));
  columns_.push_back(std::move(column));
}

bool TableReading::next() {
  CsvRow row;
  while (usable_) {
    if (reading_.count() - told_before_ > enough_mistakes) {
      reading_.wrong({row_at_.line, row_at_.column, source_}, "too much is wrong: the rest of the file was not read");
      return usable_ = false;
    }
    const bool there = reader_.next(row);
    tell(reader_.take_problems());
    if (!there) return usable_ = false;
    row_at_ = {row.at.line, row.at.column, source_};
    if (row.fields.size() == columns_.size()) return fill(row), true;
    Mistake& mistake = reading_.wrong(row_at_, "the row has " + std::to_string(row.fields.size()) + " fields");
    mistake.expected = std::to_string(columns_.size()) + ", as many as the first row names columns";
  }
  return false;
}

void TableReading::fill(const CsvRow& row) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Node& cell = columns_[i].cell;
    cell.text = trimmed(row.fields[i].text);
    cell.kind = cell.text.empty() ? Node::Kind::null : Node::Kind::scalar;
    cell.at = {row.fields[i].at.line, row.fields[i].at.column, source_};
  }
}

bool TableReading::has(std::string_view name) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) { return column.name == name; });
}

const Node* TableReading::operator[](std::string_view name) const {
  for (const Column& column : columns_)
    if (column.name == name) return column.cell.kind == Node::Kind::null ? nullptr : &column.cell;
  return nullptr;
}

const Node* TableReading::needed(std::string_view name) {
  if (const Node* cell = (*this)[name]) return cell;
  for (const Column& column : columns_)
    if (column.name == name) reading_.wrong(column.cell.at, "`" + std::string(name) + "` is blank");
  return nullptr;
}

std::vector<std::pair<std::string, const Node*>> TableReading::foreign_ids() const {
  std::vector<std::pair<std::string, const Node*>> ids;
  for (const Column& column : columns_)
    if (!column.system.empty() && column.cell.kind != Node::Kind::null) ids.emplace_back(column.system, &column.cell);
  return ids;
}

std::vector<Marked<std::string>> TableReading::systems() const {
  std::vector<Marked<std::string>> systems;
  for (const Column& column : columns_)
    if (!column.system.empty()) systems.push_back({column.system, column.at});
  return systems;
}

}  // namespace drydock
