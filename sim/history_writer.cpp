#include <ostream>

#include "contracts/codec.hpp"
#include "sim/history.hpp"

namespace drydock {
namespace {

constexpr std::size_t buffer_size = 1 << 16;

bool plain(std::string_view text) {
  for (const char c : text)
    if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) return false;  // bytes of UTF-8 are negative: not plain either
  return true;
}

void append_text(std::string& out, std::string_view text) {
  if (!plain(text)) {
    const std::string owned(text);
    return write_json(out, *type_of<std::string>(), &owned);
  }
  out += '"';
  out += text;
  out += '"';
}

void member(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out.append(",\"").append(name).append("\":");
  append_text(out, text);
}

void member(std::string& out, std::string_view name, std::int64_t number) {
  if (number == 0) return;
  out.append(",\"").append(name).append("\":").append(std::to_string(number));
}

void seat_member(std::string& out, std::string_view name, SeatIndex seat, const Directory& directory) {
  if (seat < directory.size()) member(out, name, directory[seat].name);
}

void request_member(std::string& out, RequestId id, const Directory& directory) {
  if (id.seat >= directory.size()) return;
  member(out, "request",
         directory[id.seat].name + "/" + std::to_string(id.incarnation) + "/" + std::to_string(id.counter));
}

void body_members(std::string& out, const Payload& body) {
  if (body.empty()) return;
  if (const std::string* bytes = body.bytes()) {
    out += ",\"raw\":";
    return append_text(out, *bytes);
  }
  member(out, "body_type", body.type()->name);
  out += ",\"body\":";
  write_json(out, *body.type(), body.data());
}

}  // namespace

void write_record(std::string& out, const Record& record, const Directory& directory, HistoryDetail detail) {
  out.append("{\"n\":").append(std::to_string(record.n)).append(",\"t\":\"");
  append_instant(out, record.t);
  out.append("\",\"kind\":\"").append(to_string(record.kind)).append("\"");
  seat_member(out, "from", record.from, directory);
  seat_member(out, "to", record.to, directory);
  member(out, "type", record.type);
  member(out, "key", record.key);
  member(out, "id", record.id);
  request_member(out, record.request, directory);
  member(out, "delivery", record.delivery);
  member(out, "correlation", record.correlation);
  member(out, "causation", record.causation);
  member(out, "idempotency", record.idempotency);
  member(out, "partition", record.partition);
  member(out, "sequence", record.sequence);
  member(out, "attempt", record.attempt);
  member(out, "status", record.status);
  member(out, "token", record.token);
  member(out, "signature", record.signature);
  member(out, "retry_after_us", record.retry_after.us);
  member(out, "fault", record.fault);
  member(out, "detail", record.detail);
  if (detail != HistoryDetail::keyed && record.body != nullptr) body_members(out, *record.body);
  out += '}';
}

std::string_view to_string(HistoryDetail detail) {
  constexpr std::string_view names[] = {"keyed", "cone", "full"};
  return names[static_cast<std::size_t>(detail)];
}

HistoryWriter::HistoryWriter(std::ostream& out, const Directory& directory, HistoryDetail detail)
    : out_(out), directory_(directory), detail_(detail) {
  buffer_ = "{\"drydock\":\"history\",\"format\":" + std::to_string(history_format) +
            ",\"version\":\"" DRYDOCK_VERSION "\",\"detail\":\"" + std::string(to_string(detail)) + "\",\"seats\":[";
  for (std::size_t i = 0; i < directory.size(); ++i) {
    const Seat& seat = directory[static_cast<SeatIndex>(i)];
    buffer_ += i == 0 ? "{\"name\":" : ",{\"name\":";
    append_text(buffer_, seat.name);
    member(buffer_, "role", seat.role);
    buffer_ += '}';
  }
  buffer_ += "]}\n";
}

HistoryWriter::~HistoryWriter() { flush(); }

void HistoryWriter::see(const Record& record) {
  if (failed_) return;
  write_record(buffer_, record, directory_, detail_);
  buffer_ += '\n';
  if (buffer_.size() >= buffer_size) flush();
}

void HistoryWriter::flush() {
  if (!failed_) out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size())).flush();
  failed_ = failed_ || !out_;
  buffer_.clear();
}

}  // namespace drydock
