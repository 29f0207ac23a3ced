// Running a program over a view.
#pragma once
#include "contracts/schema/view.hpp"

namespace drydock {

/// One check: says yes or no, and stops at the first no. Bounded by steps and levels; past them everything is no.
template <class View>
class Engine {
 public:
  static constexpr std::size_t most_steps = 10'000'000;
  explicit Engine(const SchemaProgram& program, std::size_t steps = most_steps)
      : program_(program), steps_left_(steps) {}

  bool fits(NodeId node, const View& view) {
    const Step* step = program_.begin(node);
    const Step* const end = program_.end(node);
    const auto cost = static_cast<std::size_t>(end - step) + 1;
    if (levels_ == most_levels || steps_left_ < cost) {
      exhausted_ = true;
      return false;
    }
    steps_left_ -= cost;
    ++levels_;
    const std::uint8_t kind = view.shape();
    for (; step != end; ++step)
      if ((step->applies & kind) != 0 && !holds(*step, view, kind)) break;
    --levels_;
    return step == end && !exhausted_;
  }

  bool holds(const Step& step, const View& view, std::uint8_t kind) {
    const auto node = static_cast<NodeId>(step.value);
    switch (step.keyword) {
      case Keyword::never: return false;
      case Keyword::ref: return fits(node, view);
      case Keyword::type: return (step.value & kind) != 0;
      case Keyword::constant:
      case Keyword::enumeration: return is_one_of(program_.enumerations[step.value], view, kind);
      case Keyword::minimum: return view.number() >= program_.numbers[step.value];
      case Keyword::maximum: return view.number() <= program_.numbers[step.value];
      case Keyword::exclusive_minimum: return view.number() > program_.numbers[step.value];
      case Keyword::exclusive_maximum: return view.number() < program_.numbers[step.value];
      case Keyword::multiple_of: return view.number().is_multiple_of(program_.numbers[step.value]);
      case Keyword::min_length: return count_code_points(view.text(scratch_)) >= step.value;
      case Keyword::max_length: return count_code_points(view.text(scratch_)) <= step.value;
      case Keyword::format: return has_format(static_cast<Format>(step.value), view.text(scratch_));
      case Keyword::pattern: return program_.patterns[step.value].pattern.matches(view.text(scratch_));
      case Keyword::min_items:
      case Keyword::min_properties: return view.size() >= step.value;
      case Keyword::max_items:
      case Keyword::max_properties: return view.size() <= step.value;
      case Keyword::items: return items(program_.items[step.value], view);
      case Keyword::contains: return has_element(node, view);
      case Keyword::unique_items: return !duplicate(view);
      case Keyword::object: return object(program_.objects[step.value], view);
      case Keyword::property_names: return property_names(node, view);
      case Keyword::dependencies: return dependencies(program_.dependencies[step.value], view);
      case Keyword::all_of:
        for (const NodeId part : program_.groups[step.value])
          if (!fits(part, view)) return false;
        return true;
      case Keyword::any_of:
        for (const NodeId part : program_.groups[step.value])
          if (fits(part, view)) return true;
        return false;
      case Keyword::one_of: return count_fitting(program_.groups[step.value], view, 2) == 1;
      case Keyword::negation: return !fits(node, view) && !exhausted_;
      case Keyword::condition: return condition(program_.conditions[step.value], view);
      case Keyword::names:
        if constexpr (std::is_same_v<View, TypedView>) return program_.names[step.value][view.enumerator()];
        return false;
      case Keyword::members:
        if constexpr (std::is_same_v<View, TypedView>) return members(program_.members[step.value], view.value());
        return false;
    }
    return false;
  }

  /// The subschema that a condition selects for the view; no_node if none.
  NodeId selected(const ConditionRule& rule, const View& view) {
    return fits(rule.condition, view) ? rule.then : rule.otherwise;
  }
  std::size_t count_fitting(const std::vector<NodeId>& nodes, const View& view, std::size_t enough) {
    std::size_t count = 0;
    for (const NodeId node : nodes)
      if (fits(node, view) && ++count == enough) break;
    return count;
  }
  /// The first element that equals an earlier one.
  std::optional<std::size_t> duplicate(const View& array) {
    const std::size_t size = array.size();
    if (size <= 8) return duplicate_of_few(array, size);
    std::vector<std::pair<std::uint64_t, std::size_t>> hashes;
    for (std::size_t i = 0; i < size; ++i) hashes.emplace_back(hash_of_value(array.at(i)), i);
    std::sort(hashes.begin(), hashes.end());
    std::optional<std::size_t> first;
    for (std::size_t i = 1; i < size; ++i)
      for (std::size_t j = i; j-- > 0 && hashes[j].first == hashes[i].first;) {
        if (!spend()) return i;
        if (!same_value(array.at(hashes[j].second), array.at(hashes[i].second))) continue;
        first = std::min(first.value_or(size), hashes[i].second);
        break;
      }
    return first;
  }
  /// Whether the check gave up: its answers mean nothing then.
  bool exhausted() const { return exhausted_; }
  std::size_t steps_left() const { return steps_left_; }
  /// Takes one step of work; false if there is none left.
  bool spend() {
    if (steps_left_ == 0 || --steps_left_ == 0) exhausted_ = true;
    return !exhausted_;
  }

