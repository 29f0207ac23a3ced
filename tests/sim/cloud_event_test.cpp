#include "sim/cloud_event.hpp"

#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

TEST(CloudEvent, APublicationComesBackWhole) {
  Publication made = *testing::placed("O-1", 3, "key");
  made.headers.trace = {1, 2, 3};
  const ReadEvent read = read_event(write_event(envelope_of(made, "commerce"), made.data));
  ASSERT_TRUE(read) << read.error;
  EXPECT_EQ(read.envelope.source, "/seats/commerce");
  const auto back = publication_of(read);
  EXPECT_EQ(back->type, made.type);
  EXPECT_EQ(*back->data.as<OrderPlaced>(), *made.data.as<OrderPlaced>());
  EXPECT_EQ(back->id, made.id);
  EXPECT_EQ(back->subject, made.subject);
  EXPECT_EQ(back->partition_key, "key");
  EXPECT_EQ(back->sequence, 3);
  EXPECT_EQ(back->occurred, made.occurred);
  EXPECT_EQ(back->headers.correlation_id, made.headers.correlation_id);
  EXPECT_EQ(back->headers.causation_id, made.headers.causation_id);
  EXPECT_EQ(back->headers.trace, made.headers.trace);
}

TEST(CloudEvent, NoTraceIsNoTraceparent) {
  EXPECT_EQ(to_traceparent({}), "");
  EXPECT_EQ(to_traceparent({1, 2, 3}), "00-00000000000000010000000000000002-0000000000000003-01");
  EXPECT_EQ(parse_traceparent("00-00000000000000010000000000000002-0000000000000003-01"), (Trace{1, 2, 3}));
}

}  // namespace
}  // namespace drydock
