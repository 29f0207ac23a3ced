// The loads of the TMS: planned, offered to one carrier after the other, and followed to the door.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "mocks/common/desk.hpp"
#include "mocks/common/errands.hpp"
#include "mocks/tms/load.hpp"
#include "mocks/tms/settings.hpp"

namespace drydock {

class Loads {
 public:
  Loads(const TmsSettings& settings, const Directory& directory) : settings_(settings), errands_(directory) {}

  bool restore(std::string_view key, const Payload&);
  void resume(Io&);

  Outcome plan(const LoadPlan&, const Received&, Io&);
  Outcome retender(const LoadRetender&, const Received&, Io&);
  Outcome hear(const TenderAnswer&, const Received&, Io&);
  Outcome record(const MilestoneReport&, const Received&, Io&);

  void committed(Ticket ticket) { errands_.committed(ticket); }
  void stored(Ticket ticket, Io& io) { errands_.stored(ticket, io); }
  /// What a timer or an answer leads to; empty if nothing.
  Commit timer(std::uint64_t tag, Io&);
  Commit answered(RequestId, const Reply*, Io&);

  /// The answer to load.plan and load.retender: which carrier is asked at that attempt.
  LoadTendered tendered(const std::string& load_id, std::int64_t attempt) const;

 private:
  struct Due {
    std::string load_id;
    std::int64_t attempt = 1;
  };
  Load* find(std::string_view load_id);
  void offer(const std::string& load_id, Load&, std::string_view causation, Commit&, Io&);
  void wait(const std::string& load_id, std::int64_t attempt, Instant until, Io&);
  void decline(const std::string& load_id, Load&, const std::string& reason, std::string_view causation, Commit&, Io&);
  void expire(const std::string& load_id, Load&, Commit&, Io&);
  void accept(const std::string& load_id, Load&, std::int64_t attempt, std::string_view causation, Commit&, Io&);
  void plan_milestones(const std::string& load_id, Load&, std::string_view causation, Commit&, Io&);
  static void write(const std::string& load_id, const Load&, Commit&);

  const TmsSettings& settings_;
  Errands errands_;
  std::map<std::string, Load, std::less<>> loads_;
  std::map<std::uint64_t, Due> due_;  ///< by timer tag
  std::uint64_t tags_ = 0;
};

}  // namespace drydock
