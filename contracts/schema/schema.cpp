#include "contracts/schema/schema.hpp"

#include "contracts/codec.hpp"
#include "contracts/schema/explain.hpp"

namespace drydock {
namespace {

template <class View>
bool fits(const SchemaProgram& program, const View& view) {
  Engine<View> engine(program);
  return engine.fits(0, view) && !engine.exhausted();
}

template <class View>
std::vector<Failure> explained(const SchemaProgram& program, const View& view) {
  return Explainer<View>(program).run(0, view);
}

}  // namespace

bool Schema::check(const nlohmann::json& document) const { return fits(*program_, JsonView(document)); }

std::vector<Failure> Schema::failures(const nlohmann::json& document) const {
  return explained(*program_, JsonView(document));
}

std::vector<Failure> Schema::failures(const Type& type, const void* value) const {
  return explained(*program_, TypedView(&type, value));
}

std::vector<Failure> Schema::failures(const Payload& payload) const {
  if (payload.type() != nullptr) return failures(*payload.type(), payload.data());
  return failures(to_document(payload));
}

BoundSchema Schema::bind(const Type& type) const {
  return {&type, program_, std::make_shared<const SchemaProgram>(bind_program(*program_, type))};
}

bool BoundSchema::check(const void* value) const { return fits(*bound_, TypedView(type_, value)); }

bool BoundSchema::check(const Payload& payload) const {
  if (payload.type() == type_ && type_ != nullptr) return check(payload.data());
  return fits(*program_, JsonView(to_document(payload)));
}

std::vector<Failure> BoundSchema::failures(const Payload& payload) const {
  if (payload.type() != nullptr) return explained(*program_, TypedView(payload.type(), payload.data()));
  return explained(*program_, JsonView(to_document(payload)));
}

}  // namespace drydock
