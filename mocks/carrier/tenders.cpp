#include "mocks/carrier/tenders.hpp"

#include <algorithm>
#include <utility>

#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"

namespace drydock {
namespace {

constexpr std::string_view prefix = "tender/";

std::string id_of(const TenderOffer& offer) { return joined(offer.load_id, "/", std::to_string(offer.attempt)); }

}  // namespace

bool Tenders::restore(std::string_view key, const Payload& value) {
  const auto* asked = value.as<TenderAsked>();
  if (asked == nullptr) return false;
  learn(asked->offer);
  asked_.emplace(key.substr(prefix.size()), *asked);
  return true;
}

void Tenders::resume(Io& io) {
  for (const auto& [id, asked] : asked_)
    if (!asked.answered) wait(id, asked, io);
}

void Tenders::learn(const TenderOffer& offer) {
  for (const LoadPackage& package : offer.packages) loads_.insert_or_assign(package.package_id, offer.load_id);
}

std::string Tenders::load_of(std::string_view package_id) const {
  const auto found = loads_.find(package_id);
  return found == loads_.end() ? std::string() : found->second;
}

Outcome Tenders::ask(const TenderOffer& offer, const Received& received, Io& io) {
  const TenderSettings& manner = *settings_.tender;
  const std::string id = id_of(offer);
  Draw luck = io.draw(Purpose::order_content, id, "tender");
  TenderAsked asked{offer, {}, false, false};
  asked.accepts = !luck.chance(manner.declines);
  const bool late = asked.accepts && luck.chance(manner.late);
  const Duration takes{luck.between(manner.answers.us / 10, manner.answers.us)};
  const Duration over{luck.between(seconds(1).us, std::max(seconds(1), manner.late_most).us)};
  asked.answer_at = late ? offer.respond_by + over : io.now() + takes;
  Commit commit;
  add_effect(commit, received);
  learn(offer);
  commit.entries.push_back({joined(prefix, id), Payload::of(asked)});
  asked_.insert_or_assign(id, asked);
  wait(id, asked, io);
  return Write{std::move(commit), 202, id, "received"};
}

void Tenders::wait(const std::string& id, const TenderAsked& asked, Io& io) {
  const std::uint64_t tag = tag_bit | ++tags_;
  due_.emplace(tag, id);
  io.arm(std::max(Duration{}, asked.answer_at - io.now()), tag);
}

bool Tenders::timer(std::uint64_t tag, Commit& commit) {
  const auto due = due_.extract(tag);
  if (due.empty()) return false;
  const auto found = asked_.find(due.mapped());
  if (found == asked_.end() || found->second.answered) return true;
  TenderAsked& asked = found->second;
  asked.answered = true;
  const TenderOffer& offer = asked.offer;
  TenderAnswer answer{offer.load_id, offer.attempt, settings_.carrier, asked.accepts,
                      asked.accepts ? "" : "no_equipment"};
  errands_.add({found->first, "tms", offer.order_id, found->first, {}}, Payload::of(std::move(answer)), commit);
  commit.entries.push_back({joined(prefix, found->first), Payload::of(asked)});
  return true;
}

}  // namespace drydock
