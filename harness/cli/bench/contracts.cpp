// Contract checks of one shipment event of about 1.5 KB: typed, over JSON, and by ajv in the same run.
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/checker.hpp"
#include "contracts/codec.hpp"
#include "harness/cli/bench/measurement.hpp"
#include "harness/cli/bench/stopwatch.hpp"

namespace drydock::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Four packages of several lines each: 1.5 KB as JSON.
WmsShipped shipment() {
  WmsShipped made{"O-000123-F1-S1", "O-000123-F1", "O-000123", "wms-east", {1'795'795'200'000'000}, {}};
  for (int package = 1; package <= 4; ++package) {
    ShippedPackage& one = made.packages.emplace_back();
    one.package_id = fmt::format("O-000123-F1-P{}", package);
    one.carrier = "carrier-ground";
    one.tracking_number = fmt::format("1Z999AA1012345678{}", package);
    for (int line = 1; line <= 5; ++line)
      one.lines.push_back({std::to_string(line), fmt::format("ITEM-{:04}", 100 * package + line), line});
  }
  return made;
}

std::size_t broken(ContractChecker& checker, const MessageType& type, const Payload& body) {
  return checker.check(type, MessagePart::event, body).size();
}

/// A folder that goes away with what is in it.
class Workbench {
 public:
  Workbench() : path_((std::filesystem::temp_directory_path() / "drydock-bench-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;
  ~Workbench() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  std::string put(const std::string& name, const std::string& text) const {
    const std::string path = path_ + "/" + name;
    std::ofstream(path) << text;
    return path;
  }

 private:
  std::string path_;
};

std::string quoted(const std::string& word) {
  std::string made = "'";
  for (const char c : word) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return made + "'";
}

/// The schema and all it refers to, by URI.
Json schemas(const MessageType& type) {
  const ContractSet& set = contract_set();
  Json all = Json::object();
  for (const char* path : {"common/v1/schema.json"})
    if (const auto* document = set.document(path)) all[std::string(contract_base) + path] = *document;
  all[schema_uri(type, MessagePart::event)] = *set.schema(type, MessagePart::event);
  return all;
}

/// Nanoseconds: of a check of the parsed document, and of parsing and checking. Empty if the script says nothing.
std::vector<double> by_ajv(const std::string& script, const MessageType& type, const std::string& event) {
  const Workbench bench;
  const std::string command = fmt::format(
      "node {} {} {} {} 2>/dev/null", quoted(script), quoted(bench.put("schemas.json", schemas(type).dump())),
      quoted(schema_uri(type, MessagePart::event)), quoted(bench.put("event.json", event)));
  FILE* said = popen(command.c_str(), "r");
  if (said == nullptr) return {};
  double parsed = 0, whole = 0;
  const int got = std::fscanf(said, "%lf %lf", &parsed, &whole);
  pclose(said);
  return got == 2 ? std::vector<double>{parsed, whole} : std::vector<double>{};
}

Measurement rate(std::string name, double nanoseconds, std::string note) {
  return {std::move(name), 1e9 / nanoseconds, "checks/s", {}, true, std::move(note)};
}

}  // namespace

std::vector<Measurement> measure_contracts(const BenchTools& tools) {
  tools.telling("contract checks");
  const MessageType& type = message_of<WmsShipped>();
  const Payload typed = Payload::of(shipment());
  const std::string event = to_json(typed);
  const Payload raw = Payload::raw(event);
  ContractChecker checker;
  if (broken(checker, type, typed) + broken(checker, type, raw) > 0)
    return {{"contracts.typed", {}, "checks/s", {}, true, "the event that is checked breaks its contract"}};
  const double as_value = nanoseconds_of([&] { broken(checker, type, typed); });
  const double as_json = nanoseconds_of([&] { broken(checker, type, raw); });
  std::vector<Measurement> all{
      rate("contracts.typed", as_value, fmt::format("of a value, which is {} bytes as JSON", event.size())),
      rate("contracts.json", as_json, "of the bytes: parsed and checked")};
  const auto ajv = tools.ajv.empty() ? std::vector<double>{} : by_ajv(tools.ajv, type, event);
  if (ajv.empty()) {
    const char* why = tools.ajv.empty() ? "--ajv names no script" : "the script said nothing: is node there, and ajv?";
    all.push_back({"contracts.json_over_ajv", {}, "ratio", {}, false, why});
    return all;
  }
  all.push_back(rate("contracts.ajv_parsed", ajv[0], "ajv, of a parsed document"));
  all.push_back(rate("contracts.ajv", ajv[1], "ajv, of the bytes: JSON.parse and a check"));
  all.push_back({"contracts.typed_over_ajv", as_value / ajv[0], "ratio", 1, false,
                 "time: a value here, a parsed document there"});
  all.push_back({"contracts.json_over_ajv", as_json / ajv[1], "ratio", 1, false, "time: bytes here, bytes there"});
  return all;
}

}  // namespace drydock::cli
