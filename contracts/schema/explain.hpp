// Saying what is wrong: the same rules as the engine's, with every broken one told.
#pragma once
#include "contracts/nearest.hpp"
#include "contracts/pointer.hpp"
#include "contracts/schema/engine.hpp"
#include "contracts/schema/schema.hpp"

namespace drydock {

/// "a string", "an integer or null".
std::string described_shapes(std::uint64_t shapes);
/// A text in quotes, cut where it gets long.
std::string quoted_text(std::string_view text);
/// "one of \"a\", \"b\"", or the value where there is one only.
std::string described_values(const EnumerationRule& rule);

/// "the string \"3\"", "an object with 2 properties".
template <class View>
std::string described(const View& view) {
  std::string scratch;
  const auto counted = [&](std::string_view what, std::string_view one, std::string_view many) {
    std::string text(what);
    text += std::to_string(view.size());
    return text.append(view.size() == 1 ? one : many);
  };
  switch (view.shape()) {
    case shape::null: return "null";
    case shape::boolean: return view.boolean() ? "true" : "false";
    case shape::integer:
    case shape::fraction: return "the number " + view.number().text();
    case shape::text: return "the string " + quoted_text(view.text(scratch));
    case shape::array: return counted("an array of ", " element", " elements");
    default: return counted("an object with ", " property", " properties");
  }
}

template <class View>
class Explainer {
 public:
  static constexpr std::size_t most_failures = 1000;

  explicit Explainer(const SchemaProgram& program, std::size_t steps = Engine<View>::most_steps)
      : program_(program), engine_(program, steps) {}

  std::vector<Failure> run(NodeId root, const View& view) {
    explain(root, view);
    if (engine_.exhausted()) {
      add(root, "limit", "expected a check within ten million steps and 500 levels, found that it takes more");
    }
    return std::move(failures_);
  }

  void explain(NodeId node, const View& view) {
    // The engine's own answer first: it also counts the work, and most of a document fits.
    if (engine_.fits(node, view)) return;
    const std::uint8_t kind = view.shape();
    for (const Step *step = program_.begin(node), *end = program_.end(node); step != end; ++step) {
      if (failures_.size() >= most_failures || engine_.exhausted()) return;
      if ((step->applies & kind) != 0 && !engine_.holds(*step, view, kind)) broken(node, *step, view, kind);
    }
  }

  std::vector<Failure>& failures() { return failures_; }
  std::string& where() { return instance_; }

 private:
  // The instance pointer for the time of a scope.
  class At {
   public:
    template <class Token>
    At(std::string& pointer, const Token& token) : pointer_(pointer), size_(pointer.size()) {
      append_pointer(pointer, token);
    }
    At(const At&) = delete;
    At& operator=(const At&) = delete;
    ~At() { pointer_.resize(size_); }

   private:
    std::string& pointer_;
    std::size_t size_;
  };

  void add(NodeId node, std::string_view keyword, std::string message, std::string_view nearest = {}) {
    const std::string& location = program_.locations[node];
    const bool whole = keyword == "limit" || keyword == "false";
    failures_.push_back({std::string(keyword), instance_, whole ? location : location + "/" + std::string(keyword),
                         std::move(message), std::string(nearest)});
  }
  void expected(NodeId node, const Step& step, std::string_view what, const View& view) {
    add(node, name_of(step.keyword), "expected " + std::string(what) + ", found " + described(view));
  }

