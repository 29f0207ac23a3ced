#include "harness/scenario/merge.hpp"

#include <algorithm>
#include <map>

namespace drydock {
namespace {

bool both_maps(const Node& a, const Node& b) { return a.kind == Node::Kind::map && b.kind == Node::Kind::map; }

void tell_absent(const Node& map, const Member& member, Reading& reading) {
  std::vector<std::string> there;
  for (const Member& one : map.members) there.push_back(one.key);
  reading.wrong_name(member.at, member.key, "`" + member.key + "` is to be taken out, but is not there", there);
}

}  // namespace

Member* find_member(Node& map, std::string_view key) {
  const auto found =
      std::find_if(map.members.begin(), map.members.end(), [&](const Member& member) { return member.key == key; });
  return found == map.members.end() ? nullptr : &*found;
}

std::vector<std::string> item_names(const Node& list, std::string_view kind) {
  std::vector<std::string> names;
  std::map<std::string, int> same;
  for (const Node& item : list.items) {
    const Node* id = item.find("id");
    const Node* what = kind.empty() ? nullptr : item.find(kind);
    const std::string word = what != nullptr ? what->text : kind == "transfer" ? "transfer" : std::string();
    const int number = ++same[word];
    names.push_back(id != nullptr ? id->text : word.empty() ? word : word + "-" + std::to_string(number));
  }
  return names;
}

void take_out(Node& map, std::string_view key) {
  std::erase_if(map.members, [&](const Member& member) { return member.key == key; });
}

void merge_over(Node& onto, const Node& over, Reading& reading) {
  for (const Member& member : over.members) {
    Member* there = find_member(onto, member.key);
    const bool removes = member.value.kind == Node::Kind::null;
    if (there == nullptr && removes)
      tell_absent(onto, member, reading);
    else if (there == nullptr)
      onto.members.push_back(member);
    else if (removes)
      take_out(onto, member.key);
    else if (both_maps(there->value, member.value))
      merge_over(there->value, member.value, reading);
    else
      *there = member;
  }
}

}  // namespace drydock
