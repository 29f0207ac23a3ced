#include "contracts/checker.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/codec.hpp"
#include "contracts/schema/schema.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

Schema compiled(const std::string& path) {
  const auto source = [](const std::string& uri) { return contract_set().schema(uri); };
  const CompiledSchema result =
      Schema::compile(*contract_set().document(path), std::string(contract_base) + path, source);
  for (const SchemaError& error : result.errors) ADD_FAILURE() << error.where << ": " << error.message;
  return *result.schema;
}

std::string told(const std::vector<ContractFailure>& failures) {
  std::string all;
  for (const ContractFailure& failure : failures) all += failure.keyword + " at " + failure.pointer + "\n";
  return all;
}

std::string told(const std::string& prefix, const std::vector<Failure>& failures) {
  std::string all;
  for (const Failure& failure : failures) all += failure.keyword + " at " + prefix + failure.instance + "\n";
  return all;
}

// Everything that is wrong with a sample, by the schemas that are meant for it.
std::string wrong_with(const Sample& sample) {
  if (sample.part == MessagePart::event && sample.path.starts_with("e")) {  // events/ and envelope/: whole CloudEvents
    static const Schema envelope = compiled("envelope/v1/schema.json"),
                        headers = compiled("envelope/v1/delivery.schema.json");
    if (sample.path.find("/delivery.") != std::string_view::npos) return told("", headers.failures(*sample.message));
    std::string all = told("", envelope.failures(*sample.message));
    if (sample.type != nullptr)
      all +=
          told("/data", compiled(schema_path(*sample.type, MessagePart::event)).failures(sample.message->at("data")));
    return all;
  }
  const MessageType& any = message_types().front();
  return told(
      "", compiled(schema_path(sample.type != nullptr ? *sample.type : any, sample.part)).failures(*sample.message));
}

const Json& body_of(const Sample& sample) {
  return sample.part == MessagePart::event ? sample.message->at("data") : *sample.message;
}

TEST(ContractChecker, HasACompiledSchemaOfEveryMessage) {
  for (const std::string& error : CompiledContracts::embedded()->errors()) ADD_FAILURE() << error;
}

TEST(ContractChecker, FindsNothingWrongWithAnyExample) {
  for (const Sample& sample : contract_set().samples())
    if (!sample.counter) EXPECT_EQ(wrong_with(sample), "") << sample.path;
}

TEST(ContractChecker, FindsExactlyWhatEachCounterexampleNames) {
  for (const Sample& sample : contract_set().samples())
    if (sample.counter) EXPECT_EQ(wrong_with(sample), sample.keyword + " at " + sample.pointer + "\n") << sample.path;
}

TEST(ContractChecker, SaysTheSameOfTypedAndRawBodies) {
  ContractChecker checker;
  std::uint64_t typed = 0;
  for (const Sample& sample : contract_set().samples()) {
    if (sample.type == nullptr) continue;
    const std::string raw = told(checker.check(*sample.type, sample.part, Payload::raw(body_of(sample).dump())));
    const Type& type = sample.part == MessagePart::reply ? *sample.type->reply : *sample.type->body;
    const Decoded decoded = decode(type, body_of(sample));
    if (!decoded) continue;  // what the struct cannot hold
    ++typed;
    EXPECT_EQ(told(checker.check(*sample.type, sample.part, decoded.payload)), raw) << sample.path;
  }
  EXPECT_GT(typed, 100U);
}

TEST(ContractChecker, TellsWhereAndWhyATypedBodyFails) {
  WmsShipped shipped{"O-1-F1-S1", "O-1-F1",  "O-1",
                     "wms-east",  Instant{}, {{"O-1-F1-P1", "carrier-fast", "T 1", {{"1", "SKU-1", 1}}}}};
  ContractChecker checker;
  const auto failures = checker.check(message_of<WmsShipped>(), MessagePart::event, Payload::of(shipped));
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].keyword, "pattern");
  EXPECT_EQ(failures[0].pointer, "/packages/0/tracking_number");
  EXPECT_NE(failures[0].schema.find("common/v1/schema.json#/definitions/id"), std::string::npos) << failures[0].schema;
  EXPECT_FALSE(failures[0].message.empty());
}

TEST(ContractChecker, CountsWhatItChecksAndWhatIsBroken) {
  ContractChecker checker;
  const auto check = [&](Payload body) {
    return told(checker.check(message_of<LabelBuy>(), MessagePart::reply, std::move(body)));
  };
  EXPECT_EQ(check(Payload::of(Label{"LB-1", "P-1", "carrier-fast", "T-1", {845, "USD"}})), "");
  EXPECT_EQ(check(Payload::raw("<label/>")), "type at \n");
  EXPECT_EQ(checker.checks(), 2U);
  EXPECT_EQ(checker.broken(), 1U);
}

TEST(ContractChecker, IgnoresPropertiesThatAContractDoesNotKnow) {
  ContractChecker checker;
  const char* body = R"({"fulfillment_id": "F-1", "order_id": "O-1", "location": "wms-east", "dock": 7})";
  EXPECT_EQ(told(checker.check(message_of<WmsOrderAccepted>(), MessagePart::event, Payload::raw(body))), "");
}

TEST(ContractChecker, ChecksProblemsWhateverTheOperation) {
  ContractChecker checker;
  Problem problem{.title = "Gone", .status = 409, .code = "reservation_gone", .detail = "it has expired"};
  EXPECT_EQ(told(checker.check(message_of<LabelBuy>(), MessagePart::problem, Payload::of(problem))), "");
  problem.code = "Gone!";
  EXPECT_EQ(told(checker.check(message_of<LabelBuy>(), MessagePart::problem, Payload::of(problem))),
            "pattern at /code\n");
}

}  // namespace
}  // namespace drydock
