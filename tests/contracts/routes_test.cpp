#include "contracts/routes.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

TEST(Routes, FollowOneRule) {
  for (const Route& route : routes()) {
    if (route.operation == nullptr) {
      EXPECT_EQ(route.method + " " + route.path, "POST /v1/events");
      continue;
    }
    std::string path = "/v1/" + std::string(route.operation->name);
    std::replace(path.begin(), path.end(), '.', '/');
    const bool ready = route.operation->name == "ready.get";
    EXPECT_EQ(route.method + " " + route.path, ready ? "GET /ready" : "POST " + path);
  }
}

TEST(Routes, OfferEveryOperationAtTheRoleOfTheBook) {
  for (const MessageType& message : message_types()) {
    if (message.kind == MessageKind::operation) EXPECT_NE(find_route(message.role, message), nullptr) << message.name;
  }
}

TEST(Routes, NameEachOperationOfARoleOnce) {
  std::set<std::pair<std::string, const MessageType*>> seen;
  for (const Route& route : routes())
    EXPECT_TRUE(seen.emplace(route.role, route.operation).second) << route.role << " " << route.path;
}

TEST(Routes, LetSeveralRolesServeOneList) {
  const MessageType& orders = *find_message("order.list");
  EXPECT_NE(find_route("commerce", orders), nullptr);
  EXPECT_NE(find_route("erp", orders), nullptr);
  ASSERT_NE(find_route("pipeline", orders), nullptr);
  EXPECT_TRUE(find_route("pipeline", orders)->optional);
  EXPECT_EQ(find_route("tms", orders), nullptr);
}

TEST(Routes, OnlyThePipelineTakesEvents) {
  ASSERT_NE(find_intake("pipeline"), nullptr);
  EXPECT_EQ(find_intake("wms"), nullptr);
}

TEST(Routes, TellMistakesWithTheirPlace) {
  const auto errors = [](const char* yaml) { return read_routes("wms", yaml).errors; };
  EXPECT_EQ(
      errors("paths:\n  /v1/x:\n    post:\n      operationId: stock.lst\n"),
      std::vector<std::string>{"openapi/wms.yaml:4:7: operationId `stock.lst` is no operation of the contract book"});
  EXPECT_EQ(errors("openapi: 3.1.0\n"), std::vector<std::string>{"openapi/wms.yaml:1:1: expected a map `paths`"});
  EXPECT_EQ(errors("paths: [").size(), 1U);
}

}  // namespace
}  // namespace drydock
