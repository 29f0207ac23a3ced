// I64: what does not prove whose it is has no effect, at either edge of the pipeline.
#include <string>

#include "contracts/canonical/token.hpp"
#include "harness/invariants/fading_map.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/problems.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"
#include "harness/invariants/writes.hpp"

namespace drydock {
namespace {

class EdgeSecurity : public Judge {
 public:
  explicit EdgeSecurity(const Courtroom& room) : Judge("I64", room) {}

  std::uint32_t kinds() const override {
    return bit(RecordKind::deliver) | bit(RecordKind::ack) | bit(RecordKind::nack) | bit(RecordKind::call) |
           bit(RecordKind::ok) | bit(RecordKind::effect) | bit(RecordKind::publish) | bit(RecordKind::crash);
  }
  bool hears_unverified() const override { return true; }

  void see(const Record& record, Findings& findings) override {
    forged_.pass(record.t);
    refused_.pass(record.t);
    tokens_.pass(record.t);
    switch (record.kind) {
      case RecordKind::deliver:
        if (!record.signature.empty()) forged_[name_key(record.id)] = 1;
        return;
      case RecordKind::ack:
        if (!record.signature.empty()) accepted(record, findings);
        return;
      case RecordKind::nack:
        if (!record.signature.empty()) turned_away(record, findings);
        return;
      case RecordKind::call: followed(record, findings); return shown(record, findings);
      case RecordKind::ok: return answered(record);
      // Where tokens are kept is its own business: after a restart it may begin with the one it was given.
      case RecordKind::crash: return forget(record.from);
      case RecordKind::effect: took_effect(record, findings); return followed(record, findings);
      default: return followed(record, findings);
    }
  }

  void finish(Instant, bool, Findings&) override {}

 private:
  /// A life of the caller, and how many tokens it had got on the link by then.
  struct Count {
    std::uint32_t life = 0;
    std::uint32_t issued = 0;
  };

  static std::uint64_t token_of(SeatIndex caller, SeatIndex callee, std::string_view token) {
    return finished(mixed(name_key(token), (std::uint64_t{caller} << 16) | callee));
  }

  // Deliveries.
  void accepted(const Record& record, Findings& findings) {
    decided();
    Charge made = about(record, record.from);
    made.sentence = text(name_of_seat(record.from), " accepted ", record.type, " ", record.id, " from ",
                         name_of_seat(record.to), ", whose signature is ", record.signature);
    made.expected = record.signature == "foreign" ? "403, and no effect" : "401, and no effect";
    made.actual = text("answered ", record.status);
    charge(findings, record, std::move(made));
  }
  void turned_away(const Record& record, Findings& findings) {
    if (record.status == 0 || record.status == 429 || record.status >= 500) return;  // nobody was there to look at it
    decided();
    if (record.status == 401 || record.status == 403) return;
    Charge made = about(record, record.from);
    made.sentence = text(name_of_seat(record.from), " refused ", record.type, " ", record.id, " with ", record.status,
                         ", not for its signature, which is ", record.signature);
    made.expected = "401 or 403, before anything else is looked at";
    made.actual = text(record.status);
    charge(findings, record, std::move(made));
  }
  // It names as its cause what did not verify.
  void followed(const Record& record, Findings& findings) {
    if (record.causation.empty() || forged_.size() == 0) return;
    char* told = forged_.find(name_key(record.causation));
    if (told == nullptr) return;
    decided();
    if (*told > 1) return;  // one finding for each delivery
    *told = 2;
    Charge made = about(record, record.from);
    made.sentence = text(record.type, " ", record.key, " of ", name_of_seat(record.from), " follows from ",
                         record.causation, ", a delivery whose signature did not verify");
    made.expected = "no effect of it, and no message that it caused";
    made.actual = text("a ", to_string(record.kind));
    made.keys.emplace_back(record.causation);
    charge(findings, record, std::move(made));
  }

