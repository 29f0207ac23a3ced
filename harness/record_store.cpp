#include "harness/record_store.hpp"

namespace drydock {

KeptRecord::KeptRecord(const Record& record)
    : facts_(record),
      type_(record.type),
      key_(record.key),
      id_(record.id),
      delivery_(record.delivery),
      correlation_(record.correlation),
      causation_(record.causation),
      idempotency_(record.idempotency),
      partition_(record.partition),
      token_(record.token),
      signature_(record.signature),
      fault_(record.fault),
      detail_(record.detail),
      body_(record.body == nullptr ? Payload() : *record.body),
      has_body_(record.body != nullptr) {}

Record KeptRecord::record() const {
  Record record = facts_;
  record.type = type_;
  record.key = key_;
  record.id = id_;
  record.delivery = delivery_;
  record.correlation = correlation_;
  record.causation = causation_;
  record.idempotency = idempotency_;
  record.partition = partition_;
  record.token = token_;
  record.signature = signature_;
  record.fault = fault_;
  record.detail = detail_;
  record.body = has_body_ ? &body_ : nullptr;
  return record;
}

void RecordStore::tell(Tap& listener) const {
  for (const KeptRecord& kept : kept_) listener.see(kept.record());
}

}  // namespace drydock
