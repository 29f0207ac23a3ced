// Signed webhooks: every event is a delivery of its own, in no promised order, attempted until the subscriber answers
// 2xx.
#pragma once
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

 private:
  struct Pending {
    std::shared_ptr<const Publication> event;
    std::uint32_t attempt = 0;
    std::uint32_t deliveries = 1;
    bool waiting = false;  // between two attempts
  };
  void attempt(std::uint64_t token, Pending&);
  void failed(std::uint64_t token, Pending&, const Settlement&);

  const ChannelSpec spec_;
  CourierHost& host_;
  FlatMap<Pending> pending_;
  std::uint64_t last_token_ = 0;
};

}  // namespace drydock
