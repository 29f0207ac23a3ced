// One description per canonical type, read at run time by everything that needs to know a type's shape: the JSON codec,
// the contract engine's typed view, the history hash, the mutations of the property tests. Adding a field to a struct
// is one word in its DRYDOCK_DESCRIBE line.
//
//   struct OrderLine { std::string line; std::string item; std::int64_t quantity; std::optional<Instant> need_by; };
//   DRYDOCK_DESCRIBE(OrderLine, line, item, quantity, need_by)
//
//   enum class Bucket : std::uint8_t { unrestricted, quality_hold, damaged };
//   DRYDOCK_DESCRIBE_ENUM(Bucket, "unrestricted", "quality_hold", "damaged")
//
// A header that most units include says DRYDOCK_DESCRIBED instead, and its descriptions are compiled in one unit
// (contracts/canonical/descriptions_here.hpp): compiling them is most of a unit's time.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// The shapes a canonical value can have. There is no floating point: quantities and money are integers.
enum class Kind : std::uint8_t { boolean, integer, text, instant, enumeration, list, optional, record };

struct Type;

/// A member of a record. `name` is the member's name and its JSON property. An optional that is empty is an absent
/// property; everything else is always present.
struct Field {
  std::string_view name;
  const Type* type;
  const void* (*get)(const void* record);
};

/// The shape of one C++ type. There is exactly one Type object per C++ type, so identity is equality.
struct Type {
  Kind kind;
  std::string_view name;                       ///< the C++ name; for messages see MessageType in contracts/book.hpp
  std::span<const Field> fields;               ///< record
  std::span<const std::string_view> names;     ///< enumeration: the wire names, by value
  const Type* element = nullptr;               ///< list, optional
  std::size_t (*size)(const void*) = nullptr;  ///< list: how many; optional: 0 or 1
  const void* (*at)(const void*, std::size_t) = nullptr;  ///< list, optional
  void* (*grow)(void*) = nullptr;  ///< list: appends a default element; optional: becomes engaged; returns the element
  void (*clear)(void*) = nullptr;  ///< list, optional: becomes empty
  std::shared_ptr<void> (*make)() = nullptr;             ///< record: a default one
  std::shared_ptr<void> (*copy)(const void*) = nullptr;  ///< record
};

namespace detail {

template <class T>
struct Tag {};

template <class T>
const Type* describe(Tag<T>);  // found by argument-dependent lookup for records and enumerations

template <class T>
std::shared_ptr<void> make_record() {
  return std::make_shared<T>();
}
template <class T>
std::shared_ptr<void> copy_record(const void* value) {
  return std::make_shared<T>(*static_cast<const T*>(value));
}

template <class T>
struct TypeOf {
  static const Type* get() { return drydock_describe(Tag<T>{}); }
};

template <>
struct TypeOf<bool> {
  static const Type* get() {
    static const Type type{.kind = Kind::boolean, .name = "bool", .fields = {}, .names = {}};
    return &type;
  }
};
template <>
struct TypeOf<std::int64_t> {
  static const Type* get() {
    static const Type type{.kind = Kind::integer, .name = "integer", .fields = {}, .names = {}};
    return &type;
  }
};
template <>
struct TypeOf<std::string> {
  static const Type* get() {
    static const Type type{.kind = Kind::text, .name = "text", .fields = {}, .names = {}};
    return &type;
  }
};
template <>
struct TypeOf<Instant> {
  static const Type* get() {
    static const Type type{.kind = Kind::instant, .name = "instant", .fields = {}, .names = {}};
    return &type;
  }
};
template <class T>
struct TypeOf<std::vector<T>> {
  static const Type* get() {
    static const Type type{
        .kind = Kind::list,
        .name = "list",
        .fields = {},
        .names = {},
        .element = TypeOf<T>::get(),
        .size = [](const void* p) { return static_cast<const std::vector<T>*>(p)->size(); },
        .at = [](const void* p, std::size_t i) -> const void* { return &(*static_cast<const std::vector<T>*>(p))[i]; },
        .grow = [](void* p) -> void* { return &static_cast<std::vector<T>*>(p)->emplace_back(); },
        .clear = [](void* p) { static_cast<std::vector<T>*>(p)->clear(); }};
    return &type;
  }
};
template <class T>
struct TypeOf<std::optional<T>> {
  static const Type* get() {
    static const Type type{
        .kind = Kind::optional,
        .name = "optional",
        .fields = {},
        .names = {},
        .element = TypeOf<T>::get(),
        .size = [](const void* p) -> std::size_t {
          return static_cast<const std::optional<T>*>(p)->has_value() ? 1 : 0;
        },
        .at = [](const void* p, std::size_t) -> const void* { return &**static_cast<const std::optional<T>*>(p); },
        .grow = [](void* p) -> void* { return &static_cast<std::optional<T>*>(p)->emplace(); },
        .clear = [](void* p) { static_cast<std::optional<T>*>(p)->reset(); }};
    return &type;
  }
};

}  // namespace detail

/// The description of a described type.
template <class T>
const Type* type_of() {
  static const Type* const type = detail::TypeOf<T>::get();
  return type;
}

