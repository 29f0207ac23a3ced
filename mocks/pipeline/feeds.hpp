// Channels that are polled feeds: the pipeline asks for their events, page by page, and keeps how far it is with what
// it read.
//
// A stamp is taken before its transaction is committed, so an entry can appear behind others that were read already. A
// cursor at the newest stamp would never see it. So the pipeline reads on from `overlap` before the publisher's
// present: what was written earlier than that is committed, and everything since is read again, told apart by event id.
// Entries with equal stamps need no care of their own, since a stamp is asked for again until it is that old.
//
// Pages by offset shift when something appears or goes away between them. Every page but the first therefore begins
// with the last entry of the page before; if that is not there, the reading ends and the next begins anew.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "contracts/canonical/feed.hpp"
#include "contracts/checker.hpp"
#include "contracts/envelope.hpp"
#include "mocks/pipeline/platform.hpp"

namespace drydock::pipeline {

class Feeds {
 public:
  /// Arms the first polls. To be called once in every incarnation.
  void start(Platform&);
  void timer(Platform&, SeatIndex);
  /// True if this was the answer to a poll.
  bool replied(Platform&, const Replied&);
  bool failed(Platform&, const Failed&);

 private:
  /// A reading under way, from its first page to the last.
  struct Reading {
    std::optional<Instant> since;
    Instant settled;        ///< of the first page: nothing earlier can still be committed
    std::int64_t read = 0;  ///< entries of the pages so far, none counted twice
    std::string anchor;     ///< the last of these, by event id
  };
  struct Polled {
    FeedSettings settings;
    std::optional<RequestId> asked;
    std::string token;  ///< that the question bore
    std::optional<Reading> reading;
  };
  void ask(Platform&, SeatIndex, Polled&);
  void wait(Platform&, SeatIndex, Duration);
  void take(Platform&, SeatIndex, Polled&, const FeedPage&);
  void take_newest(Platform&, SeatIndex, Polled&, const FeedPage&);
  bool take_entry(Platform&, SeatIndex, const FeedEntry&, const ReadEvent&);
  void go_on(Platform&, SeatIndex, bool more);
  Polled* answered(const RequestId&, SeatIndex&);

  std::map<SeatIndex, Polled> polled_;
  ContractChecker contracts_;
};

}  // namespace drydock::pipeline
