// Tables as RFC 4180 writes them: rows of fields, each with its place. Whatever the bytes are, time and memory are
// bounded, and what is wrong is told instead of guessed.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/mistake.hpp"

namespace drydock {

struct CsvField {
  std::string text;  ///< without its quotes
  Mark at;
};
struct CsvRow {
  Mark at;
  std::vector<CsvField> fields;  ///< at least one
};

/// What a table may cost.
struct CsvLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t rows = 2'000'000;
  std::size_t columns = 100;
  std::size_t field_bytes = 4096;
  std::size_t problems = 50;  ///< told at once; after so many the reader gives up
};

/// Something that is no CSV.
struct CsvProblem {
  Mark at;
  std::string message;
  std::string expected;  ///< may be empty
};

/// Reads a text row by row. UTF-8, a byte order mark before it is passed over; lines end with LF or CRLF; empty lines
/// are no rows. Fields are separated by commas; one that begins with a double quote ends with one, and two within it
/// stand for one. A row that cannot be read is told and left out: reading goes on with the line after.
class CsvReader {
 public:
  /// The text must outlive the reader.
  explicit CsvReader(std::string_view text, const CsvLimits& = {});
  /// The next row that can be read; false at the end.
  bool next(CsvRow&);
  /// What was wrong since this was last asked, in the order of the file.
  std::vector<CsvProblem> take_problems();

 private:
  bool at_end() const { return at_ >= text_.size(); }
  bool at_line_end() const;
  Mark place() const { return {line_, static_cast<int>(at_ - line_begin_) + 1}; }
  bool fail(Mark, std::string message, std::string expected = {});
  bool stop(std::string message, std::string expected);
  void pass_line_end();
  void skip_line();
  bool row(CsvRow&);
  bool field(CsvField&);
  bool plain(CsvField&);
  bool quoted(CsvField&);
  bool sound(const CsvField&);

  std::string_view text_;
  CsvLimits limits_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  int line_ = 1;
  std::size_t rows_ = 0;
  std::vector<CsvProblem> problems_;
};

}  // namespace drydock
