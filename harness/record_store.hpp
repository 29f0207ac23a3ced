// Records kept whole, to be judged later: of a live run, of which there is no second.
#pragma once
#include <deque>
#include <string>

#include "sim/record.hpp"

namespace drydock {

/// A record with its own copies of what Record only refers to.
class KeptRecord {
 public:
  explicit KeptRecord(const Record&);
  /// The record again; its strings are valid while this object lives and is not moved.
  Record record() const;

 private:
  Record facts_;
  std::string type_, key_, id_, delivery_, correlation_, causation_, idempotency_, partition_, token_, signature_,
      fault_, detail_;
  Payload body_;
  bool has_body_ = false;
};

class RecordStore : public Tap {
 public:
  void see(const Record& record) override { kept_.emplace_back(record); }
  /// Hands all of them to a tap, in order.
  void tell(Tap& listener) const;
  std::size_t size() const { return kept_.size(); }

 private:
  std::deque<KeptRecord> kept_;
};

}  // namespace drydock
