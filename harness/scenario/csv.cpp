#include "harness/scenario/csv.hpp"

#include <algorithm>

#include "contracts/utf8.hpp"

namespace drydock {
namespace {

constexpr std::string_view quoting =
    "a field in double quotes throughout, each quote within it doubled: \"12\"\" pipe\"";
constexpr std::string_view line_ends = "lines that end with LF or CRLF";

std::string megabytes(std::size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

}  // namespace

CsvReader::CsvReader(std::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  const bool utf16 = text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF");
  if (utf16) fail({1, 1}, "the file is UTF-16", "UTF-8");
  if (text_.size() > limits_.bytes)
    fail({}, "the file has " + std::to_string(text_.size()) + " bytes", "at most " + megabytes(limits_.bytes));
  if (!problems_.empty()) text_ = {};
}

std::vector<CsvProblem> CsvReader::take_problems() {
  std::vector<CsvProblem> taken;
  taken.swap(problems_);
  return taken;
}

bool CsvReader::next(CsvRow& row) {
  while (!at_end()) {
    if (at_line_end()) {
      pass_line_end();
      continue;
    }
    if (rows_ == limits_.rows) return stop("the file has too many rows", "at most " + std::to_string(limits_.rows));
    if (problems_.size() == limits_.problems) return stop("too much is wrong: the rest of the file was not read", {});
    ++rows_;
    if (this->row(row)) return true;
    skip_line();
  }
  return false;
}

bool CsvReader::at_line_end() const {
  const std::string_view rest = text_.substr(at_, 2);
  return rest.starts_with('\n') || rest == "\r\n";
}

bool CsvReader::fail(Mark at, std::string message, std::string expected) {
  problems_.push_back({at, std::move(message), std::move(expected)});
  return false;
}

bool CsvReader::stop(std::string message, std::string expected) {
  fail(place(), std::move(message), std::move(expected));
  at_ = text_.size();
  return false;
}

void CsvReader::pass_line_end() {
  if (at_end()) return;
  at_ += text_[at_] == '\r' ? 2U : 1U;
  line_begin_ = at_;
  ++line_;
}

void CsvReader::skip_line() {
  while (!at_end() && text_[at_] != '\n') ++at_;
  if (!at_end()) pass_line_end();
}

bool CsvReader::row(CsvRow& row) {
  row.at = place();
  row.fields.clear();
  while (true) {
    if (row.fields.size() == limits_.columns)
      return fail(place(), "the row has too many fields", "at most " + std::to_string(limits_.columns));
    if (!field(row.fields.emplace_back())) return false;
    if (at_end()) return true;
    if (at_line_end()) return pass_line_end(), true;
    ++at_;  // the comma
  }
}

bool CsvReader::field(CsvField& field) {
  field.at = place();
  const bool read = !at_end() && text_[at_] == '"' ? quoted(field) : plain(field);
  return read && sound(field);
}

bool CsvReader::plain(CsvField& field) {
  const std::size_t end = std::min(text_.find_first_of(",\"\r\n", at_), text_.size());
  field.text = text_.substr(at_, std::min(end - at_, limits_.field_bytes + 1));
  at_ = end;
  if (at_end() || text_[at_] == ',' || at_line_end()) return true;
  if (text_[at_] == '"') return fail(place(), "a quote in the middle of a field", std::string(quoting));
  return fail(place(), "a carriage return without a line feed", std::string(line_ends));
}

bool CsvReader::quoted(CsvField& field) {
  ++at_;
  while (true) {
    const std::size_t stop = text_.find_first_of("\"\n", at_);
    if (stop == std::string_view::npos) {
      at_ = text_.size();
      return fail(field.at, "a quote is opened and never closed", std::string(quoting));
    }
    if (field.text.size() <= limits_.field_bytes) field.text += text_.substr(at_, stop - at_);
    at_ = stop + 1;
    if (text_[stop] == '\n') {
      field.text += '\n';
      line_begin_ = at_;
      ++line_;
    } else if (!at_end() && text_[at_] == '"') {
      field.text += '"';
      ++at_;
    } else {
      break;
    }
  }
  if (at_end() || text_[at_] == ',' || at_line_end()) return true;
  return fail(place(), "something stands between a closing quote and the next comma", std::string(quoting));
}

bool CsvReader::sound(const CsvField& field) {
  if (field.text.size() > limits_.field_bytes)
    return fail(field.at, "a field is too long", "at most " + std::to_string(limits_.field_bytes) + " bytes");
  if (field.text.find('\0') != std::string::npos) return fail(field.at, "a field has a NUL byte", "text");
  if (!is_utf8(field.text)) return fail(field.at, "a field is not UTF-8", "UTF-8");
  return true;
}

}  // namespace drydock
