#include <charconv>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "contracts/codec.hpp"
#include "sim/body_types.hpp"
#include "sim/history.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

// Thrown inside this file only: what is wrong with the present line.
struct Wrong {
  std::string message;
};

std::string quoted(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

const std::string& text_of(const Json& line, const char* name) {
  static const std::string none;
  const auto found = line.find(name);
  if (found == line.end()) return none;
  if (!found->is_string()) throw Wrong{std::string("expected a text as \"") + name + "\", found " + quoted(*found)};
  return found->get_ref<const std::string&>();
}

std::int64_t number_of(const Json& line, const char* name, std::int64_t low, std::int64_t high) {
  const auto found = line.find(name);
  if (found == line.end()) return 0;
  const bool fits = found->is_number_unsigned() ? found->get<std::uint64_t>() <= static_cast<std::uint64_t>(high)
                                                : found->is_number_integer() && found->get<std::int64_t>() >= low;
  if (!fits)
    throw Wrong{std::string("expected an integer from ") + std::to_string(low) + " to " + std::to_string(high) +
                " as \"" + name + "\", found " + quoted(*found)};
  return found->get<std::int64_t>();
}

Json object_of(const std::string& line) {
  std::optional<Json> parsed = parse_document(line);
  if (!parsed) throw Wrong{"expected one JSON object on the line, found something that is not JSON"};
  if (!parsed->is_object()) throw Wrong{"expected a JSON object, found " + quoted(*parsed).substr(0, 40)};
  return std::move(*parsed);
}

RecordKind kind_of(const std::string& name) {
  std::string allowed;
  for (int i = 0; i <= static_cast<int>(RecordKind::violation); ++i) {
    const auto kind = static_cast<RecordKind>(i);
    if (to_string(kind) == name) return kind;
    allowed.append(i == 0 ? "" : ", ").append(to_string(kind));
  }
  throw Wrong{"expected a kind of record, found \"" + name + "\"; kinds are " + allowed};
}

bool is_message(RecordKind kind) { return kind <= RecordKind::nack; }

Payload body_of(const Json& line) {
  if (const auto raw = line.find("raw"); raw != line.end()) return Payload::raw(text_of(line, "raw"));
  const auto body = line.find("body");
  if (body == line.end()) return {};
  const std::string& name = text_of(line, "body_type");
  const Type* type = find_body_type(name);
  if (type == nullptr) throw Wrong{"expected the name of a canonical type as \"body_type\", found \"" + name + "\""};
  Decoded decoded = decode(*type, *body);
  if (!decoded) throw Wrong{"the body is no " + name + ": at /body" + decoded.pointer + ": " + decoded.error};
  return std::move(decoded.payload);
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::vector<Seat> seats_of(const Json& header) {
  const auto found = header.find("seats");
  if (found == header.end() || !found->is_array() || found->empty())
    throw Wrong{"expected a list of seats as \"seats\""};
  if (found->size() >= no_seat) throw Wrong{"expected fewer than 65535 seats"};
  std::vector<Seat> seats;
  for (const Json& seat : *found) {
    if (!seat.is_object() || text_of(seat, "name").empty())
      throw Wrong{"expected a seat as {\"name\": ..., \"role\": ...}, found " + quoted(seat)};
    for (const Seat& earlier : seats)
      if (earlier.name == text_of(seat, "name")) throw Wrong{"the seat \"" + earlier.name + "\" is there twice"};
    seats.push_back({text_of(seat, "name"), text_of(seat, "role")});
  }
  return seats;
}

// A record whose strings live in the JSON it was read from.
class LineReader {
 public:
  explicit LineReader(const Directory& directory) : directory_(directory) {
    for (std::size_t i = 0; i < directory.size(); ++i)
      seats_[directory[static_cast<SeatIndex>(i)].name] = static_cast<SeatIndex>(i);
  }

  void read(const std::string& text, Tap& tap) {
    const Json line = object_of(text);
    Record record;
    record.kind = kind_of(text_of(line, "kind"));
    record.n = static_cast<std::uint64_t>(number_of(line, "n", 1, INT64_MAX));
    if (record.n == 0) throw Wrong{"expected the number of the record as \"n\", found none"};
    record.t = instant(line);
    record.from = seat(line, "from");
    record.to = seat(line, "to");
    record.type = text_of(line, "type");
    record.message = find_message(record.type);
    if (record.message == nullptr && is_message(record.kind))
      throw Wrong{"expected a message type of the contract book as \"type\", found \"" + std::string(record.type) +
                  "\""};
    record.key = text_of(line, "key");
    record.id = text_of(line, "id");
    record.request = request(text_of(line, "request"));
    record.delivery = text_of(line, "delivery");
    record.correlation = text_of(line, "correlation");
    record.causation = text_of(line, "causation");
    record.idempotency = text_of(line, "idempotency");
    record.partition = text_of(line, "partition");
    record.sequence = number_of(line, "sequence", INT64_MIN, INT64_MAX);
    record.attempt = static_cast<std::uint32_t>(number_of(line, "attempt", 0, UINT32_MAX));
    record.status = static_cast<int>(number_of(line, "status", 0, 999));
    record.retry_after = Duration{number_of(line, "retry_after_us", 0, INT64_MAX)};
    record.token = text_of(line, "token");
    record.signature = text_of(line, "signature");
    record.fault = text_of(line, "fault");
    record.detail = text_of(line, "detail");
    const Payload body = body_of(line);
    if (!body.empty()) record.body = &body;
    tap.see(record);
  }

 private:
  SeatIndex seat(const Json& line, const char* name) const {
    const std::string& text = text_of(line, name);
    if (text.empty()) return no_seat;
    const auto found = seats_.find(text);
    if (found == seats_.end())
      throw Wrong{std::string("expected a seat of the first line as \"") + name + "\", found \"" + text + "\""};
    return found->second;
  }

  static Instant instant(const Json& line) {
    const auto read = parse_instant(text_of(line, "t"));
    if (!read) throw Wrong{"expected an RFC 3339 date-time as \"t\", found \"" + text_of(line, "t") + "\""};
    return *read;
  }

  RequestId request(const std::string& text) const {
    if (text.empty()) return {};
    const std::size_t second = text.rfind('/');
    const std::size_t first =
        second == 0 || second == std::string::npos ? std::string::npos : text.rfind('/', second - 1);
    RequestId id;
    if (first != std::string::npos) {
      const auto found = seats_.find(text.substr(0, first));
      const std::string_view view = text;
      if (found != seats_.end() && read_number(view.substr(first + 1, second - first - 1), id.incarnation) &&
          read_number(view.substr(second + 1), id.counter)) {
        id.seat = found->second;
        return id;
      }
    }
    throw Wrong{"expected <seat>/<incarnation>/<counter> as \"request\", found \"" + text + "\""};
  }

  const Directory& directory_;
  std::map<std::string, SeatIndex, std::less<>> seats_;
};

}  // namespace

struct HistoryReader::State {
  explicit State(std::istream& stream) : in(stream) {}
  std::istream& in;
  Directory directory{{}};
  std::string version;
  std::int64_t line = 0;

  bool next(std::string& text) {
    if (!std::getline(in, text)) return false;
    ++line;
    if (!text.empty() && text.back() == '\r') text.pop_back();
    return true;
  }
};

HistoryReader::HistoryReader(std::istream& in) : state_(std::make_unique<State>(in)) {}
HistoryReader::~HistoryReader() = default;

const Directory& HistoryReader::directory() const { return state_->directory; }
const std::string& HistoryReader::version() const { return state_->version; }

std::optional<HistoryError> HistoryReader::open() try {
  std::string text;
  if (!state_->next(text)) return HistoryError{1, "expected the first line of a history, found an empty file"};
  const Json header = object_of(text);
  if (text_of(header, "drydock") != "history")
    throw Wrong{"expected {\"drydock\":\"history\",...} as the first line: this is not a history of drydock"};
  const std::int64_t format = number_of(header, "format", 0, INT64_MAX);
  if (format != history_format)
    throw Wrong{"expected format " + std::to_string(history_format) + ", found " + std::to_string(format) +
                ": read it with the version of drydock that wrote it (" + text_of(header, "version") + ")"};
  state_->version = text_of(header, "version");
  state_->directory = Directory(seats_of(header));
  return std::nullopt;
} catch (const Wrong& wrong) {
  return HistoryError{state_->line, wrong.message};
}

std::optional<HistoryError> HistoryReader::replay(Tap& tap) try {
  LineReader reader(state_->directory);
  std::string text;
  while (state_->next(text))
    if (!text.empty()) reader.read(text, tap);
  if (state_->in.bad()) throw Wrong{"the file could not be read to its end"};
  return std::nullopt;
} catch (const Wrong& wrong) {
  return HistoryError{state_->line, wrong.message};
}

}  // namespace drydock
