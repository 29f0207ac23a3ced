// Who owes whom which ledger entry: events against effects, matched by the effect map and business keys, never by
// causation ids, since a foreign pipeline may not carry them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/shipping.hpp"
#include "contracts/workflows/workflows.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

class EffectAccount {
 public:
  /// An entry that an event asked for and that is not there yet.
  struct Owed {
    const OwedEffect* rule = nullptr;
    std::string key;
    std::string event;  ///< event id
    std::string correlation;
    std::uint64_t number = 0;  ///< in the order of publication, from 1; 0: this place is free
    Instant published;
  };
  /// A scan, by what decides between two of them.
  struct Scan {
    Instant occurred;
    TrackingStatus status = TrackingStatus::unknown;
    friend constexpr auto operator<=>(const Scan&, const Scan&) = default;
  };
  /// Tracking of a package: what the carrier recorded last, and what the shop was told last.
  struct Tracking {
    std::string package;
    std::string order;
    std::string event;  ///< of the newest scan
    Scan newest;        ///< published
    Scan newest_accepted;
    Scan shown;  ///< the newest the shop was told
    bool any_shown = false;
  };

  explicit EffectAccount(const Courtroom&);

  std::uint32_t kinds() const { return bit(RecordKind::publish) | bit(RecordKind::ack) | bit(RecordKind::effect); }
  void see(const Record&);

  /// Of the last effect seen: how many entries of its kind and key there are now, 0 if no rule knows it.
  std::uint32_t entries_now() const { return entries_now_; }
  /// All that is owed now, in no order that means anything until sorted by number; skip those whose number is 0.
  const std::vector<Owed>& owed() const { return owed_; }
  /// The same, sorted by publication.
  std::vector<const Owed*> open() const;
  /// How many entries that role is owed now.
  std::int64_t owed_to(std::string_view role) const;
  const std::vector<Tracking>& tracking() const { return tracking_; }
  /// When the pipeline first answered 2xx to an event with rules; null if it never did.
  const Instant* accepted(std::string_view event) { return accepted_.find(name_key(event)); }
  /// Of the last ack seen: whether it was the first 2xx of the pipeline to that event.
  bool first_acceptance() const { return first_acceptance_; }
  std::uint64_t events_accepted() const { return accepted_.size(); }

 private:
  struct Entry {
    std::uint32_t count = 0;
    std::uint32_t owed = 0;  ///< place of what it settles, plus one
    bool asked = false;
  };

  /// Whether something is missing without it: the seat is there, and it is owed at all events.
  bool must_come(const OwedEffect&) const;
  /// Of an order that was paid to its shop no payment provider is owed anything.
  bool owed_there(const OwedEffect&, const Payload& event);
  void publish(const Record&);
  void effect(const Record&);
  void ended(const Record&);
  void settle(Entry&);
  void acknowledged(const Record&);
  void owe(const OwedEffect&, std::string_view key, const Record&);
  std::int64_t& waiting(std::string_view role);
  Tracking& of_package(std::string_view package);

  SeatIndex pipeline_;
  const Workflows& map_;
  FlatMap<Entry> entries_;  // by operation and key
  std::vector<Owed> owed_;
  std::vector<std::uint32_t> free_;
  std::vector<std::pair<std::string_view, std::int64_t>> waiting_;  // by role
  FlatMap<Instant> accepted_;                                       // by event id
  FlatMap<std::uint32_t> by_package_;                               // number plus one
  std::vector<Tracking> tracking_;
  std::uint64_t asked_ = 0;
  std::uint32_t entries_now_ = 0;
  bool first_acceptance_ = false;
  FlatMap<Scan> scans_;  // of scans not accepted yet, by event id
  FlatMap<std::uint32_t> scan_package_;
  std::vector<char> must_come_;   // by place in the map
  std::vector<char> unasked_;     // by seat: shops that are paid themselves
  FlatMap<char> paid_elsewhere_;  // their orders
};

}  // namespace drydock
