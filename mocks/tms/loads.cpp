#include "mocks/tms/loads.hpp"

#include <algorithm>
#include <utility>

#include "mocks/common/problem.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"

namespace drydock {
namespace {

constexpr std::string_view prefix = "load/";

std::string load_of(std::string_view fulfillment_id) { return joined("LD-", fulfillment_id); }

std::string tender_id(const std::string& load_id, std::int64_t attempt) {
  return joined(load_id, "/", std::to_string(attempt));
}

Reply unknown_load(const std::string& load_id) {
  return problem(404, "unknown_load", "no load " + load_id + " was planned here");
}

// Every tender event of a load begins alike.
template <class Event>
Event about(const std::string& load_id, const Load& load, std::int64_t attempt) {
  Event told;
  told.load_id = load_id;
  told.attempt = attempt;
  told.fulfillment_id = load.plan.fulfillment_id;
  told.order_id = load.plan.order_id;
  told.carrier = load.tenders[static_cast<std::size_t>(attempt - 1)].carrier;
  return told;
}

template <class Event>
void tell(Event told, std::string id, Load& load, std::string_view causation, Commit& commit, Io& io) {
  add_event(commit,
            make_event(std::move(told), std::move(id), ++load.sequence, io.now(), load.plan.order_id, causation));
}

}  // namespace

bool Loads::restore(std::string_view key, const Payload& value) {
  if (Errands::owns(key)) return errands_.restore(key, value), true;
  if (!key.starts_with(prefix)) return false;
  loads_.emplace(key.substr(prefix.size()), *value.as<Load>());
  return true;
}

void Loads::resume(Io& io) {
  for (const auto& [id, load] : loads_)
    if (load.tenders.back().state == TenderState::offered)
      wait(id, static_cast<std::int64_t>(load.tenders.size()), load.tenders.back().respond_by, io);
  errands_.resume(io);
}

Load* Loads::find(std::string_view load_id) {
  const auto found = loads_.find(load_id);
  return found == loads_.end() ? nullptr : &found->second;
}

void Loads::write(const std::string& load_id, const Load& load, Commit& commit) {
  commit.entries.push_back({joined(prefix, load_id), Payload::of(load)});
}

LoadTendered Loads::tendered(const std::string& load_id, std::int64_t attempt) const {
  const auto place = static_cast<std::size_t>(attempt - 1) % settings_.guide.size();
  return {load_id, attempt, settings_.guide[place]};
}

// A load that was planned under another key is the same load: there is one a fulfilment.
Outcome Loads::plan(const LoadPlan& plan, const Received& received, Io& io) {
  if (settings_.guide.empty()) return problem(422, "no_carrier", "no carrier of the routing guide takes freight");
  const std::string id = load_of(plan.fulfillment_id);
  Commit commit;
  add_effect(commit, received);
  if (find(id) == nullptr) {
    Load& load = loads_[id];
    load.plan = plan;
    offer(id, load, received.headers.idempotency_key, commit, io);
  }
  return Write{std::move(commit), 201, id, "1"};
}

Outcome Loads::retender(const LoadRetender& again, const Received& received, Io& io) {
  Load* load = find(again.load_id);
  if (load == nullptr) return unknown_load(again.load_id);
  const TenderState last = load->tenders.back().state;
  const auto attempts = static_cast<std::int64_t>(load->tenders.size());
  if (again.attempt != attempts + 1)
    return problem(409, "wrong_attempt",
                   "the last tender of " + again.load_id + " was number " + std::to_string(attempts));
  if (last == TenderState::offered)
    return problem(409, "tender_open", "tender " + tender_id(again.load_id, attempts) + " is not answered yet");
  if (last == TenderState::accepted)
    return problem(409, "load_accepted", "tender " + tender_id(again.load_id, attempts) + " was accepted");
  Commit commit;
  add_effect(commit, received);
  offer(again.load_id, *load, received.headers.idempotency_key, commit, io);
  return Write{std::move(commit), 201, again.load_id, std::to_string(again.attempt)};
}

void Loads::offer(const std::string& load_id, Load& load, std::string_view causation, Commit& commit, Io& io) {
  const auto attempt = static_cast<std::int64_t>(load.tenders.size()) + 1;
  const std::string carrier = tendered(load_id, attempt).carrier;
  const Instant until = io.now() + settings_.respond_within;
  load.tenders.push_back({carrier, until, TenderState::offered});
  const LoadPlan& plan = load.plan;
  TenderOffer question{load_id, attempt, plan.order_id, plan.location, plan.ship_to, plan.packages, until};
  errands_.add({tender_id(load_id, attempt), carrier, plan.order_id, std::string(causation), until},
               Payload::of(std::move(question)), commit);
  write(load_id, load, commit);
  wait(load_id, attempt, until, io);
}

void Loads::wait(const std::string& load_id, std::int64_t attempt, Instant until, Io& io) {
  const std::uint64_t tag = ++tags_;
  due_.emplace(tag, Due{load_id, attempt});
  io.arm(std::max(Duration{}, until - io.now()), tag);
}

// What a carrier says after its time is told as it is, with the moment, if it says yes: whoever gave the load to
// somebody else meanwhile has to know.
Outcome Loads::hear(const TenderAnswer& answer, const Received& received, Io& io) {
  Load* load = find(answer.load_id);
  if (load == nullptr) return unknown_load(answer.load_id);
  const bool made = answer.attempt >= 1 && answer.attempt <= static_cast<std::int64_t>(load->tenders.size());
  if (!made || load->tenders[static_cast<std::size_t>(answer.attempt - 1)].carrier != answer.carrier)
    return problem(409, "wrong_attempt",
                   "tender " + tender_id(answer.load_id, answer.attempt) + " was not made to " + answer.carrier);
  Tender& tender = load->tenders[static_cast<std::size_t>(answer.attempt - 1)];
  const std::string& cause = received.headers.idempotency_key;
  Commit commit;
  add_effect(commit, received);
  if (tender.state == TenderState::offered && io.now() > tender.respond_by) expire(answer.load_id, *load, commit, io);
  const bool late = tender.state != TenderState::offered;
  if (answer.accepted) {
    if (!late) tender.state = TenderState::accepted;
    accept(answer.load_id, *load, answer.attempt, cause, commit, io);
    if (!late) plan_milestones(answer.load_id, *load, cause, commit, io);
  } else if (!late) {
    decline(answer.load_id, *load, answer.reason, cause, commit, io);
  }
  errands_.drop(tender_id(answer.load_id, answer.attempt), commit);  // whoever answers has heard the question
  write(answer.load_id, *load, commit);
  const std::string state = late ? "late" : answer.accepted ? "accepted" : "declined";
  return Write{std::move(commit), 200, tender_id(answer.load_id, answer.attempt), state};
}

void Loads::accept(const std::string& load_id, Load& load, std::int64_t attempt, std::string_view causation,
                   Commit& commit, Io& io) {
  auto told = about<TmsTenderAccepted>(load_id, load, attempt);
  told.respond_by = load.tenders[static_cast<std::size_t>(attempt - 1)].respond_by;
  told.answered_at = io.now();
  tell(std::move(told), joined(tender_id(load_id, attempt), "/accepted"), load, causation, commit, io);
}

void Loads::decline(const std::string& load_id, Load& load, const std::string& reason, std::string_view causation,
                    Commit& commit, Io& io) {
  load.tenders.back().state = TenderState::declined;
  const auto attempt = static_cast<std::int64_t>(load.tenders.size());
  auto told = about<TmsTenderDeclined>(load_id, load, attempt);
  told.reason = reason;
  tell(std::move(told), joined(tender_id(load_id, attempt), "/declined"), load, causation, commit, io);
}

void Loads::expire(const std::string& load_id, Load& load, Commit& commit, Io& io) {
  load.tenders.back().state = TenderState::expired;
  const auto attempt = static_cast<std::int64_t>(load.tenders.size());
  auto told = about<TmsTenderExpired>(load_id, load, attempt);
  told.respond_by = load.tenders.back().respond_by;
  const std::string id = tender_id(load_id, attempt);
  tell(std::move(told), joined(id, "/expired"), load, id, commit, io);
  write(load_id, load, commit);
}

// What was promised is the plan.
void Loads::plan_milestones(const std::string& load_id, Load& load, std::string_view causation, Commit& commit,
                            Io& io) {
  for (const LoadPackage& package : load.plan.packages) {
    TmsMilestone told;
    told.milestone_id = joined(package.package_id, "/planned");
    told.load_id = load_id;
    told.package_id = package.package_id;
    told.order_id = load.plan.order_id;
    told.carrier = load.tenders.back().carrier;
    told.status = TrackingStatus::delivered;
    told.kind = MilestoneKind::planned;
    told.occurs_at = load.plan.deliver_by;
    told.recorded_at = io.now();
    std::string id = told.milestone_id;
    tell(std::move(told), std::move(id), load, causation, commit, io);
  }
}

Outcome Loads::record(const MilestoneReport& report, const Received& received, Io& io) {
  Load* load = find(report.load_id);
  if (load == nullptr) return unknown_load(report.load_id);
  Commit commit;
  add_effect(commit, received);
  TmsMilestone told{report.milestone_id,    report.load_id, report.package_id, load->plan.order_id, report.carrier,
                    report.tracking_number, report.status,  report.kind,       report.occurs_at,    report.recorded_at};
  tell(std::move(told), report.milestone_id, *load, received.headers.idempotency_key, commit, io);
  write(report.load_id, *load, commit);
  return Write{std::move(commit), 201, report.milestone_id, "recorded"};
}

Commit Loads::timer(std::uint64_t tag, Io& io) {
  Commit commit;
  if ((tag & Errands::tag_bit) != 0) {
    errands_.timer(tag, io);
    return commit;
  }
  const auto due = due_.extract(tag);
  if (due.empty()) return commit;
  Load* load = find(due.mapped().load_id);
  const bool last = load != nullptr && static_cast<std::int64_t>(load->tenders.size()) == due.mapped().attempt;
  if (!last || load->tenders.back().state != TenderState::offered) return commit;
  // A clock that was set back meanwhile: the moment is yet to come.
  if (io.now() < load->tenders.back().respond_by) {
    wait(due.mapped().load_id, due.mapped().attempt, load->tenders.back().respond_by, io);
    return commit;
  }
  expire(due.mapped().load_id, *load, commit, io);
  errands_.drop(tender_id(due.mapped().load_id, due.mapped().attempt), commit);
  return commit;
}

// A carrier that refuses the question has declined the load.
Commit Loads::answered(RequestId id, const Reply* reply, Io& io) {
  Commit commit;
  const auto end = errands_.answered(id, reply, commit, io);
  if (!end || !end->reply || end->reply->ok()) return commit;
  const auto& question = *end->body.as<TenderOffer>();
  Load* load = find(question.load_id);
  const bool last = load != nullptr && static_cast<std::int64_t>(load->tenders.size()) == question.attempt;
  if (last && load->tenders.back().state == TenderState::offered) {
    decline(question.load_id, *load, "refused", tender_id(question.load_id, question.attempt), commit, io);
    write(question.load_id, *load, commit);
  }
  return commit;
}

}  // namespace drydock
