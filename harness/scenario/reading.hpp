// A typed reader over a document: every value is taken with its shape, every key is accounted for, and every mistake is
// collected instead of stopping at the first.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/keys.hpp"
#include "harness/scenario/node.hpp"
#include "harness/scenario/scenario.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {

class Reading {
 public:
  explicit Reading(std::string file) : sources_{std::move(file)} {}
  /// Of a document that is made of several texts; a Mark's `source` is an index of these.
  explicit Reading(std::vector<std::string> sources) : sources_(std::move(sources)) {}

  /// One text more; its index.
  int add_source(std::string name);
  const std::vector<std::string>& sources() const { return sources_; }
  /// Mistakes that were found elsewhere.
  void add(std::vector<Mistake> mistakes);

  /// Tells a mistake.
  Mistake& wrong(Mark at, std::string message);
  /// A value of the wrong shape: "`run` is `soon`; expected a duration such as 8h".
  void wrong_shape(const Node& node, std::string_view what, std::string_view shape);
  /// A name that is not one of `allowed`.
  void wrong_name(Mark at, std::string_view found, const std::string& message, std::vector<std::string> allowed);

  std::size_t count() const { return mistakes_.size(); }
  std::vector<Mistake> take() { return std::move(mistakes_); }

  // Scalars. `what` names the value in messages. Nothing, and a mistake told, if the shape is wrong.
  std::optional<std::string> text(const Node&, std::string_view what);
  std::optional<std::string> name(const Node&, std::string_view what);   ///< small letters, digits, - and _
  std::optional<Duration> duration(const Node&, std::string_view what);  ///< not negative
  std::optional<Duration> positive(const Node&, std::string_view what);  ///< more than nothing
  std::optional<Ratio> share(const Node&, std::string_view what);
  std::optional<Ratio> decimal(const Node&, std::string_view what);
  std::optional<std::int64_t> integer(const Node&, std::string_view what, std::int64_t low, std::int64_t high);
  std::optional<std::string> one_of(const Node&, std::string_view what, const std::vector<std::string>& allowed);
  bool is_map(const Node&, std::string_view what);
  bool is_list(const Node&, std::string_view what);
  /// A list of texts, or one text alone.
  std::vector<Marked<std::string>> texts(const Node&, std::string_view what);

 private:
  std::vector<std::string> sources_;
  std::vector<Mistake> mistakes_;
};

/// The keys of one map. Unknown keys, keys of later features and missing ones are told by `Keys` itself; members are
/// then found by name.
class Keys {
 public:
  /// `extra` are keys allowed beside those of the section (a fault's parameters).
  Keys(Reading& reading, const Node& node, const SectionRow& section, const std::vector<std::string>& extra = {});
  /// False if it is no map at all.
  explicit operator bool() const { return node_.kind == Node::Kind::map; }
  /// The value of a key, or null if it is not there. The key must be one of the section's or an extra one.
  const Node* operator[](std::string_view key) const { return node_.find(key); }

 private:
  const Node& node_;
};

}  // namespace drydock