 private:
  std::optional<std::size_t> duplicate_of_few(const View& array, std::size_t size) const {
    for (std::size_t i = 1; i < size; ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (same_value(array.at(j), array.at(i))) return i;
    return std::nullopt;
  }

  bool is_one_of(const EnumerationRule& rule, const View& view, std::uint8_t kind) {
    if (kind == shape::text)
      return std::binary_search(rule.texts.begin(), rule.texts.end(), view.text(scratch_), std::less<>());
    return std::any_of(rule.values.begin(), rule.values.end(),
                       [&](const nlohmann::json& value) { return same_value(view, JsonView(value)); });
  }

  bool items(const ItemsRule& rule, const View& view) {
    const std::size_t size = view.size(), tuple = std::min(rule.tuple.size(), size);
    for (std::size_t i = 0; i < tuple; ++i)
      if (!fits(rule.tuple[i], view.at(i))) return false;
    if (rule.rest == no_node) return true;
    for (std::size_t i = tuple; i < size; ++i)
      if (!fits(rule.rest, view.at(i))) return false;
    return true;
  }

  bool has_element(NodeId node, const View& view) {
    for (std::size_t i = 0, size = view.size(); i < size; ++i)
      if (fits(node, view.at(i))) return true;
    return false;
  }

  // Properties and names are both sorted, so they are walked side by side.
  bool object(const ObjectRule& rule, const View& view) {
    auto known = rule.names.begin();
    std::size_t required = 0;
    const bool each_fits = view.each([&](std::string_view name, const View& value) {
      while (known != rule.names.end() && known->name < name) ++known;
      bool described = false;
      if (known != rule.names.end() && known->name == name) {
        required += known->required ? 1U : 0U;
        described = known->node != no_node;
        if (described && !fits(known->node, value)) return false;
      }
      for (const ObjectRule::Matching& matching : rule.patterns) {
        if (!matching.pattern.pattern.matches(name)) continue;
        described = true;
        if (!fits(matching.node, value)) return false;
      }
      return described || rule.additional == no_node || fits(rule.additional, value);
    });
    return each_fits && required == rule.required;
  }

  bool property_names(NodeId node, const View& view) {
    Engine<NameView> names(program_, steps_left_);
    const bool result = view.each(
        [&](std::string_view name, const View&) { return names.spend() && names.fits(node, NameView(name)); });
    steps_left_ = names.steps_left();
    exhausted_ = exhausted_ || names.exhausted();
    return result && !exhausted_;
  }

  bool dependencies(const std::vector<DependencyRule>& rules, const View& view) {
    for (const DependencyRule& rule : rules) {
      if (!view.find(rule.name)) continue;
      for (const std::string& name : rule.required)
        if (!view.find(name)) return false;
      if (rule.node != no_node && !fits(rule.node, view)) return false;
    }
    return true;
  }

  bool condition(const ConditionRule& rule, const View& view) {
    const NodeId node = selected(rule, view);
    return node == no_node || fits(node, view);
  }

  bool members(const MembersRule& rule, const void* record) {
    for (const MembersRule::Presence& presence : rule.presences)
      if ((presence.optional->size(presence.get(record)) == 1) != presence.present) return false;
    for (const MembersRule::Member& member : rule.members) {
      const void* value = member.get(record);
      if (member.optional != nullptr) {
        if (member.optional->size(value) == 0) continue;
        value = member.optional->at(value, 0);
      }
      if (!fits(member.node, View(member.type, value))) return false;
    }
    return true;
  }

  const SchemaProgram& program_;
  std::string scratch_;
  std::size_t steps_left_;
  int levels_ = 0;
  bool exhausted_ = false;
};

}  // namespace drydock
