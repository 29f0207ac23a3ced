#include "harness/scenario/document.hpp"

#include "harness/scenario/data_files.hpp"
#include "harness/scenario/extends.hpp"
#include "harness/scenario/merge.hpp"
#include "harness/scenario/profiles.hpp"
#include "harness/scenario/set_flag.hpp"
#include "harness/scenario/without.hpp"

namespace drydock {
namespace {

void assemble(Document& document, std::string_view text, const std::string& file, const DocumentChoices& choices,
              Reading& reading) {
  auto root = read_extended(text, file, choices.find, reading);
  if (!root) return;
  document.root = std::move(*root);
  if (document.root.kind != Node::Kind::map) return;  // the reader says so
  apply_without(document.root, reading);
  document.profiles = check_profiles(document.root, reading);
  if (choices.profile) apply_profile(document.root, *choices.profile, reading);
  take_out(document.root, "profiles");
  for (const std::string& flag : choices.sets) apply_set(document.root, flag, reading);
  apply_without(document.root, reading);  // of a flag
  DataFiles files(reading, choices.data, file);
  lay_locations(files, document.root);
}

}  // namespace

Document read_document(std::string_view text, const std::string& file, const DocumentChoices& choices) {
  Document document;
  Reading reading(std::vector<std::string>{});
  assemble(document, text, file, choices, reading);
  document.sources = reading.sources();
  document.mistakes = reading.take();
  return document;
}

}  // namespace drydock
