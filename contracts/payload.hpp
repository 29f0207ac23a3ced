// What a message carries: a canonical value, shared and immutable, or raw bytes for what is foreign or corrupted.
#pragma once
#include <memory>
#include <string>
#include <utility>

#include "contracts/canonical/describe.hpp"

namespace drydock {

/// Cheap to copy; the value behind it never changes. An empty payload is a message without a body. JSON is made only
/// where somebody reads it (contracts/codec.hpp).
///
///   Payload p = Payload::of(OrderPlaced{...});
///   if (const auto* placed = p.as<OrderPlaced>()) use(placed->lines);
class Payload {
 public:
  Payload() = default;

  template <class T>
  static Payload of(T value) {
    return Payload(type_of<T>(), std::make_shared<T>(std::move(value)));
  }
  /// A value made elsewhere (the codec); `data` must point at an object of the record that `type` describes.
  static Payload adopt(const Type* type, std::shared_ptr<const void> data) { return Payload(type, std::move(data)); }
  /// Bytes that are not (or not known to be) a canonical value.
  static Payload raw(std::string bytes) { return Payload(nullptr, std::make_shared<std::string>(std::move(bytes))); }

  /// The value, if it is a T.
  template <class T>
  const T* as() const {
    return type_ != nullptr && type_ == type_of<T>() ? static_cast<const T*>(data_.get()) : nullptr;
  }
  /// The bytes of a raw payload, else nothing.
  const std::string* bytes() const {
    return type_ == nullptr && data_ ? static_cast<const std::string*>(data_.get()) : nullptr;
  }
  bool empty() const { return !data_; }
  /// The record's description; null for raw bytes and for no body.
  const Type* type() const { return type_; }
  const void* data() const { return data_.get(); }

 private:
  Payload(const Type* type, std::shared_ptr<const void> data) : type_(type), data_(std::move(data)) {}
  const Type* type_ = nullptr;
  std::shared_ptr<const void> data_;
};

}  // namespace drydock