  void broken(NodeId node, const Step& step, const View& view, std::uint8_t kind) {
    const auto limit = [&] { return std::to_string(step.value); };
    const auto bound = [&] { return program_.numbers[step.value].text(); };
    const auto inner = static_cast<NodeId>(step.value);
    switch (step.keyword) {
      case Keyword::never: return add(node, "false", "expected nothing here, found " + described(view));
      case Keyword::ref: return explain(inner, view);
      case Keyword::type: return expected(node, step, described_shapes(step.value), view);
      case Keyword::constant:
      case Keyword::enumeration: return not_in_enumeration(node, step, view, kind);
      case Keyword::minimum: return expected(node, step, "a number of at least " + bound(), view);
      case Keyword::maximum: return expected(node, step, "a number of at most " + bound(), view);
      case Keyword::exclusive_minimum: return expected(node, step, "a number above " + bound(), view);
      case Keyword::exclusive_maximum: return expected(node, step, "a number below " + bound(), view);
      case Keyword::multiple_of: return expected(node, step, "a multiple of " + bound(), view);
      case Keyword::min_length: return expected(node, step, "at least " + limit() + " characters", view);
      case Keyword::max_length: return expected(node, step, "at most " + limit() + " characters", view);
      case Keyword::format: return expected(node, step, description_of(static_cast<Format>(step.value)), view);
      case Keyword::pattern:
        return expected(node, step, "a string matching " + quoted_text(program_.patterns[step.value].text), view);
      case Keyword::min_items: return expected(node, step, "at least " + limit() + " elements", view);
      case Keyword::max_items: return expected(node, step, "at most " + limit() + " elements", view);
      case Keyword::min_properties: return expected(node, step, "at least " + limit() + " properties", view);
      case Keyword::max_properties: return expected(node, step, "at most " + limit() + " properties", view);
      case Keyword::items: return items(node, program_.items[step.value], view);
      case Keyword::contains: return expected(node, step, "at least one element that fits " + place(inner), view);
      case Keyword::unique_items: return repeated(node, view);
      case Keyword::object: return object(node, program_.objects[step.value], view);
      case Keyword::property_names: return property_names(inner, view);
      case Keyword::dependencies: return dependencies(node, program_.dependencies[step.value], view);
      case Keyword::all_of:
        for (const NodeId part : program_.groups[step.value]) explain(part, view);
        return;
      case Keyword::any_of: return no_alternative(node, step, view);
      case Keyword::one_of: return not_one(node, step, view);
      case Keyword::negation: return expected(node, step, "a value that does not fit " + place(inner), view);
      case Keyword::condition: return explain(engine_.selected(program_.conditions[step.value], view), view);
      case Keyword::names:
      case Keyword::members: return;  // bound programs are for yes or no
    }
  }

  std::string place(NodeId node) const { return program_.locations[node]; }

  void not_in_enumeration(NodeId node, const Step& step, const View& view, std::uint8_t kind) {
    const EnumerationRule& rule = program_.enumerations[step.value];
    std::string scratch;
    std::string_view nearest;
    if (kind == shape::text) nearest = nearest_of(view.text(scratch), {rule.texts.begin(), rule.texts.end()});
    add(node, name_of(step.keyword), "expected " + described_values(rule) + ", found " + described(view), nearest);
  }

  void items(NodeId node, const ItemsRule& rule, const View& view) {
    for (std::size_t i = 0; i < view.size(); ++i) {
      const At at(instance_, i);
      const NodeId inner = i < rule.tuple.size() ? rule.tuple[i] : rule.rest;
      if (inner == no_node) return;
      if (i < rule.tuple.size() || !rule.rest_is_additional || !forbids(inner))
        explain(inner, view.at(i));
      else
        add(node, "additionalItems",
            "expected at most " + std::to_string(rule.tuple.size()) + " elements, found one more");
    }
  }

  void repeated(NodeId node, const View& view) {
    const std::size_t index = engine_.duplicate(view).value_or(0);
    add(node, "uniqueItems",
        "expected different elements, found element " + std::to_string(index) +
            " a second time: " + described(view.at(index)));
  }

  bool forbids(NodeId node) const {
    return program_.begin(node) != program_.end(node) && program_.begin(node)->keyword == Keyword::never;
  }

  void object(NodeId node, const ObjectRule& rule, const View& view) {
    for (const ObjectRule::Name& name : rule.names)
      if (name.required && !view.find(name.name))
        add(node, "required", "expected the property " + quoted_text(name.name) + ", found none");
    view.each([&](std::string_view name, const View& value) {
      const At at(instance_, name);
      property(node, rule, name, value);
      return true;
    });
  }

