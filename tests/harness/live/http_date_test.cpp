#include "harness/live/http_date.hpp"

#include <gtest/gtest.h>

#include <string>

namespace drydock::live {
namespace {

TEST(HttpDate, AllThreeFormsOfTheStandardAreOneMoment) {
  for (const char* text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    EXPECT_EQ(parse_http_date(text), 784111777) << text;
}

TEST(HttpDate, AnythingElseIsNone) {
  for (const char* text : {"", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 GMT and more",
                           "Sun, 99 Nov 1994 08:49:37 GMT", "tomorrow"})
    EXPECT_FALSE(parse_http_date(text)) << text;
  EXPECT_FALSE(parse_http_date(std::string(100'000, ' ')));
  EXPECT_FALSE(parse_http_date(std::string_view("Sun, 06 Nov 1994 08:49:37 GMT\0x", 31)));
}

}  // namespace
}  // namespace drydock::live
