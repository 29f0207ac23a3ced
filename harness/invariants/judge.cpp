#include "harness/invariants/judge.hpp"

#include <cassert>
#include <utility>

namespace drydock {

Judge::Judge(std::string_view id, const Courtroom& room) : room_(room), id_(id), pipeline_(room.seat("pipeline")) {
  assert(room.directory != nullptr && room.plan != nullptr && room.evidence != nullptr);
}

const std::string& Judge::name_of_seat(SeatIndex seat) const {
  static const std::string none;
  return seat < room_.directory->size() ? (*room_.directory)[seat].name : none;
}

Finding Judge::finding(Charge charge) const {
  Finding finding;
  finding.invariant = id_;
  finding.sentence = std::move(charge.sentence);
  finding.expected = std::move(charge.expected);
  finding.actual = std::move(charge.actual);
  finding.seat = std::move(charge.seat);
  finding.party = charge.party.empty() ? pipeline_name() : std::move(charge.party);
  finding.flow = std::move(charge.flow);
  finding.clause = std::move(charge.clause);
  finding.nearest = std::move(charge.nearest);
  finding.keys = std::move(charge.keys);
  if (!charge.order.empty()) finding.keys.push_back(charge.order);
  finding.order = std::move(charge.order);
  finding.item = std::move(charge.item);
  finding.faults = std::move(charge.faults);
  finding.keyword = std::move(charge.keyword);
  finding.pointer = std::move(charge.pointer);
  finding.record = charge.record;
  return finding;
}

void Judge::charge(Findings& findings, const Record& record, Charge charge) const {
  Finding made = finding(std::move(charge));
  if (made.seat.empty()) made.seat = name_of_seat(record.from);
  if (made.flow.empty() && record.message != nullptr) made.flow = record.message->flow;
  if (made.record == 0) made.record = record.n;
  made.at = record.t;
  findings.add(std::move(made));
}

void Judge::charge(Findings& findings, Instant at, Charge charge) const {
  Finding made = finding(std::move(charge));
  if (made.seat.empty()) made.seat = made.party;
  made.at = at;
  findings.add(std::move(made));
}

}  // namespace drydock
