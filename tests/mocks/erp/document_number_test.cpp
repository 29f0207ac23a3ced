#include "mocks/erp/document_number.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace drydock {
namespace {

TEST(DocumentNumber, IsReadableWhereTheKeyIsAnIdentifier) {
  EXPECT_EQ(document_number("invoice.create", "O-1-F1-S1"), "invoice.create/O-1-F1-S1");
}

TEST(DocumentNumber, IsAnIdentifierWhateverTheKey) {
  const std::regex identifier("[A-Za-z0-9][A-Za-z0-9._:/~-]{0,63}");
  for (const std::string& key :
       {std::string(), std::string("~x"), std::string(300, 'k'), std::string("a b\r\nc"), std::string("caf\xc3\xa9")}) {
    const std::string number = document_number("goods_receipt.post", key);
    EXPECT_TRUE(std::regex_match(number, identifier)) << number;
    EXPECT_EQ(number, document_number("goods_receipt.post", key));
  }
}

TEST(DocumentNumber, DiffersWhereKeysOrOperationsDiffer) {
  EXPECT_NE(document_number("invoice.create", "a b"), document_number("invoice.create", "a c"));
  EXPECT_NE(document_number("invoice.create", "a b"), document_number("goods_issue.post", "a b"));
}

}  // namespace
}  // namespace drydock
