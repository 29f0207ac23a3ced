// A polled feed: nothing is pushed. Events lie at their publisher in the order of their stamps, and the subscriber asks
// for them page by page (feed.read).
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "contracts/canonical/feed.hpp"
#include "sim/flat_map.hpp"
#include "sim/transports/courier.hpp"

namespace drydock {

/// An entry is stamped when it is published and may be committed later: it then appears behind stamps that were read
/// already. Pages are cut by offset among what is committed, so they shift when something appears or (a fault)
/// disappears.
///
/// The subscriber acknowledges nothing. It has accepted an entry when it reads on behind it: when it asks for later
/// stamps only, or when the entry was on a page it got and it now asks for what comes after that page. A subscriber
/// that restarts may not have kept its last page, so that reading counts no more.
///
/// Entries that were accepted are kept for a day, for whoever looks back.
class PolledFeed : public Courier {
 public:
  PolledFeed(const ChannelSpec&, std::string publisher, CourierHost&);
  void publish(std::shared_ptr<const Publication>) override;
  void answered(std::uint64_t, std::uint32_t, const Settlement&) override {}
  void woken(std::uint64_t number) override;
  void subscriber_down() override;
  std::string another_delivery_id(std::uint64_t) override { return {}; }
  std::size_t backlog() const override { return open_.size() + uncommitted_.size(); }

  /// An event that was handed to the subscriber, or that it read past; without a delivery id it was never handed over.
  struct Handed {
    std::shared_ptr<const Publication> event;
    std::string delivery_id;
  };
  /// What the subscriber accepts by asking for this, oldest first. To be asked before `cut`.
  std::vector<Handed> passed(const FeedRead&);
  /// A page, and the entries on it by number. `drift` shifts it and those after it: 1 begins it an entry later than
  /// asked for, -1 one earlier. The request must keep its contract.
  struct Cut {
    FeedPage page;
    std::vector<std::uint64_t> numbers;
  };
  Cut cut(const FeedRead&, int drift);
  /// The page has arrived.
  std::vector<Handed> arrived(const FeedRead&, const std::vector<std::uint64_t>& numbers);

 private:
  /// What a reading asked for: it orders readings by how far they are.
  struct Place {
    Instant since;
    std::int64_t offset = 0;
    friend constexpr auto operator<=>(const Place&, const Place&) = default;
  };
  static Place place_of(const FeedRead&);
  struct Key {
    Instant stamp;
    std::uint64_t number = 0;  // in the order of publication, from 1
    friend constexpr auto operator<=>(const Key&, const Key&) = default;
  };
  struct Entry {
    std::shared_ptr<const Publication> event;
    std::string text;
    std::uint32_t deliveries = 0;
    std::optional<Place> handed;  // the last reading that brought it to the subscriber
  };
  void commit(std::uint64_t number, Instant stamp, std::shared_ptr<const Publication>);
  void forget();
  std::int64_t shifted(const FeedRead&, int drift);
  static std::string delivery_id(const Entry&);

  const std::string publisher_;
  CourierHost& host_;
  std::uint64_t last_ = 0;
  Instant shifted_reading_;
  std::int64_t shift_ = 0;
  std::map<Key, Entry> entries_;  // committed
  std::set<Key> open_;            // of these, not accepted
  FlatMap<Instant> stamps_;       // of these, by number
  std::map<std::uint64_t, std::pair<Instant, std::shared_ptr<const Publication>>> uncommitted_;
};

}  // namespace drydock
