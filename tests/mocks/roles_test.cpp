#include "mocks/roles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace drydock {
namespace {

TEST(Roles, AreSortedUniqueAndFound) {
  const auto rows = role_rows();
  EXPECT_TRUE(
      std::is_sorted(rows.begin(), rows.end(), [](const RoleRow& a, const RoleRow& b) { return a.name < b.name; }));
  std::set<std::string_view> names;
  for (const RoleRow& row : rows) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(find_role(row.name), &row);
    EXPECT_FALSE(row.summary.empty());
    EXPECT_EQ(row.make == nullptr, row.name == "pipeline");
  }
  EXPECT_EQ(find_role("nobody"), nullptr);
}

TEST(Roles, ServeAndPublishWhatTheContractBookHas) {
  std::set<std::string_view> known;
  for (const RoleRow& row : role_rows()) {
    for (const std::string_view name : row.serves) {
      const MessageType* message = find_message(name);
      ASSERT_NE(message, nullptr) << name;
      EXPECT_EQ(message->kind, MessageKind::operation) << name;
      known.insert(name);
    }
    for (const std::string_view name : row.publishes) {
      const MessageType* message = find_message(name);
      ASSERT_NE(message, nullptr) << name;
      EXPECT_EQ(message->kind, MessageKind::event) << name;
      EXPECT_EQ(message->role, row.name) << name;
    }
    EXPECT_TRUE(std::is_sorted(row.serves.begin(), row.serves.end())) << row.name;
    EXPECT_TRUE(std::is_sorted(row.publishes.begin(), row.publishes.end())) << row.name;
  }
  for (const MessageType& message : message_types()) {
    const RoleRow* row = find_role(message.role);
    ASSERT_NE(row, nullptr) << message.role;
    const bool operation = message.kind == MessageKind::operation;
    if (operation) EXPECT_TRUE(known.contains(message.name)) << "no role serves " << message.name;
    // Our warehouse refuses an order at once, with 422; a real one may take it and reject it later.
    if (message.name == "wms.order.rejected") continue;
    const auto& own = operation ? row->serves : row->publishes;
    EXPECT_TRUE(std::binary_search(own.begin(), own.end(), message.name)) << message.role << ": " << message.name;
  }
}

TEST(Roles, EachMockIsMade) {
  const Directory directory(std::vector<Seat>{{"x", "wms"}});
  for (const RoleRow& row : role_rows())
    if (row.make != nullptr) EXPECT_NE(row.make()(SeatConfig{0, &directory}), nullptr) << row.name;
}

}  // namespace
}  // namespace drydock