  // Tokens.
  static std::uint64_t link_of(SeatIndex caller, SeatIndex callee) {
    return finished((std::uint64_t{caller} << 16) | callee);
  }
  void answered(const Record& record) {
    if (token_expired(record)) {
      decided();
      const Count& now = links_[link_of(record.to, record.from)];
      const std::uint64_t token = token_of(record.to, record.from, record.token);
      const Count* known = tokens_.find(token);
      if (known == nullptr || known->life != now.life) tokens_[token] = now;
      // An earlier attempt may have been received, and may have its effect later.
      if (record.attempt == 1 && record.message->write && !record.idempotency.empty())
        refused_[write_key(record.from, record)] = 1;
    } else if (body_of<AccessToken>(record) != nullptr) {
      ++links_[link_of(record.to, record.from)].issued;
    }
  }
  void shown(const Record& record, Findings& findings) {
    if (tokens_.size() == 0) return;
    if (record.message->write) refused_.erase(write_key(record.to, record));
    if (body_of<TokenCreate>(record) != nullptr) return;
    const Count* refused = tokens_.find(token_of(record.from, record.to, record.token));
    if (refused == nullptr) return;
    const Count& now = links_[link_of(record.from, record.to)];
    if (refused->life != now.life || now.issued <= refused->issued) return;
    decided();
    Charge made = about(record, record.from);
    made.sentence = text(name_of_seat(record.from), " made ", record.type, " ", record.key, " at ",
                         name_of_seat(record.to), " with a token that had been refused there, and it has a newer one");
    made.expected = "the newest token";
    made.actual =
        record.token.empty() ? std::string("the token it was given with the link") : std::string(record.token);
    charge(findings, record, std::move(made));
  }
  void took_effect(const Record& record, Findings& findings) {
    if (record.message == nullptr || record.idempotency.empty() || refused_.size() == 0) return;
    if (!refused_.erase(write_key(record.from, record))) return;
    decided();
    Charge made = about(record, record.from);
    made.sentence = text(name_of_seat(record.from), " refused ", record.type, " ", record.key,
                         " because its token had run out, and did it all the same");
    made.expected = "401, and no effect";
    made.actual = "a ledger entry";
    charge(findings, record, std::move(made));
  }
  void forget(SeatIndex caller) {
    for (std::size_t callee = 0; callee < room().directory->size(); ++callee)
      if (Count* link = links_.find(link_of(caller, static_cast<SeatIndex>(callee)))) ++link->life;
  }

  Charge about(const Record& record, SeatIndex party) const {
    Charge made;
    made.party = name_of_seat(party);
    made.order = record.correlation;
    made.keys = {std::string(record.id), std::string(record.key)};
    return made;
  }

  FadingMap<char> forged_;   // event ids of deliveries that do not verify; 2: told
  FadingMap<Count> tokens_;  // that were refused, and when
  FlatMap<Count> links_;     // by caller and callee: what is so now
  FadingMap<char> refused_;  // writes whose only attempt was refused for its token
};

}  // namespace

InvariantRow edge_security() {
  return {
      "I64",
      "edge-security",
      "what does not prove whose it is has no effect: forged and foreign deliveries, calls with an expired token",
      "S",
      {"boundary"},
      {"order-import", "order-release", "fulfilment", "shipping", "tracking", "stock", "erp-posting"},
      {"CL-ANY-EDGE"},
      "a delivery that does not verify, or a token that was refused",
      "A delivery whose signature is missing or does not verify is answered 401, one that is signed by another tenant "
      "403, whatever its body claims: it is never acknowledged, no ledger entry and no message names it as its cause. "
      "429 and 5xx decide nothing. A call that was answered 401 `token_expired` has no effect at the callee unless it "
      "is made again, and a token that was refused is not shown again once its caller has got a newer one; after a "
      "crash the caller may begin with the one it was given. That secrets stay out of logs and traces is not judged: "
      "no secret travels here. "
      "Usual cause: the signature is checked after the body was parsed, in one handler of several, or not at all; the "
      "tenant is read from the body instead of from the secret that verified; a token is kept beside each call. "
      "Usual mend: verify the raw bytes at the door and take the tenant from there; keep one token a destination, and "
      "fetch another when it is refused.",
      &make_judge<EdgeSecurity>};
}

}  // namespace drydock
