// Specialising a program for a type: what the type settles is decided here, once, instead of in every check.
#include <algorithm>
#include <map>

#include "contracts/schema/engine.hpp"

namespace drydock {
namespace {

class Binder {
 public:
  explicit Binder(const SchemaProgram& from) : from_(from) {
    // Tables that no node id occurs in are taken as they are.
    to_.numbers = from.numbers;
    to_.enumerations = from.enumerations;
    to_.patterns = from.patterns;
  }

  SchemaProgram run(const Type& type) && {
    bound(0, type);  // the first node made, so the root here too
    return std::move(to_);
  }

 private:
  static constexpr std::uint32_t unfinished = 0xFFFFFFFF;

  static std::uint8_t shapes_of(const Type& type) {
    switch (type.kind) {
      case Kind::boolean: return shape::boolean;
      case Kind::integer: return shape::integer;
      case Kind::text:
      case Kind::instant:
      case Kind::enumeration: return shape::text;
      case Kind::list: return shape::array;
      case Kind::record: return shape::object;
      case Kind::optional: break;  // inside a list: null where it is empty
    }
    return shape::null | shapes_of(*type.element);
  }

  // The node's specialisation, made once for each pair of node and type. One still in the making (a recursive type) is
  // known by its number and counts as asserting something.
  NodeId bound(NodeId node, const Type& type) {
    const auto [known, is_new] = bound_.emplace(std::pair(node, index_of(type)), static_cast<NodeId>(to_.nodes.size()));
    const NodeId id = known->second;
    if (!is_new) return id;
    to_.nodes.push_back({unfinished, 1});
    std::vector<Step> steps;
    if (type.kind == Kind::enumeration)
      enumerators(node, type, steps);
    else
      for (const Step* step = from_.begin(node); step != from_.end(node); ++step) specialise(*step, type, steps);
    if (std::any_of(steps.begin(), steps.end(), [](const Step& s) { return s.keyword == Keyword::never; }))
      steps = {{Keyword::never, shape::any, 0}};
    to_.nodes[id].first = static_cast<std::uint32_t>(to_.steps.size());
    to_.nodes[id].count = static_cast<std::uint32_t>(steps.size());
    to_.steps.insert(to_.steps.end(), steps.begin(), steps.end());
    return id;
  }

  // Types are told apart by their order of appearance, so that nothing depends on addresses.
  std::size_t index_of(const Type& type) {
    const auto found = std::find(types_.begin(), types_.end(), &type);
    if (found == types_.end()) types_.push_back(&type);
    return static_cast<std::size_t>(std::find(types_.begin(), types_.end(), &type) - types_.begin());
  }

  bool is_trivial(NodeId bound_node) const { return to_.nodes[bound_node].count == 0; }
  bool is_never(NodeId bound_node) const {
    return to_.nodes[bound_node].count == 1 && to_.nodes[bound_node].first != unfinished &&
           to_.begin(bound_node)->keyword == Keyword::never;
  }

  static void never(std::vector<Step>& steps) { steps.push_back({Keyword::never, shape::any, 0}); }

  // Every enumerator is tried now; a check only looks up its bit.
  void enumerators(NodeId node, const Type& type, std::vector<Step>& steps) {
    const auto fits = [&](std::string_view name) { return Engine<NameView>(from_).fits(node, NameView(name)); };
    std::bitset<256> accepted;
    if (fits({})) accepted.set();  // a value without a name is written as ""
    for (std::size_t i = 0; i < type.names.size(); ++i) accepted[i] = fits(type.names[i]);
    if (accepted.all()) return;
    if (accepted.none()) return never(steps);
    steps.push_back({Keyword::names, shape::any, to_.names.size()});
    to_.names.push_back(accepted);
  }

  void specialise(Step step, const Type& type, std::vector<Step>& steps) {
    const std::uint8_t shapes = shapes_of(type);
    if ((step.applies & shapes) == 0) return;
    const auto node = static_cast<NodeId>(step.value);
    switch (step.keyword) {
      case Keyword::type:
        if ((step.value & shapes) == shapes) return;
        if ((step.value & shapes) == 0) return never(steps);
        break;
      case Keyword::ref: return inlined(bound(node, type), steps);
      case Keyword::all_of:
        for (const NodeId part : from_.groups[step.value]) inlined(bound(part, type), steps);
        return;
      case Keyword::any_of:
      case Keyword::one_of: return alternatives(step, type, steps);
      case Keyword::negation: {
        step.value = bound(node, type);
        if (is_trivial(static_cast<NodeId>(step.value))) return never(steps);
        if (is_never(static_cast<NodeId>(step.value))) return;
        break;
      }
      case Keyword::condition: return condition(step, type, steps);
      case Keyword::format:
        if (type.kind == Kind::instant && step.value == static_cast<std::uint64_t>(Format::date_time)) return;
        break;
      case Keyword::min_length:
        if (type.kind == Kind::instant) return step.value <= instant_size ? void() : never(steps);
        break;
      case Keyword::max_length:
        if (type.kind == Kind::instant) return step.value >= instant_size ? void() : never(steps);
        break;
      case Keyword::items:
      case Keyword::contains: return elements(step, inside(type), steps);
      case Keyword::object: return members(from_.objects[step.value], inside(type), steps);
      case Keyword::property_names: return property_names(node, inside(type), steps);
      case Keyword::dependencies: return dependencies(step, type, steps);
      default: break;
    }
    steps.push_back(step);
  }

