#include "harness/scenario/loader.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "harness/scenario/checks.hpp"
#include "harness/scenario/data_files.hpp"
#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

void read_format(Reading& reading, const Node& node) {
  const auto format = reading.integer(node, "format", 1, 1'000'000);
  if (!format || *format == 1) return;
  Mistake& mistake = reading.wrong(node.at, "format " + node.text + " is not known to this version of drydock");
  mistake.found = node.text;
  mistake.expected = "1";
}

void read_name(Reading& reading, const Node& node, Scenario& scenario) {
  if (const auto name = reading.name(node, "scenario")) scenario.name = {*name, node.at};
}

void read_audit(Reading& reading, const Node& node, Scenario& scenario) {
  if (node.kind == Node::Kind::scalar && node.text == "none") {
    scenario.audit.reset();
  } else if (const auto interval = reading.positive(node, "audit")) {
    scenario.audit = *interval;
  }
}

Scenario read_scenario(Reading& reading, const Node& root, const std::string& file, const Vocabulary& vocabulary,
                       const FindScenario& find) {
  Scenario scenario;
  scenario.file = file;
  const Keys keys(reading, root, scenario_section("scenario"));
  if (!keys) return scenario;
  if (const Node* node = keys["format"]) read_format(reading, *node);
  if (const Node* node = keys["scenario"]) read_name(reading, *node, scenario);
  if (const Node* node = keys["story"])
    if (const auto story = reading.text(*node, "story")) scenario.story = *story;
  if (const Node* node = keys["seed"])
    if (const auto seed = reading.integer(*node, "seed", 0, 999'999'999'999'999))
      scenario.seed = static_cast<std::uint64_t>(*seed);

  const std::size_t before = reading.count();
  const Node* clock = keys["clock"];
  const Node* enterprise = keys["enterprise"];
  const Node* demand = keys["demand"];
  if (clock != nullptr) read_clock(reading, *clock, scenario);
  if (enterprise != nullptr) read_enterprise(reading, *enterprise, scenario);
  if (demand != nullptr) read_demand(reading, *demand, scenario);
  if (reading.count() == before) {
    DataFiles files(reading, find, file);
    read_data(files, scenario);
  }
  // What follows is checked against the seats and the run; with those unknown it would only be told what is not so.
  const bool grounded = reading.count() == before && clock != nullptr && enterprise != nullptr && demand != nullptr;

  if (const Node* node = keys["pipeline"]) read_pipeline(reading, *node, scenario);
  if (const Node* node = keys["orders"]) read_orders(reading, *node, scenario, vocabulary);
  if (const Node* node = keys["operations"]) read_operations(reading, *node, scenario);
  if (const Node* node = keys["transfers"]) read_transfers(reading, *node, scenario);
  if (const Node* node = keys["lots"]) read_lots(reading, *node, scenario);
  if (const Node* node = keys["master_data"]) read_master_data(reading, *node, scenario);
  if (const Node* node = keys["channels"]) read_channels(reading, *node, scenario);
  if (const Node* node = keys["faults"]) read_faults(reading, *node, scenario, vocabulary);
  add_batches(scenario);
  if (const Node* node = keys["bounds"]) read_bounds(reading, *node, scenario.bounds);
  if (const Node* node = keys["audit"]) read_audit(reading, *node, scenario);
  if (const Node* node = keys["expect"]) read_expect(reading, *node, scenario, vocabulary);
  if (grounded) check_scenario(reading, scenario, vocabulary);
  return scenario;
}

// The document as it comes out under these choices; mistakes in file order.
LoadedScenario load_document(const Document& document, const std::string& file, const Vocabulary& vocabulary,
                             const FindScenario& find) {
  if (!document.mistakes.empty()) return {std::nullopt, document.mistakes};
  Reading reading(document.sources);
  Scenario scenario = read_scenario(reading, document.root, file, vocabulary, find);
  scenario.sources = reading.sources();
  LoadedScenario loaded;
  loaded.mistakes = reading.take();
  if (loaded.mistakes.empty()) loaded.scenario = std::move(scenario);
  return loaded;
}

// What is wrong with a profile shows before anybody asks for it.
void check_profile(std::string_view text, const std::string& file, const Vocabulary& vocabulary,
                   const DocumentChoices& choices, const std::string& profile, std::vector<Mistake>& mistakes) {
  const Document document = read_document(text, file, {choices.find, profile, {}, choices.data});
  LoadedScenario loaded = load_document(document, file, vocabulary, choices.data);
  for (Mistake& mistake : loaded.mistakes) {
    const bool told = std::any_of(mistakes.begin(), mistakes.end(),
                                  [&](const Mistake& other) { return to_string(other) == to_string(mistake); });
    if (told) continue;
    // Where it stands may be far from the profile that makes it one.
    if (document.mistakes.empty()) mistake.message = "with profile `" + profile + "`: " + mistake.message;
    mistakes.push_back(std::move(mistake));
  }
}

}  // namespace

LoadedScenario load_scenario(std::string_view text, const std::string& file, const Vocabulary& vocabulary,
                             const DocumentChoices& choices) {
  const Document document = read_document(text, file, choices);
  LoadedScenario loaded = load_document(document, file, vocabulary, choices.data);
  for (const std::string& profile : document.profiles)
    if (profile != choices.profile) check_profile(text, file, vocabulary, choices, profile, loaded.mistakes);
  sort_mistakes(loaded.mistakes);
  if (!loaded.mistakes.empty()) loaded.scenario.reset();
  return loaded;
}

LoadedScenario load_scenario_file(const std::string& path, const Vocabulary& vocabulary) {
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad() || !stream.is_open()) {
    Mistake mistake;
    mistake.file = path;
    mistake.message = "cannot be read";
    return {std::nullopt, {mistake}};
  }
  return load_scenario(text, path, vocabulary, {{}, {}, {}, find_data_file});
}

}  // namespace drydock
