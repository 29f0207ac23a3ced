#include "sim/record_hash.hpp"

#include <iterator>

#include "contracts/codec.hpp"
#include "sim/mixing.hpp"

namespace drydock {

std::uint64_t hash_record(std::uint64_t state, const Record& record, std::uint64_t body_hash) {
  state = mixed(state, record.n);
  state = mixed(state, static_cast<std::uint64_t>(record.t.us));
  state =
      mixed(state, (static_cast<std::uint64_t>(record.kind) << 32) | (std::uint64_t{record.from} << 16) | record.to);
  state = mixed(state, record.request.value());
  state = mixed(state, static_cast<std::uint64_t>(record.sequence));
  state = mixed(state, (std::uint64_t{record.attempt} << 32) | static_cast<std::uint32_t>(record.status));
  state = mixed(state, body_hash);
  // Which texts there are, and then those alone: most records have half of them.
  const std::string_view texts[] = {record.type,        record.key,       record.id,          record.delivery,
                                    record.correlation, record.causation, record.idempotency, record.partition,
                                    record.fault,       record.detail,    record.token,       record.signature};
  std::uint64_t present = 0;
  for (std::size_t i = 0; i < std::size(texts); ++i) present |= std::uint64_t{!texts[i].empty()} << i;
  state = mixed(state, present);
  for (const std::string_view text : texts)
    if (!text.empty()) state = mixed(state, text);
  return state;
}

std::uint64_t hash_record(std::uint64_t state, const Record& record) {
  return hash_record(state, record, record.body == nullptr ? 0 : content_hash(*record.body));
}

}  // namespace drydock
