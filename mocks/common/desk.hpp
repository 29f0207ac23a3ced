// What every mock does the same way: it takes requests in, guards writes by their idempotency keys, answers only what
// is durable, limits itself, and comes back after a crash. A mock derives from it and says what its operations do.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "mocks/common/idempotency.hpp"
#include "mocks/common/limits.hpp"
#include "mocks/common/problem.hpp"
#include "sim/actor.hpp"

namespace drydock {

struct TokenCreate;

/// A write that was carried out: it is answered with `status` when `commit` is durable.
struct Write {
  Commit commit;
  int status = 201;
  std::string id;     ///< of the Accepted or Posted that is answered
  std::string state;  ///< of the Accepted
};
/// What serving a request came to: an answer (a read's result, a refusal) or a write. A refusal changes nothing.
using Outcome = std::variant<Reply, Write>;

/// The base of the mocks. Requests are refused before they reach `serve` with 400 `malformed_body` (the body is not
/// what the operation takes), 400 `idempotency_key_missing` (a write without one), 409 `in_progress` (its write is not
/// durable yet), 422 `idempotency_key_reused` (another body under the key), 429 `concurrency_limit` or
/// `quota_used_up`; a write that was done before gets its first answer again and has no second effect.
///
/// Answers show a state that may not be durable yet, so each waits until everything committed before it is: nobody is
/// ever told what a crash takes back. A commit that fails (a full disk) stops the mock like a database that cannot
/// write its log: whoever waits, and everybody after, gets 503 `ledger_unavailable` until it is restarted.
class Desk : public Actor {
 public:
  explicit Desk(Limits limits) : limits_(limits), keys_(limits.key_memory) {}
  void on(const Event& event, Io& io) final;

 protected:
  /// Carries out an operation. The body is of the type the operation takes. Unknown operations: `unknown_operation`.
  virtual Outcome serve(const Received&, Io&) = 0;
  /// Before everything else, at every start: what follows from the settings alone.
  virtual void wake() {}
  /// A first start: entries and effects to open the ledger with. Called again if a crash took them back.
  virtual Commit begin(Io&) { return {}; }
  /// One journal entry, in order of keys, after a restart.
  virtual void restore(std::string_view, const Payload&) {}
  /// After begin or the last restore: go on with what is unfinished.
  virtual void resume(Io&) {}
  virtual void act(const Payload& /*what*/, Io&) {}
  virtual void timer(std::uint64_t /*tag*/, Io&) {}
  /// A request of ours was answered, or (null) was not.
  virtual void answered(RequestId, const Reply*, Io&) {}
  /// The body of a write's answer, the first time and again: Accepted or Posted, made of `kept`, unless a mock says
  /// otherwise.
  virtual Payload result(const Received&, const Kept& kept) const;

  /// Commits something that no request waits for.
  Ticket keep(Commit, Io&);
  /// A commit is on its way: all that was decided so far is in it or in one before.
  virtual void committed(Ticket) {}
  /// A commit is durable, and who waited for it was answered.
  virtual void stored(Ticket, Io&) {}
  /// Which incarnation this is: the first is 0 and each restart gives a greater one.
  std::uint16_t incarnation() const { return incarnation_; }
  static Reply unknown_operation(const Received&);

 private:
  struct Waiting {
    RequestId id;
    Reply reply;
    Idempotency::Scope scope{};
    Payload kept;  ///< of a write; else empty
    bool metered = true;
  };
  struct Pending {
    Ticket ticket;
    std::vector<Waiting> waiting;
  };

  void open(Io&);
  void recover(const Entries&, Io&);
  void receive(const Received&, Io&);
  /// The refusal of a request that is one too many, at a time or in this minute; counts those that are not.
  std::optional<Reply> too_many(Instant now);
  /// The answer that the idempotency key alone decides, if it does. Claims a fresh key.
  bool settled_by_key(const Received&, Io&);
  void served(std::uint64_t tag, Io&);
  void work(const Received&, Io&);
  Reply token_for(const TokenCreate&);
  void write(const Received&, Write, Io&);
  /// Answers when all that was committed so far is durable.
  void answer(Waiting, Io&);
  void deliver(Waiting&, Io&);
  void durable(const Durable&, Io&);
  void stop(Io&);

  Limits limits_;
  Idempotency keys_;
  std::deque<Pending> pending_;                          ///< commits under way, oldest first
  std::unordered_map<std::uint64_t, Received> at_work_;  ///< by timer tag
  std::uint64_t works_ = 0;
  std::uint64_t tokens_ = 0;  ///< given out in this incarnation
  std::int64_t open_ = 0;     ///< metered requests received and not answered
  std::int64_t minute_ = -1;  ///< that `taken_` counts
  std::int64_t taken_ = 0;    ///< requests of this minute that were not refused for the quota
  std::uint16_t incarnation_ = 0;
  bool stopped_ = false;
};

}  // namespace drydock
