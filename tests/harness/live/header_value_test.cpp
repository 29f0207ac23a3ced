#include "harness/live/header_value.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace drydock::live {
namespace {

TEST(HeaderValue, OrdinaryIdsStayAsTheyAre) {
  for (const char* id : {"", "O-1", "O-1/placed~2", "100%", "a%41b", "two words", "\"quoted\""}) {
    EXPECT_EQ(encode_header_value(id), id);
    EXPECT_EQ(decode_header_value(id), id);
  }
}

TEST(HeaderValue, NothingEndsAHeaderAndBeginsAnother) {
  EXPECT_EQ(encode_header_value("a\r\nauthorization: b"), "a%0D%0Aauthorization: b");
  EXPECT_EQ(encode_header_value(std::string_view("a\0b", 3)), "a%00b");
  EXPECT_EQ(encode_header_value("\xc3\xa9"), "%C3%A9");
  EXPECT_EQ(encode_header_value(" a b "), "%20a b%20");
  EXPECT_EQ(encode_header_value("a%0Ab"), "a%250Ab");
}

RC_GTEST_PROP(HeaderValue, RoundTripsAndIsSendable, (const std::string& id)) {
  const std::string value = encode_header_value(id);
  RC_ASSERT(decode_header_value(value) == id);
  RC_ASSERT(value.size() > longest_header_value || unsendable_header({{"id", value}}).empty());
}

RC_GTEST_PROP(HeaderValue, RoundTripsWhatLooksEncoded, ()) {
  const auto id = *rc::gen::container<std::string>(rc::gen::element('%', '0', '2', '5', 'A', 'D', ' ', '\n', 'x'));
  RC_ASSERT(decode_header_value(encode_header_value(id)) == id);
}

TEST(HeaderValue, WhatIsNotSentIsSaidByNameAlone) {
  EXPECT_EQ(unsendable_header({{"a", "fine"}}), "");
  EXPECT_EQ(unsendable_header({{"a", "fine"}, {"authorization", "secret\nx"}}),
            "header authorization has a control character");
  EXPECT_EQ(unsendable_header({{"idempotency-key", std::string(1025, 'x')}}),
            "header idempotency-key has 1025 bytes; at most 1024 are sent");
}

}  // namespace
}  // namespace drydock::live
