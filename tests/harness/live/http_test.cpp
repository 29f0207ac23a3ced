#include "harness/live/http.hpp"

#include <gtest/gtest.h>

namespace drydock::live {
namespace {

TEST(Url, IsTakenApart) {
  Url url;
  ASSERT_TRUE(parse_url("http://127.0.0.1:8080/api/", url));
  EXPECT_EQ(url.host, "127.0.0.1");
  EXPECT_EQ(url.port, 8080);
  EXPECT_EQ(url.path, "/api");
  ASSERT_TRUE(parse_url("http://localhost", url));
  EXPECT_EQ(url.port, 80);
  EXPECT_EQ(url.path, "");
}

TEST(Url, RefusesWhatIsNone) {
  Url url;
  for (const char* text :
       {"", "127.0.0.1:80", "https://a", "ftp://a", "http://", "http://:80", "http://a:0", "http://a:99999",
        "http://a:x", "http://a/\r\nb: c", "http://user@a", "http://a/b?c=d", "http://a/#x", "http://a b"})
    EXPECT_FALSE(parse_url(text, url)) << text;
}

TEST(Headers, AreFoundByLowerCaseName) {
  HttpRequest request;
  request.headers = {{"a", "1"}, {"b", "2"}};
  EXPECT_EQ(request.header("b"), "2");
  EXPECT_EQ(request.header("c"), "");
}

TEST(Requests, MayBeRepeatedWhereThePeerCanTell) {
  HttpRequest request;
  EXPECT_FALSE(is_repeatable(request));
  request.headers = {{"idempotency-key", "R-1"}};
  EXPECT_TRUE(is_repeatable(request));
  request.headers = {{"webhook-id", "R-1/held~1"}};
  EXPECT_TRUE(is_repeatable(request));
  request = {"GET", "/v1/order", {}, {}};
  EXPECT_TRUE(is_repeatable(request));
}

}  // namespace
}  // namespace drydock::live
