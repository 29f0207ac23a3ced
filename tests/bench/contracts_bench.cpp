// A contract check of each message type's example: typed, and from its bytes.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "contracts/checker.hpp"
#include "contracts/codec.hpp"

namespace drydock {
namespace {

const Sample* example_of(std::string_view name) {
  for (const Sample& sample : contract_set().samples())
    if (!sample.counter && sample.type != nullptr && sample.type->name == name && sample.part == MessagePart::event)
      return &sample;
  return nullptr;
}

void checked(benchmark::State& state, const MessageType& type, const Payload& body) {
  ContractChecker checker;
  for (auto _ : state) benchmark::DoNotOptimize(checker.check(type, MessagePart::event, body));
  state.SetItemsProcessed(state.iterations());
}

void typed(benchmark::State& state, const char* name) {
  const Sample* sample = example_of(name);
  const Decoded decoded = decode(*sample->type->body, sample->message->at("data"));
  checked(state, *sample->type, decoded.payload);
}

void bytes(benchmark::State& state, const char* name) {
  const Sample* sample = example_of(name);
  const std::string text = sample->message->at("data").dump();
  checked(state, *sample->type, Payload::raw(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK_CAPTURE(typed, order_placed, "commerce.order.placed");
BENCHMARK_CAPTURE(bytes, order_placed, "commerce.order.placed");
BENCHMARK_CAPTURE(typed, shipped, "wms.shipped");
BENCHMARK_CAPTURE(bytes, shipped, "wms.shipped");
BENCHMARK_CAPTURE(typed, tracking_updated, "carrier.tracking.updated");
BENCHMARK_CAPTURE(bytes, tracking_updated, "carrier.tracking.updated");

}  // namespace
}  // namespace drydock
