// A small family of described types that stands for the canonical ones in tests: every kind, nested, with optionals.
#pragma once
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include "contracts/payload.hpp"

namespace drydock::sample {

enum class Bucket : std::uint8_t { unrestricted, quality_hold, damaged };
DRYDOCK_DESCRIBE_ENUM(Bucket, "unrestricted", "quality_hold", "damaged")

struct Line {
  std::string line;
  std::string item;
  std::int64_t quantity = 0;
  Bucket bucket = Bucket::unrestricted;
  std::optional<std::string> lot;
  bool operator==(const Line&) const = default;
};
DRYDOCK_DESCRIBE(Line, line, item, quantity, bucket, lot)

struct Address {
  std::string name;
  std::string country;
  std::optional<std::string> email;
  bool operator==(const Address&) const = default;
};
DRYDOCK_DESCRIBE(Address, name, country, email)

struct Shipment {
  std::string id;
  Instant shipped;
  std::optional<Instant> promised;
  bool hazardous = false;
  Address to;
  std::optional<Address> from;
  std::vector<Line> lines;
  std::optional<std::vector<std::string>> tags;
  std::vector<Bucket> buckets;
  std::optional<Bucket> hold;
  bool operator==(const Shipment&) const = default;
};
DRYDOCK_DESCRIBE(Shipment, id, shipped, promised, hazardous, to, from, lines, tags, buckets, hold)

struct Nothing {
  bool operator==(const Nothing&) const = default;
};
DRYDOCK_DESCRIBE_EMPTY(Nothing)

}  // namespace drydock::sample

namespace rc {

/// Text of any code points, as UTF-8, with the ones that JSON must escape well represented.
inline Gen<std::string> utf8_text() {
  return gen::apply(
      [](const std::vector<std::string>& parts) {
        std::string out;
        for (const auto& part : parts) out += part;
        return out;
      },
      gen::container<std::vector<std::string>>(gen::oneOf(
          gen::element<std::string>("\"", "\\", "\n", "\t", "\x01", std::string("\0", 1), "/", "é", "€", "😀", "\x7f"),
          gen::map(gen::inRange(' ', '~'), [](char c) { return std::string(1, c); }))));
}

/// Any instant of the years 0000 to 9999.
inline Gen<drydock::Instant> instant() {
  return gen::map(gen::inRange<std::int64_t>(-62'167'219'200'000'000, 253'402'300'800'000'000),
                  [](std::int64_t us) { return drydock::Instant{us}; });
}

template <>
struct Arbitrary<drydock::sample::Bucket> {
  static Gen<drydock::sample::Bucket> arbitrary() {
    using drydock::sample::Bucket;
    return gen::element(Bucket::unrestricted, Bucket::quality_hold, Bucket::damaged);
  }
};

template <class T>
Gen<std::optional<T>> optionally(Gen<T> gen) {
  return gen::oneOf(gen::just(std::optional<T>()),
                    gen::map(std::move(gen), [](T v) { return std::optional<T>(std::move(v)); }));
}

template <>
struct Arbitrary<drydock::sample::Line> {
  static Gen<drydock::sample::Line> arbitrary() {
    using drydock::sample::Line;
    return gen::build<Line>(gen::set(&Line::line, utf8_text()), gen::set(&Line::item, utf8_text()),
                            gen::set(&Line::quantity, gen::arbitrary<std::int64_t>()), gen::set(&Line::bucket),
                            gen::set(&Line::lot, optionally(utf8_text())));
  }
};

template <>
struct Arbitrary<drydock::sample::Address> {
  static Gen<drydock::sample::Address> arbitrary() {
    using drydock::sample::Address;
    return gen::build<Address>(gen::set(&Address::name, utf8_text()), gen::set(&Address::country, utf8_text()),
                               gen::set(&Address::email, optionally(utf8_text())));
  }
};

template <>
struct Arbitrary<drydock::sample::Shipment> {
  static Gen<drydock::sample::Shipment> arbitrary() {
    using namespace drydock::sample;
    return gen::build<Shipment>(
        gen::set(&Shipment::id, utf8_text()), gen::set(&Shipment::shipped, instant()),
        gen::set(&Shipment::promised, optionally(instant())), gen::set(&Shipment::hazardous), gen::set(&Shipment::to),
        gen::set(&Shipment::from, optionally(gen::arbitrary<Address>())), gen::set(&Shipment::lines),
        gen::set(&Shipment::tags, optionally(gen::container<std::vector<std::string>>(utf8_text()))),
        gen::set(&Shipment::buckets), gen::set(&Shipment::hold, optionally(gen::arbitrary<Bucket>())));
  }
};

}  // namespace rc
