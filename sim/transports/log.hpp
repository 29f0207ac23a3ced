// A partitioned log: events of one partition key are in one partition, and a partition is read in order.
#pragma once
#include <algorithm>
#include <deque>
#include <vector>

#include "sim/transports/courier.hpp"

namespace drydock {

/// The consumer fetches a batch of a partition, handles its events one after the other, and commits its offset when all
/// are acknowledged. A nack or a timeout holds the partition and tries the same event again. A consumer that restarts
/// begins at the committed offset: what it had handled of the batch comes again, as a redelivery. Partitions do not
/// wait for each other.
class Log : public Courier {
 public:
  Log(const ChannelSpec&, CourierHost&);
  void publish(std::shared_ptr<const Publication>) override;
  void answered(std::uint64_t token, std::uint32_t attempt, const Settlement&) override;
  void woken(std::uint64_t value) override;
  void subscriber_down() override;
  void subscriber_up() override;
  std::string another_delivery_id(std::uint64_t token) override;
  std::size_t backlog() const override;
  void retain(Duration back) override { retained_for_ = std::max(retained_for_, back); }
  /// The consumer starts again at the offsets of then: partitions deliver from there, in order.
  std::size_t redeliver(Instant since) override;

 private:
  struct Entry {
    std::shared_ptr<const Publication> event;
    std::uint32_t attempts = 0;
    std::uint32_t delivery = 1;  // the n of the present delivery id
    std::uint32_t given = 1;     // the highest n given out
    std::uint32_t failures = 0;  // in a row, of the present delivery
    Instant committed{};
  };
  enum class State : std::uint8_t { idle, sent, waiting };
  struct Partition {
    std::deque<Entry> entries;  // from the committed offset
    std::deque<Entry> behind;   // before the committed offset, as far as they are retained
    std::size_t next = 0;       // of the batch
    std::size_t batch = 0;      // its size
    std::uint64_t serial = 0;   // of the present step; what carries an older one is late
    State state = State::idle;
  };
  // A token names the partition and its step.
  std::uint64_t token(const Partition&) const;
  Partition* partition_of(std::uint64_t token);
  void fetch(Partition&);
  void advance(Partition&);
  void send(Partition&);
  void failed(Partition&, const Settlement&);

  const ChannelSpec spec_;
  CourierHost& host_;
  std::vector<Partition> partitions_;
  bool up_ = true;
  Duration retained_for_{};
};

}  // namespace drydock
