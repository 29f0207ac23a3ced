// Signed webhooks: every event is a delivery of its own, in no promised order, attempted until the subscriber answers
// 2xx.
#pragma once
#include <algorithm>
#include <deque>

#include "sim/flat_map.hpp"
#include "sim/transports/courier.hpp"

namespace drydock {

class Webhook : public Courier {
 public:
  Webhook(const ChannelSpec& spec, CourierHost& host) : spec_(spec), host_(host) {}
  void publish(std::shared_ptr<const Publication>) override;
  void answered(std::uint64_t token, std::uint32_t attempt, const Settlement&) override;
  void woken(std::uint64_t value) override;
  std::string another_delivery_id(std::uint64_t token) override;
  std::size_t backlog() const override { return pending_.size(); }
  void retain(Duration back) override { retained_for_ = std::max(retained_for_, back); }
  std::size_t redeliver(Instant since) override;

 private:
  struct Pending {
    std::shared_ptr<const Publication> event;
    std::uint32_t attempt = 0;
    std::uint32_t delivery = 1;    // the n of its delivery id
    std::uint32_t deliveries = 1;  // the highest n given out
    bool waiting = false;          // between two attempts
  };
  struct Told {
    Instant at;
    std::shared_ptr<const Publication> event;
    std::uint32_t deliveries;
  };
  void remember(const Pending&);
  void attempt(std::uint64_t token, Pending&);
  void failed(std::uint64_t token, Pending&, const Settlement&);

  const ChannelSpec spec_;
  CourierHost& host_;
  FlatMap<Pending> pending_;
  std::uint64_t last_token_ = 0;
  Duration retained_for_{};
  std::deque<Told> told_;  // acknowledged, oldest first; kept only where a redelivery is to come
};

}  // namespace drydock
