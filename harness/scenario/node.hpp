// A document as a person wrote it: values with their places. What both readers (YAML, JSON) produce.
#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/mistake.hpp"

namespace drydock {

struct Member;

/// One value. A scalar keeps its text: what it means (a duration, a share) is decided by who reads it.
struct Node {
  enum class Kind : unsigned char { null, scalar, list, map };
  Kind kind = Kind::null;
  bool quoted = false;  ///< scalar: written in quotes, so it is text whatever it looks like
  Mark at;
  std::size_t begin = 0;  ///< JSON only: the value's bytes in the text that was read, [begin, end)
  std::size_t end = 0;
  std::string text;             ///< scalar
  std::vector<Node> items;      ///< list
  std::vector<Member> members;  ///< map, in the order of the file; keys are unique

  const Node* find(std::string_view key) const;
};
struct Member {
  std::string key;
  Mark at;
  Node value;
};

/// "a map", "a list", "nothing", "`text`" (shortened): what was found, for messages.
std::string describe(const Node&);

/// Says of the node and everything in it that it stands in that source.
void set_source(Node&, int source);

/// The same as a JSON document: plain scalars become null, booleans and numbers by YAML 1.2's core schema, else text.
nlohmann::json to_document(const Node&);

/// Places by JSON Pointer: of the value, and of the key it stands under (of the item itself in a list).
struct NodePlaces {
  Mark value;
  Mark key;
};
/// The places of the value a pointer names; of the nearest parent that exists if it names none.
NodePlaces find_place(const Node& root, std::string_view json_pointer);

/// What reading a text came to.
struct Parsed {
  Node root;
  std::vector<Mistake> mistakes;  ///< empty when it worked
  explicit operator bool() const { return mistakes.empty(); }
};

/// What a scenario file may cost.
struct DocumentLimits {
  std::size_t bytes = std::size_t{1} << 20;
  std::size_t depth = 32;
  std::size_t nodes = 200'000;  ///< after aliases are expanded
};

/// Reads one document of YAML (a JSON document is one too). Duplicate keys, keys that are no scalar, more than one
/// document, and what exceeds the limits are mistakes.
Parsed parse_yaml(std::string_view text, const std::string& file, const DocumentLimits& = {});

/// Reads one JSON value that starts at `at` of its file. Strict RFC 8259; the same limits and mistakes.
Parsed parse_json(std::string_view text, const std::string& file, Mark at = {1, 1}, const DocumentLimits& = {});

}  // namespace drydock