  static const Type& inside(const Type& type) { return type.kind == Kind::optional ? inside(*type.element) : type; }

  // A part that must fit anyway becomes the node's own steps.
  void inlined(NodeId part, std::vector<Step>& steps) const {
    const SchemaNode& node = to_.nodes[part];
    if (node.first == unfinished)
      steps.push_back({Keyword::ref, shape::any, part});
    else
      steps.insert(steps.end(), to_.begin(part), to_.end(part));
  }

  void alternatives(Step step, const Type& type, std::vector<Step>& steps) {
    std::vector<NodeId> parts;
    for (const NodeId part : from_.groups[step.value]) {
      const NodeId made = bound(part, type);
      if (is_never(made)) continue;
      if (is_trivial(made) && step.keyword == Keyword::any_of) return;
      parts.push_back(made);
    }
    if (parts.empty()) return never(steps);
    if (parts.size() == 1) return inlined(parts.front(), steps);
    step.value = to_.groups.size();
    to_.groups.push_back(std::move(parts));
    steps.push_back(step);
  }

  void condition(Step step, const Type& type, std::vector<Step>& steps) {
    ConditionRule rule = from_.conditions[step.value];
    rule.condition = bound(rule.condition, type);
    if (rule.then != no_node) rule.then = bound(rule.then, type);
    if (rule.otherwise != no_node) rule.otherwise = bound(rule.otherwise, type);
    if (is_trivial(rule.condition)) return rule.then == no_node ? void() : inlined(rule.then, steps);
    if (is_never(rule.condition)) return rule.otherwise == no_node ? void() : inlined(rule.otherwise, steps);
    step.value = to_.conditions.size();
    to_.conditions.push_back(rule);
    steps.push_back(step);
  }

  void elements(Step step, const Type& list, std::vector<Step>& steps) {
    if (step.keyword == Keyword::contains) {
      step.value = bound(static_cast<NodeId>(step.value), *list.element);
      return steps.push_back(step);
    }
    ItemsRule rule = from_.items[step.value];
    for (NodeId& node : rule.tuple) node = bound(node, *list.element);
    if (rule.rest != no_node) rule.rest = bound(rule.rest, *list.element);
    while (rule.rest == no_node && !rule.tuple.empty() && is_trivial(rule.tuple.back())) rule.tuple.pop_back();
    const bool rest_says_nothing = rule.rest == no_node || is_trivial(rule.rest);
    if (rest_says_nothing && std::all_of(rule.tuple.begin(), rule.tuple.end(), [&](NodeId n) { return is_trivial(n); }))
      return;
    if (rest_says_nothing) rule.rest = no_node;
    step.value = to_.items.size();
    to_.items.push_back(std::move(rule));
    steps.push_back(step);
  }

  static const Type* optional_of(const Field& field) {
    return field.type->kind == Kind::optional ? field.type : nullptr;
  }

  void member(const Field& field, NodeId node, MembersRule& rule) {
    const Type* optional = optional_of(field);
    const Type& type = optional != nullptr ? *optional->element : *field.type;
    const NodeId made = bound(node, type);
    if (!is_trivial(made)) rule.members.push_back({field.get, optional, &type, made});
  }

  void members(const ObjectRule& object, const Type& record, std::vector<Step>& steps) {
    MembersRule rule;
    std::size_t required = 0;
    for (const Field& field : record.fields) {
      const ObjectRule::Name* name = object.find(field.name);
      bool described = name != nullptr && name->node != no_node;
      if (name != nullptr && name->required) {
        ++required;
        if (optional_of(field) != nullptr) rule.presences.push_back({field.get, field.type, true});
      }
      if (described) member(field, name->node, rule);
      for (const ObjectRule::Matching& matching : object.patterns) {
        if (!matching.pattern.pattern.matches(field.name)) continue;
        described = true;
        member(field, matching.node, rule);
      }
      if (!described && object.additional != no_node) member(field, object.additional, rule);
    }
    if (required < object.required) return never(steps);
    add(std::move(rule), steps);
  }

  void property_names(NodeId node, const Type& record, std::vector<Step>& steps) {
    MembersRule rule;
    for (const Field& field : record.fields) {
      if (Engine<NameView>(from_).fits(node, NameView(field.name))) continue;
      if (optional_of(field) == nullptr) return never(steps);
      rule.presences.push_back({field.get, field.type, false});
    }
    add(std::move(rule), steps);
  }

  void add(MembersRule rule, std::vector<Step>& steps) {
    if (rule.members.empty() && rule.presences.empty()) return;
    steps.push_back({Keyword::members, shape::object, to_.members.size()});
    to_.members.push_back(std::move(rule));
  }

  void dependencies(Step step, const Type& type, std::vector<Step>& steps) {
    std::vector<DependencyRule> rules = from_.dependencies[step.value];
    for (DependencyRule& rule : rules)
      if (rule.node != no_node) rule.node = bound(rule.node, type);
    step.value = to_.dependencies.size();
    to_.dependencies.push_back(std::move(rules));
    steps.push_back(step);
  }

  const SchemaProgram& from_;
  SchemaProgram to_;
  std::vector<const Type*> types_;
  std::map<std::pair<NodeId, std::size_t>, NodeId> bound_;
};

}  // namespace

SchemaProgram bind_program(const SchemaProgram& program, const Type& type) { return Binder(program).run(type); }

}  // namespace drydock