  void property(NodeId node, const ObjectRule& rule, std::string_view name, const View& value) {
    const ObjectRule::Name* known = rule.find(name);
    bool described = known != nullptr && known->node != no_node;
    if (described) explain(known->node, value);
    for (const ObjectRule::Matching& matching : rule.patterns) {
      if (!matching.pattern.pattern.matches(name)) continue;
      described = true;
      explain(matching.node, value);
    }
    if (described || rule.additional == no_node) return;
    if (!forbids(rule.additional)) return explain(rule.additional, value);
    std::vector<std::string_view> names;
    for (const ObjectRule::Name& each : rule.names) names.push_back(each.name);
    add(node, "additionalProperties", "expected only known properties, found the property " + quoted_text(name),
        nearest_of(name, names));
  }

  void property_names(NodeId inner, const View& view) {
    view.each([&](std::string_view name, const View&) {
      Explainer<NameView> names(program_, engine_.steps_left());
      names.where() = instance_;
      append_pointer(names.where(), name);
      for (Failure& failure : names.run(inner, NameView(name))) {
        failure.message = "the property's name: " + failure.message;
        failures_.push_back(std::move(failure));
      }
      return engine_.spend() && failures_.size() < most_failures;
    });
  }

  void dependencies(NodeId node, const std::vector<DependencyRule>& rules, const View& view) {
    for (const DependencyRule& rule : rules) {
      if (!view.find(rule.name)) continue;
      for (const std::string& name : rule.required)
        if (!view.find(name))
          add(node, "dependencies",
              "expected the property " + quoted_text(name) + " beside " + quoted_text(rule.name) + ", found none");
      if (rule.node != no_node) explain(rule.node, view);
    }
  }

  // Of the alternatives, the one that fails least and deepest is what was most likely meant.
  void no_alternative(NodeId node, const Step& step, const View& view) {
    const std::vector<NodeId>& parts = program_.groups[step.value];
    std::string message = "expected one of " + std::to_string(parts.size()) + " alternatives to fit, found none";
    std::vector<Failure> best;
    NodeId closest = no_node;
    for (const NodeId part : parts) {
      std::vector<Failure> failures = failures_of(part, view);
      if (failures.empty() || (closest != no_node && !is_closer(failures, best))) continue;
      closest = part;
      best = std::move(failures);
    }
    if (closest != no_node) {
      message += "; closest is " + place(closest) + ": ";
      if (best.front().instance != instance_) message += "at " + best.front().instance + " ";
      message += best.front().message;
    }
    add(node, name_of(step.keyword), std::move(message), best.empty() ? std::string_view() : best.front().nearest);
  }

  std::vector<Failure> failures_of(NodeId node, const View& view) {
    std::vector<Failure> before = std::move(failures_);
    failures_.clear();
    explain(node, view);
    std::swap(before, failures_);
    return before;
  }

  bool is_closer(const std::vector<Failure>& a, const std::vector<Failure>& b) const {
    const auto mismatches = [&](const std::vector<Failure>& failures) {
      return std::count_if(failures.begin(), failures.end(), [&](const Failure& f) {
        return f.instance == instance_ && (f.keyword == "type" || f.keyword == "const" || f.keyword == "enum");
      });
    };
    const auto of_a = mismatches(a), of_b = mismatches(b);
    return of_a != of_b ? of_a < of_b : a.size() < b.size();
  }

  void not_one(NodeId node, const Step& step, const View& view) {
    const std::vector<NodeId>& parts = program_.groups[step.value];
    std::string fitting;
    std::size_t count = 0;
    for (const NodeId part : parts) {
      if (!engine_.fits(part, view)) continue;
      fitting += (count++ == 0 ? "" : " and ") + place(part);
    }
    if (count == 0) return no_alternative(node, step, view);
    add(node, "oneOf", "expected exactly one alternative to fit, found " + std::to_string(count) + ": " + fitting);
  }

  const SchemaProgram& program_;
  Engine<View> engine_;
  std::vector<Failure> failures_;
  std::string instance_;
};

}  // namespace drydock
