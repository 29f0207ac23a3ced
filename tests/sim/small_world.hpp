// Small worlds for tests: seats whose behaviour is a function, and a tap that remembers.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/order.hpp"
#include "sim/virtual_world.hpp"

namespace drydock::testing {

/// An owned copy of a record.
struct Kept {
  Record record;
  std::string type, key, id, delivery, correlation, causation, idempotency, partition, fault, detail;
  Payload body;
};

class Memory : public Tap {
 public:
  void see(const Record& r) override {
    all.push_back({r, std::string(r.type), std::string(r.key), std::string(r.id), std::string(r.delivery),
                   std::string(r.correlation), std::string(r.causation), std::string(r.idempotency),
                   std::string(r.partition), std::string(r.fault), std::string(r.detail),
                   r.body == nullptr ? Payload() : *r.body});
  }
  std::vector<Kept> of(RecordKind kind) const {
    std::vector<Kept> some;
    for (const Kept& kept : all)
      if (kept.record.kind == kind) some.push_back(kept);
    return some;
  }
  std::size_t count(RecordKind kind) const { return of(kind).size(); }
  std::vector<Kept> all;
};

class Nothing : public Tap {
 public:
  void see(const Record&) override {}
};

/// An actor that is a function.
using Behaviour = std::function<void(const Event&, Io&)>;
class Scripted : public Actor {
 public:
  explicit Scripted(Behaviour behaviour) : behaviour_(std::move(behaviour)) {}
  void on(const Event& event, Io& io) override { behaviour_(event, io); }

 private:
  Behaviour behaviour_;
};

inline SeatSpec seat(std::string name, Behaviour behaviour, std::string role = "erp") {
  SeatSpec spec;
  spec.seat = {std::move(name), std::move(role)};
  spec.factory = [behaviour = std::move(behaviour)](const SeatConfig&) {
    return std::make_unique<Scripted>(behaviour);
  };
  return spec;
}

inline const Instant day_one{1'796'000'000'000'000};

inline WorldSpec world_of(std::vector<SeatSpec> seats) {
  WorldSpec spec;
  spec.seed = 7;
  spec.start = day_one;
  spec.seats = std::move(seats);
  return spec;
}

inline Payload order(const std::string& id) { return Payload::of(SalesOrderCreate{id, day_one, {}}); }
inline Headers headers(const std::string& id) { return {id, id + "/cause", id + "/idem", {}}; }

inline std::shared_ptr<const Publication> placed(const std::string& id, std::int64_t sequence = 1,
                                                 const std::string& partition = {}) {
  OrderPlaced data;
  data.order_id = id;
  Publication made;
  made.type = &message_of<OrderPlaced>();
  made.data = Payload::of(std::move(data));
  made.id = id + "/placed";
  made.subject = id;
  made.partition_key = partition.empty() ? id : partition;
  made.sequence = sequence;
  made.occurred = day_one;
  made.headers = headers(id);
  return std::make_shared<const Publication>(std::move(made));
}

/// Answers every request with 200 and acknowledges every delivery.
inline void agreeable(const Event& event, Io& io) {
  const auto* received = std::get_if<Received>(&event);
  if (received == nullptr) return;
  if (received->event) return io.settle(received->id, Settlement::ack());
  io.reply(received->id, {200, Payload::of(Accepted{"x", "created"}), std::nullopt});
}

inline void idle(const Event&, Io&) {}

/// On start, sends `count` requests of keys prefix-0, prefix-1, ... to seat `to`.
inline Behaviour caller(SeatIndex to, int count, Duration deadline = seconds(30), std::string prefix = "O-") {
  return [=](const Event& event, Io& io) {
    if (!std::holds_alternative<Started>(event)) return;
    for (int i = 0; i < count; ++i) {
      const std::string id = prefix + std::to_string(i);
      io.request(to, order(id), deadline, headers(id));
    }
  };
}

/// On start, publishes `count` events of keys prefix-0, ...
inline Behaviour publisher(int count, std::string prefix = "O-", std::string partition = {}) {
  return [=](const Event& event, Io& io) {
    if (!std::holds_alternative<Started>(event)) return;
    Commit commit;
    for (int i = 0; i < count; ++i) commit.publications.push_back(placed(prefix + std::to_string(i), i + 1, partition));
    io.commit(std::move(commit));
  };
}

/// Runs a world of this specification for a span and keeps its records.
struct Ran {
  Memory memory;
  WorldCounts counts;
  std::uint64_t hash = 0;
  std::map<std::string, std::int64_t> fired;
};
inline Ran run(WorldSpec spec, Duration span = hours(2)) {
  Ran ran;
  const Instant end = spec.start + span;
  VirtualWorld world(std::move(spec), ran.memory);
  world.start();
  world.run_until(end);
  ran.counts = world.counts();
  ran.hash = world.history_hash();
  ran.fired = world.fired();
  return ran;
}

inline FaultSpec fault(std::string id, std::string name, SeatIndex from, SeatIndex to,
                       std::map<std::string, FaultParameter> parameters = {}) {
  FaultSpec spec;
  spec.id = std::move(id);
  spec.fault = std::move(name);
  spec.target.links.push_back({from, to});
  spec.parameters = std::move(parameters);
  return spec;
}

}  // namespace drydock::testing
