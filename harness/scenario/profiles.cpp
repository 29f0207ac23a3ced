#include "harness/scenario/profiles.hpp"

#include <array>

#include "harness/scenario/merge.hpp"
#include "harness/scenario/without.hpp"

namespace drydock {
namespace {

constexpr std::array<std::string_view, 2> of_the_clock{"run", "settle"};

// `run` stands for `clock: {run}`: what most profiles change.
void into_clock(Node& profile, std::string_view key, Reading& reading) {
  const Member* found = find_member(profile, key);
  if (found == nullptr) return;
  Member moved = *found;
  take_out(profile, key);
  Member* clock = find_member(profile, "clock");
  if (clock == nullptr) {
    Node map;
    map.kind = Node::Kind::map;
    map.at = moved.at;
    clock = &profile.members.emplace_back(Member{"clock", moved.at, std::move(map)});
  }
  if (find_member(clock->value, key) != nullptr)
    reading.wrong(moved.at, "`" + moved.key + "` stands in `clock` too").found = moved.key;
  else
    clock->value.members.push_back(std::move(moved));
}

void tell_unknown(const Node* profiles, const std::string& name, Reading& reading) {
  std::vector<std::string> known;
  if (profiles != nullptr)
    for (const Member& member : profiles->members) known.push_back(member.key);
  const Mark at{0, 0, reading.add_source("--profile " + name)};
  if (known.empty())
    reading.wrong(at, "the scenario has no profiles").found = name;
  else
    reading.wrong_name(at, name, "the scenario has no profile `" + name + "`", known);
}

}  // namespace

std::vector<std::string> check_profiles(const Node& document, Reading& reading) {
  std::vector<std::string> names;
  const Node* profiles = document.find("profiles");
  if (profiles == nullptr || !reading.is_map(*profiles, "profiles")) return names;
  for (const Member& member : profiles->members)
    if (Keys(reading, member.value, scenario_section("profile"))) names.push_back(member.key);
  return names;
}

void apply_profile(Node& document, const std::string& name, Reading& reading) {
  const Node* profiles = document.find("profiles");
  const Node* found = profiles == nullptr ? nullptr : profiles->find(name);
  if (found == nullptr) return tell_unknown(profiles, name, reading);
  Node profile = *found;
  for (const std::string_view key : of_the_clock) into_clock(profile, key, reading);
  if (const Member* without = find_member(profile, "without")) {
    take_out_all(document, without->value, reading);
    take_out(profile, "without");
  }
  merge_over(document, profile, reading);
}

}  // namespace drydock
