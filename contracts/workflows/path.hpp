// Where something is inside a canonical value: a JSON Pointer, resolved once over the description of a type, so that
// reading it from a typed payload needs no JSON.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/describe.hpp"

namespace drydock {

/// A JSON Pointer (RFC 6901) into the values of one record type, in which "*" stands for every element of an array:
/// "/packages/*/package_id". Members of an absent optional lead nowhere.
class FieldPath {
 public:
  /// Resolves a pointer over a record; else says in `error` which token names nothing, and what there is. It must end
  /// at a value that is no array or record.
  static std::optional<FieldPath> resolve(const Type& record, std::string_view pointer, std::string& error);

  /// The type of what it leads to.
  const Type& leaf() const { return *leaf_; }
  /// The pointer it was made of.
  const std::string& text() const { return text_; }

  /// Calls f(const void* value) for every value that the path leads to inside `record`, in order.
  template <class F>
  void each(const void* record, const F& f) const {
    walk(record, 0, f);
  }
  /// The same for paths that lead to text: f(const std::string&).
  template <class F>
  void each_text(const void* record, const F& f) const {
    walk(record, 0, [&](const void* value) { f(*static_cast<const std::string*>(value)); });
  }
  /// The first value as a number that orders like it: integers as they are, instants in microseconds, enumerators by
  /// rank, false before true. Nothing if the path leads nowhere or to text.
  std::optional<std::int64_t> number(const void* record) const;

 private:
  struct Step {
    const void* (*member)(const void*) = nullptr;  // of a record; null: all elements of `container`
    const Type* container = nullptr;               // a list, or an optional
  };

  template <class F>
  void walk(const void* at, std::size_t step, const F& f) const {
    for (; step < steps_.size(); ++step) {
      const Step& next = steps_[step];
      if (next.member != nullptr) {
        at = next.member(at);
        continue;
      }
      for (std::size_t i = 0, size = next.container->size(at); i < size; ++i)
        walk(next.container->at(at, i), step + 1, f);
      return;
    }
    f(at);
  }

  std::string text_;
  std::vector<Step> steps_;
  const Type* leaf_ = nullptr;
};

}  // namespace drydock
