// The history of a run on disk: JSON Lines, one record a line, after a first line that says what it is.
//
//   {"drydock":"history","format":1,"version":"0.1.0","seats":[{"name":"commerce","role":"commerce"},...]}
//   {"n":1,"t":"2026-11-27T15:00:00.000000Z","kind":"call","from":"pipeline","to":"erp",...}
#pragma once
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/record.hpp"

namespace drydock {

inline constexpr int history_format = 1;

/// How much is written: every record without its body, or with it; of a cone some records, with their bodies. The first
/// line says which, as `detail`.
enum class HistoryDetail : std::uint8_t { keyed, cone, full };
std::string_view to_string(HistoryDetail);

/// One record as one line of JSON, without the line break. Members in a fixed order; those that are empty are left out.
/// Instants are RFC 3339; seats are named; `request` is "<seat>/<incarnation>/<counter>". A body has `body` and
/// `body_type`, the name of its canonical type; a raw one has `raw`, its bytes as text.
void write_record(std::string& out, const Record&, const Directory&, HistoryDetail);

/// Writes what it hears. The stream and the directory must outlive it. A stream that fails (a full disk) is not written
/// to again.
class HistoryWriter : public Tap {
 public:
  HistoryWriter(std::ostream&, const Directory&, HistoryDetail);
  ~HistoryWriter() override;
  void see(const Record&) override;
  /// Hands what is buffered to the stream.
  void flush();
  bool failed() const { return failed_; }

 private:
  std::ostream& out_;
  const Directory& directory_;
  HistoryDetail detail_;
  std::string buffer_;
  bool failed_ = false;
};

/// Where and why reading ended early: "expected a kind of record, found \"cal\"; kinds are call, request, ...".
struct HistoryError {
  std::int64_t line = 0;  ///< from 1
  std::string message;
};

/// Reads a history back. The first line is read by `open`; the seats are known from then on.
class HistoryReader {
 public:
  explicit HistoryReader(std::istream&);
  ~HistoryReader();
  /// Nothing if the first line is that of a history we can read, else what is wrong.
  std::optional<HistoryError> open();
  const Directory& directory() const;
  /// The version of drydock that wrote it.
  const std::string& version() const;
  /// Hands every record to the tap, in order. Stops at the first line that is none. Message types that are not in the
  /// book, and types of bodies that we do not know, are errors: what cannot be understood cannot be judged.
  std::optional<HistoryError> replay(Tap&);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace drydock
