#include "sim/record.hpp"

#include <array>

namespace drydock {

std::string_view to_string(Signature signature) {
  constexpr std::string_view names[] = {"", "missing", "invalid", "foreign"};
  return names[static_cast<std::size_t>(signature)];
}

namespace {

constexpr std::array<std::string_view, 20> names{
    "call", "request", "reply", "ok",       "fail",  "info",   "late",  "publish", "deliver", "ack",
    "nack", "effect",  "view",  "stimulus", "fault", "window", "crash", "recover", "phase",   "violation"};
static_assert(names.size() == static_cast<std::size_t>(RecordKind::violation) + 1);

}  // namespace

std::string_view to_string(RecordKind kind) { return names[static_cast<std::size_t>(kind)]; }

}  // namespace drydock
