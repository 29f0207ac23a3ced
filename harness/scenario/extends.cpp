#include "harness/scenario/extends.hpp"

#include <algorithm>

#include "harness/scenario/merge.hpp"
#include "harness/scenario/without.hpp"

namespace drydock {
namespace {

// Longer chains are told as a circle that names do not show (links of a file system).
constexpr std::size_t longest_chain = 16;

class Chain {
 public:
  Chain(const FindScenario& find, Reading& reading) : find_(find), reading_(reading) {}

  std::optional<Node> read(std::string_view text, const std::string& file) {
    files_.push_back(file);
    Parsed parsed = parse_yaml(text, file);
    if (!parsed) {
      reading_.add(std::move(parsed.mistakes));
      return std::nullopt;
    }
    set_source(parsed.root, reading_.add_source(file));
    const Node* base = parsed.root.find("extends");
    return base == nullptr ? std::optional(std::move(parsed.root)) : over(*base, parsed.root, file);
  }

 private:
  std::optional<Node> over(const Node& name, const Node& document, const std::string& file) {
    auto base = base_of(name, file);
    if (!base) return std::nullopt;
    Node rest = document;
    take_out(rest, "extends");
    if (base->kind != Node::Kind::map) {
      reading_.wrong_shape(*base, "scenario", "a map");
      return std::nullopt;
    }
    apply_without(*base, reading_);  // its own, were it run by itself
    if (const Member* without = find_member(rest, "without")) {
      take_out_all(*base, without->value, reading_);
      take_out(rest, "without");
    }
    merge_over(*base, rest, reading_);
    base->at = document.at;
    return base;
  }

  std::optional<Node> base_of(const Node& name, const std::string& file) {
    const auto path = reading_.text(name, "extends");
    if (!path) return std::nullopt;
    std::string why = "no other file can be read here";
    const auto found = find_ ? find_(*path, file, why) : std::nullopt;
    if (!found) return refuse(name, "cannot extend `" + *path + "`: " + why);
    const bool again = std::find(files_.begin(), files_.end(), found->file) != files_.end();
    if (again || files_.size() >= longest_chain) return refuse(name, circle(found->file));
    return read(found->text, found->file);
  }

  std::optional<Node> refuse(const Node& name, std::string message) {
    reading_.wrong(name.at, std::move(message)).found = name.text;
    return std::nullopt;
  }

  // "a.yaml extends b.yaml, which extends a.yaml: a circle".
  std::string circle(const std::string& last) const {
    std::string text = files_.front() + " extends ";
    for (std::size_t i = 1; i < files_.size(); ++i) text += files_[i] + ", which extends ";
    return text + last + ": a circle";
  }

  const FindScenario& find_;
  Reading& reading_;
  std::vector<std::string> files_;
};

}  // namespace

std::optional<Node> read_extended(std::string_view text, const std::string& file, const FindScenario& find,
                                  Reading& reading) {
  return Chain(find, reading).read(text, file);
}

}  // namespace drydock