/// The wire name of a described enumerator.
template <class E>
std::string_view name_of(E value) {
  return type_of<E>()->names[static_cast<std::size_t>(value)];
}
/// The enumerator of a wire name, or nothing.
template <class E>
std::optional<E> value_of(std::string_view name) {
  const auto names = type_of<E>()->names;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace drydock

// DRYDOCK_FOR_EACH(M, T, a, b, c) expands to M(T, a) M(T, b) M(T, c), for up to 256 members.
#define DRYDOCK_PARENS ()
#define DRYDOCK_EXPAND(...) DRYDOCK_EXPAND3(DRYDOCK_EXPAND3(DRYDOCK_EXPAND3(DRYDOCK_EXPAND3(__VA_ARGS__))))
#define DRYDOCK_EXPAND3(...) DRYDOCK_EXPAND2(DRYDOCK_EXPAND2(DRYDOCK_EXPAND2(DRYDOCK_EXPAND2(__VA_ARGS__))))
#define DRYDOCK_EXPAND2(...) DRYDOCK_EXPAND1(DRYDOCK_EXPAND1(DRYDOCK_EXPAND1(DRYDOCK_EXPAND1(__VA_ARGS__))))
#define DRYDOCK_EXPAND1(...) __VA_ARGS__
#define DRYDOCK_FOR_EACH(M, T, ...) __VA_OPT__(DRYDOCK_EXPAND(DRYDOCK_FOR_EACH_HELPER(M, T, __VA_ARGS__)))
#define DRYDOCK_FOR_EACH_HELPER(M, T, a, ...) \
  M(T, a) __VA_OPT__(DRYDOCK_FOR_EACH_AGAIN DRYDOCK_PARENS(M, T, __VA_ARGS__))
#define DRYDOCK_FOR_EACH_AGAIN() DRYDOCK_FOR_EACH_HELPER

#define DRYDOCK_FIELD(T, member)                                       \
  ::drydock::Field{#member, ::drydock::type_of<decltype(T::member)>(), \
                   [](const void* p) -> const void* { return &static_cast<const T*>(p)->member; }},

/// Describes a record: its members in wire order. In the namespace of the type, after its definition.
#define DRYDOCK_DESCRIBE(T, ...) inline DRYDOCK_DESCRIPTION(T, __VA_ARGS__)
#define DRYDOCK_DESCRIPTION(T, ...)                                                             \
  const ::drydock::Type* drydock_describe(::drydock::detail::Tag<T>) {                          \
    static const ::drydock::Field fields[] = {DRYDOCK_FOR_EACH(DRYDOCK_FIELD, T, __VA_ARGS__)}; \
    static const ::drydock::Type type{.kind = ::drydock::Kind::record,                          \
                                      .name = #T,                                               \
                                      .fields = fields,                                         \
                                      .names = {},                                              \
                                      .make = &::drydock::detail::make_record<T>,               \
                                      .copy = &::drydock::detail::copy_record<T>};              \
    return &type;                                                                               \
  }

/// Describes a record without members.
#define DRYDOCK_DESCRIBE_EMPTY(T) inline DRYDOCK_DESCRIPTION_EMPTY(T)
#define DRYDOCK_DESCRIPTION_EMPTY(T)                                               \
  const ::drydock::Type* drydock_describe(::drydock::detail::Tag<T>) {             \
    static const ::drydock::Type type{.kind = ::drydock::Kind::record,             \
                                      .name = #T,                                  \
                                      .fields = {},                                \
                                      .names = {},                                 \
                                      .make = &::drydock::detail::make_record<T>,  \
                                      .copy = &::drydock::detail::copy_record<T>}; \
    return &type;                                                                  \
  }

/// Describes an enumeration whose underlying type is std::uint8_t: its wire names, from value 0 upwards.
#define DRYDOCK_DESCRIBE_ENUM(T, ...) inline DRYDOCK_DESCRIPTION_ENUM(T, __VA_ARGS__)
#define DRYDOCK_DESCRIPTION_ENUM(T, ...)                                                                               \
  const ::drydock::Type* drydock_describe(::drydock::detail::Tag<T>) {                                                 \
    static_assert(sizeof(T) == 1);                                                                                     \
    static const std::string_view names[] = {__VA_ARGS__};                                                             \
    static const ::drydock::Type type{.kind = ::drydock::Kind::enumeration, .name = #T, .fields = {}, .names = names}; \
    return &type;                                                                                                      \
  }

/// The same, compiled in the one unit that includes the header after contracts/canonical/descriptions_here.hpp. A
/// header that is in no such unit does not link: "undefined reference to drydock_describe".
#define DRYDOCK_DESCRIBED(T, ...) const ::drydock::Type* drydock_describe(::drydock::detail::Tag<T>);
#define DRYDOCK_DESCRIBED_EMPTY(T) const ::drydock::Type* drydock_describe(::drydock::detail::Tag<T>);
#define DRYDOCK_DESCRIBED_ENUM(T, ...) const ::drydock::Type* drydock_describe(::drydock::detail::Tag<T>);
