// Reading the parameters of a fault. The loader has checked names and shapes against the fault's row.
#pragma once
#include <cassert>
#include <optional>

#include "sim/fault.hpp"

namespace drydock {

/// The parameter as a T, or nothing if the scenario does not give it.
template <class T>
std::optional<T> parameter(const FaultSpec& spec, const std::string& name) {
  const auto found = spec.parameters.find(name);
  if (found == spec.parameters.end()) return std::nullopt;
  const T* value = std::get_if<T>(&found->second.value);
  assert(value != nullptr && "the loader gives every parameter the shape of its row");
  return *value;
}

/// A span for a person: to the millisecond, "4s 213ms".
inline std::string told(Duration span) { return to_string(span.us < 1000 ? span : Duration{span.us / 1000 * 1000}); }

/// What was acknowledged in the last while is told again, once. The transport says how.
class Redelivers : public StandingFault {
 public:
  explicit Redelivers(const FaultSpec& spec) : back_(parameter<Duration>(spec, "back").value_or(minutes(10))) {}

 private:
  std::optional<Duration> redelivers() const override { return back_; }

  Duration back_;
};

}  // namespace drydock
