#include "sim/record.hpp"

#include <gtest/gtest.h>

#include <set>

#include "sim/record_hash.hpp"

namespace drydock {
namespace {

TEST(RecordKind, HasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(RecordKind::violation); ++i)
    EXPECT_TRUE(names.insert(to_string(static_cast<RecordKind>(i))).second);
  EXPECT_EQ(to_string(RecordKind::call), "call");
  EXPECT_EQ(to_string(RecordKind::recover), "recover");
}

TEST(RecordHash, EveryFieldCounts) {
  std::set<std::uint64_t> hashes;
  const Record plain;
  const Payload body = Payload::raw("x");
  const auto add = [&](auto change) {
    Record record = plain;
    change(record);
    EXPECT_TRUE(hashes.insert(hash_record(0, record)).second);
  };
  add([](Record&) {});
  add([](Record& r) { r.n = 1; });
  add([](Record& r) { r.t = {1}; });
  add([](Record& r) { r.kind = RecordKind::ok; });
  add([](Record& r) { r.from = 1; });
  add([](Record& r) { r.to = 1; });
  add([](Record& r) { r.type = "x"; });
  add([](Record& r) { r.key = "x"; });
  add([](Record& r) { r.id = "x"; });
  add([](Record& r) { r.request.counter = 1; });
  add([](Record& r) { r.delivery = "x"; });
  add([](Record& r) { r.correlation = "x"; });
  add([](Record& r) { r.causation = "x"; });
  add([](Record& r) { r.idempotency = "x"; });
  add([](Record& r) { r.partition = "x"; });
  add([](Record& r) { r.sequence = 1; });
  add([](Record& r) { r.attempt = 1; });
  add([](Record& r) { r.status = 1; });
  add([](Record& r) { r.fault = "x"; });
  add([](Record& r) { r.detail = "x"; });
  add([&](Record& r) { r.body = &body; });
}

}  // namespace
}  // namespace drydock
