#include <algorithm>

#include "sim/fault.hpp"

namespace drydock {

// Each is defined in the file of its name under sim/faults/.
std::unique_ptr<Fault> make_ambiguous_commit(const FaultSpec&);
std::unique_ptr<Fault> make_duplicate(const FaultSpec&);
std::unique_ptr<Fault> make_equal_timestamps(const FaultSpec&);
std::unique_ptr<Fault> make_error_burst(const FaultSpec&);
std::unique_ptr<Fault> make_late_commit(const FaultSpec&);
std::unique_ptr<Fault> make_latency(const FaultSpec&);
std::unique_ptr<Fault> make_lose(const FaultSpec&);
std::unique_ptr<Fault> make_malformed_body(const FaultSpec&);
std::unique_ptr<Fault> make_outage(const FaultSpec&);
std::unique_ptr<Fault> make_page_drift(const FaultSpec&);
std::unique_ptr<Fault> make_rate_limit(const FaultSpec&);
std::unique_ptr<Fault> make_reorder(const FaultSpec&);

namespace {

using enum LegKind;
using enum FaultParameterRow::Shape;

// name, summary, legs, leg if none is named, on seats, live, roles, parameters {name, shape, required, summary, words},
// maker
std::vector<FaultRow> rows() {
  return {
      {"ambiguous-commit",
       "the request had its effect, but the answer is lost: the caller cannot know",
       {reply},
       reply,
       false,
       false,
       {},
       {},
       &make_ambiguous_commit},
      {"crash",
       "the seat falls over, loses what was not durable, and comes back from its journal",
       {},
       std::nullopt,
       true,
       false,
       {},
       {{"back_after", duration, false, "how long it is down (15s)"},
        {"commit", integer, false, "at its n-th commit"},
        {"phase",
         word,
         false,
         "lose that commit, or only what follows it (before-durable)",
         {"before-durable", "after-durable"}}},
       nullptr},
      {"duplicate",
       "the message arrives again, some time later",
       {request, event},
       std::nullopt,
       false,
       true,
       {},
       {{"within", duration, false, "the latest a copy comes (1s)"},
        {"copies", integer, false, "how many (1)"},
        {"delivery_id",
         word,
         false,
         "of a copied event: that of the original, a new one, or one or the other (either)",
         {"same", "new", "either"}}},
       &make_duplicate},
      {"equal-timestamps",
       "entries of a feed get the same stamp, and a page may end between them",
       {feed},
       std::nullopt,
       false,
       false,
       {},
       {{"granularity", duration, false, "of the clock that stamps them (1s)"}},
       &make_equal_timestamps},
      {"error-burst",
       "the callee's front answers with an error, before any effect",
       {request, event},
       request,
       true,
       true,
       {},
       {{"status", integer, false, "the status (503)"}, {"retry_after", duration, false, "sent as Retry-After (none)"}},
       &make_error_burst},
      {"late-commit",
       "an entry of a feed is committed after its stamp, behind later ones that may have been read",
       {feed},
       std::nullopt,
       false,
       false,
       {},
       {{"within", duration, true, "the longest from its stamp until it is seen"}},
       &make_late_commit},
      {"latency",
       "the link is slow; the delay is of the round trip unless a leg is named",
       {request, reply, event},
       std::nullopt,
       true,
       true,
       {},
       {{"median", duration, false, "half of all messages are delayed less (1s)"},
        {"p99", duration, false, "one in a hundred is delayed more (the median: all alike)"},
        {"fixed", duration, false, "all are delayed by this, in place of median and p99"}},
       &make_latency},
      {"lose",
       "the message never arrives, and nobody is told",
       {request, reply, event},
       std::nullopt,
       false,
       false,
       {},
       {},
       &make_lose},
      {"malformed-body",
       "the body is damaged after signing, on the first attempt; it comes again intact",
       {request, event},
       event,
       false,
       false,
       {},
       {},
       &make_malformed_body},
      {"outage",
       "a seat or a link is unreachable",
       {request, event},
       std::nullopt,
       true,
       true,
       {},
       {{"mode", word, false, "what happens to who tries (refuse)", {"refuse", "black-hole", "503"}},
        {"retry_after", duration, false, "with mode 503: sent as Retry-After (none)"}},
       &make_outage},
      {"page-drift",
       "a feed moves while it is read: a page begins an entry too late or too early",
       {feed},
       std::nullopt,
       false,
       false,
       {},
       {{"toward",
         word,
         false,
         "an entry is on neither page, on both, or one or the other (either)",
         {"skip", "repeat", "either"}}},
       &make_page_drift},
      {"rate-limit",
       "a token bucket for each calling link; without a token the answer is 429",
       {request},
       request,
       true,
       false,
       {},
       {{"rate", integer, true, "tokens a second"}, {"burst", integer, false, "how many the bucket holds (the rate)"}},
       &make_rate_limit},
      {"reorder",
       "the message is held back, so that later ones overtake it",
       {request, event},
       std::nullopt,
       false,
       false,
       {},
       {{"within", duration, true, "the longest it is held back"}},
       &make_reorder},
  };
}

const std::vector<FaultRow>& table() {
  static const std::vector<FaultRow> all = rows();
  return all;
}

}  // namespace

std::span<const FaultRow> fault_rows() { return table(); }

const FaultRow* find_fault(std::string_view name) {
  const auto found =
      std::find_if(table().begin(), table().end(), [&](const FaultRow& row) { return row.name == name; });
  return found == table().end() ? nullptr : &*found;
}

}  // namespace drydock
