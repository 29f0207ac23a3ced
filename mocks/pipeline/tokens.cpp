// Access tokens of the outbox: one for each seat, fetched anew when the seat refuses it. One fetch at a time, however
// many calls were refused; they are made again under their keys when the new token is there.
#include <algorithm>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/token.hpp"
#include "mocks/pipeline/outbox.hpp"

namespace drydock::pipeline {

// No attempt at what the call is about, and no failure of the seat: it only has to be made with another token.
void Outbox::expired(Call& call, Io& io) {
  if (defects_.has(Defect::expired_token_skips)) {
    leave_lane(call);
    return finish(call);
  }
  if (!defects_.has(Defect::refused_token_shown_again)) --call.tries;
  at(call.to).ready.emplace(call.number, &call);
  token_refused(call.to, call.token, io);
}

void Outbox::token_refused(SeatIndex seat, const std::string& token, Io& io) {
  Destination& destination = at(seat);
  if (destination.renewing || destination.token != token) return;
  destination.renewing = true;
  destination.renewals = 0;
  fetch_token(seat, io);
}

// It counts among the calls under way: a seat that takes so many at once takes no more for being asked for a token.
void Outbox::fetch_token(SeatIndex seat, Io& io) {
  Destination& destination = at(seat);
  ++destination.renewals;
  ++destination.in_flight;
  ++total_in_flight_;
  Headers headers;
  headers.correlation_id = "token/" + (*seat_.directory)[seat].name;
  const RequestId id = io.request(seat, Payload::of(TokenCreate{(*seat_.directory)[seat_.self].name}),
                                  destination.settings.deadline, std::move(headers));
  fetching_.emplace(id, seat);
}

// Null: no answer came.
bool Outbox::token_answered(const RequestId& id, const Reply* reply, Io& io) {
  const auto found = fetching_.find(id);
  if (found == fetching_.end()) return false;
  const SeatIndex seat = found->second;
  fetching_.erase(found);
  Destination& destination = at(seat);
  --destination.in_flight;
  --total_in_flight_;
  const auto* issued = reply != nullptr && reply->ok() ? reply->body.as<AccessToken>() : nullptr;
  if (issued != nullptr) {
    destination.token = issued->access_token;
    destination.renewing = false;
    pump(seat, io);
    return true;
  }
  const std::size_t step = std::min<std::size_t>(destination.renewals - 1, settings_.retry.size() - 1);
  const Duration base = settings_.retry[step];
  Draw draw = io.draw(Purpose::backoff, (*seat_.directory)[seat].name, "token.create", destination.renewals);
  const Duration asked = reply != nullptr ? reply->retry_after.value_or(Duration{}) : Duration{};
  io.arm(std::max(base + microseconds(draw.below(base.us / 5 + 1)), asked), tag_of(TimerKind::token, seat));
  return true;
}

}  // namespace drydock::pipeline
