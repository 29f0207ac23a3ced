// Stale read: the answer to a read comes from a replica that lags behind. A question that was asked before, word for
// word, gets the last answer that is at least so old; one that never was is answered as ever.
#include <deque>
#include <map>
#include <utility>

#include "contracts/codec.hpp"
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class StaleRead : public Fault {
 public:
  explicit StaleRead(Duration lag) : lag_(lag) {}

 private:
  struct Answer {
    Instant at;
    Payload body;
  };

  bool eligible(const Leg& leg) const override {
    return leg.type != nullptr && leg.type->kind == MessageKind::operation && !leg.type->write && leg.answer != nullptr;
  }

  void notice(const Leg& leg) override {
    if (!eligible(leg) || !leg.answer->ok()) return;
    std::deque<Answer>& answers = answers_[question(leg)];
    answers.push_back({leg.now, leg.answer->body});
    while (answers.size() > 1 && answers[1].at + lag_ <= leg.now) answers.pop_front();
  }

  std::string act(const Leg& leg, Draw&, LegFate& fate) override {
    const auto found = answers_.find(question(leg));
    if (found == answers_.end() || found->second.front().at + lag_ > leg.now) return {};
    const Answer& old = found->second.front();
    fate.old_answer = old.body;
    return "answered as " + told(leg.now - old.at) + " before";
  }

  static std::pair<SeatIndex, std::uint64_t> question(const Leg& leg) {
    return {leg.from, content_hash(*leg.asked) ^ leg.type->index};
  }

  Duration lag_;
  std::map<std::pair<SeatIndex, std::uint64_t>, std::deque<Answer>> answers_;  // the first: the one to give
};

}  // namespace

std::unique_ptr<Fault> make_stale_read(const FaultSpec& spec) {
  return std::make_unique<StaleRead>(parameter<Duration>(spec, "lag").value_or(seconds(30)));
}

}  // namespace drydock
