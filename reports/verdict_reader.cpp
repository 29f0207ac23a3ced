#include "reports/verdict_reader.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "contracts/bounds.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

/// What is wrong, and where. Never leaves this file.
struct Unreadable {
  std::string message;
};

/// A place in the document: its value and the pointer that names it in a message.
class Place {
 public:
  Place(const Json& value, std::string pointer) : value_(value), pointer_(std::move(pointer)) {}

  bool has(const char* name) const { return value_.is_object() && value_.contains(name); }
  Place at(const char* name) const {
    if (!value_.is_object()) refuse("an object");
    const auto found = value_.find(name);
    if (found == value_.end()) throw Unreadable{fmt::format("{}: \"{}\" is missing", shown(), name)};
    return {*found, pointer_ + "/" + name};
  }
  std::string text() const {
    if (!value_.is_string()) refuse("a string");
    return value_.get<std::string>();
  }
  std::string text_or_empty(const char* name) const { return has(name) ? at(name).text() : std::string{}; }
  bool flag() const {
    if (!value_.is_boolean()) refuse("true or false");
    return value_.get<bool>();
  }
  double number() const {
    if (!value_.is_number()) refuse("a number");
    return value_.get<double>();
  }
  std::uint64_t count() const {
    if (!value_.is_number_unsigned()) refuse("a whole number from 0");
    return value_.get<std::uint64_t>();
  }
  std::int64_t integer() const {
    if (!value_.is_number_integer() || (value_.is_number_unsigned() && value_.get<std::uint64_t>() > INT64_MAX))
      refuse("a whole number");
    return value_.get<std::int64_t>();
  }
  Instant instant() const {
    const auto at = parse_instant(text());
    if (!at) refuse("a date-time such as 2026-11-27T15:00:00.000000Z");
    return *at;
  }
  template <class Read>
  auto list(Read read) const {
    if (!value_.is_array()) refuse("a list");
    std::vector<decltype(read(*this))> out;
    for (std::size_t i = 0; i < value_.size(); ++i)
      out.push_back(read(Place{value_[i], fmt::format("{}/{}", pointer_, i)}));
    return out;
  }
  std::vector<std::string> texts() const {
    return list([](const Place& p) { return p.text(); });
  }
  std::map<std::string, std::string> texts_by_name() const {
    if (!value_.is_object()) refuse("an object");
    std::map<std::string, std::string> out;
    for (const auto& [name, value] : value_.items()) out[name] = Place{value, pointer_ + "/" + name}.text();
    return out;
  }
  [[noreturn]] void refuse(std::string_view expected) const {
    throw Unreadable{fmt::format("{}: expected {}, found {}", shown(), expected, value_.type_name())};
  }

 private:
  std::string shown() const { return pointer_.empty() ? "the document" : pointer_; }
  const Json& value_;
  std::string pointer_;
};

StoryStep step_of(const Place& p) {
  return {.at = p.at("at").instant(),
          .record = p.at("record").count(),
          .from = p.at("from").text(),
          .to = p.text_or_empty("to"),
          .what = p.at("what").text(),
          .proved = p.at("link").text() == "proved"};
}

Finding finding_of(const Place& p) {
  Finding f;
  f.invariant = p.at("invariant").text();
  f.name = p.at("name").text();
  f.sentence = p.at("sentence").text();
  f.clause = p.text_or_empty("clause");
  f.severity = p.at("severity").text();
  f.flow = p.text_or_empty("flow");
  f.seat = p.text_or_empty("seat");
  f.order = p.text_or_empty("order");
  f.item = p.text_or_empty("item");
  f.pointer = p.text_or_empty("pointer");
  f.keyword = p.text_or_empty("keyword");
  f.record = p.at("record").count();
  f.at = p.at("at").instant();
  f.expected = p.text_or_empty("expected");
  f.actual = p.text_or_empty("actual");
  f.nearest = p.text_or_empty("nearest");
  f.faults = p.at("faults").texts();
  f.story = p.at("story").list(step_of);
  f.party = p.text_or_empty("party");
  f.reproduce = p.text_or_empty("reproduce");
  return f;
}

InvariantResult invariant_of(const Place& p) {
  const auto state = invariant_state_of(p.at("status").text());
  if (!state) p.at("status").refuse("held, violated, not_exercised, not_evaluated or out_of_scope");
  return {.id = p.at("id").text(),
          .name = p.at("name").text(),
          .state = *state,
          .evaluations = p.at("evaluations").count(),
          .findings = p.at("findings").count(),
          .reason = p.text_or_empty("reason"),
          .required = p.has("required") && p.at("required").flag()};
}

FaultResult fault_of(const Place& p) {
  return {.id = p.at("id").text(),
          .fault = p.at("fault").text(),
          .planned = p.at("planned").text(),
          .fired = p.at("fired").integer(),
          .must_fire = p.at("must_fire").flag(),
          .state = p.at("state").text(),
          .reason = p.text_or_empty("reason")};
}

ReachedResult reached_of(const Place& p) {
  return {.name = p.at("name").text(), .declared = p.at("declared").flag(), .count = p.at("count").count()};
}

ExpectationResult expectation_of(const Place& p) {
  return {.measure = p.at("measure").text(),
          .limit = p.at("limit").text(),
          .actual = p.at("actual").text(),
          .met = p.at("met").flag(),
          .evaluated = p.at("evaluated").flag(),
          .where = p.text_or_empty("where")};
}

MeasureResult measure_of(const Place& p) {
  return {.name = p.at("name").text(), .unit = p.at("unit").text(), .value = p.at("value").integer()};
}

Verdict verdict_of(const Place& p) {
  if (p.at("format").integer() != 1)
    throw Unreadable{fmt::format("/format: this drydock reads format 1, found {}", p.at("format").integer())};
  Verdict v;
  const auto outcome = outcome_of(p.at("verdict").text());
  if (!outcome) p.at("verdict").refuse("pass, fail, vacuous or error");
  v.outcome = *outcome;
  v.problem = p.text_or_empty("problem");
  v.cut_short = p.text_or_empty("cut_short");
  v.partial = p.text_or_empty("partial");
  v.versions = p.at("versions").texts_by_name();
  v.scenario = p.at("scenario").text();
  v.story = p.text_or_empty("story");
  v.source = p.text_or_empty("source");
  v.seed = p.at("seed").count();
  v.world = p.at("world").text();
  v.run_id = p.at("run_id").text();
  v.history_hash = p.at("history_hash").text();
  v.start = p.at("start").instant();
  v.utc_offset_minutes = p.at("utc_offset_minutes").integer();
  const Place counts = p.at("counts");
  v.counts = {.messages = counts.at("messages").count(),
              .events = counts.at("events").count(),
              .records = counts.at("records").count(),
              .orders = counts.at("orders").count(),
              .contract_checks = counts.at("contract_checks").count()};
  v.wall_seconds = p.at("wall_seconds").number();
  v.virtual_seconds = p.at("virtual_seconds").number();
  v.peak_rss_bytes = p.at("peak_rss_bytes").count();
  v.defects = p.at("defects").texts();
  v.invariants = p.at("invariants").list(invariant_of);
  v.faults = p.at("faults").list(fault_of);
  v.reached = p.at("reached").list(reached_of);
  v.expectations = p.at("expectations").list(expectation_of);
  v.measures = p.at("measures").list(measure_of);
  v.findings = p.at("findings").list(finding_of);
  v.reproduce = p.at("reproduce").text();
  return v;
}

/// The document, bounded in depth: this file may come from anywhere.
Json parsed(std::string_view text) {
  const auto bounded = [](int depth, Json::parse_event_t, Json&) {
    if (depth > static_cast<int>(max_json_depth)) throw Unreadable{"nested too deeply"};
    return true;
  };
  try {
    return Json::parse(text, bounded);
  } catch (const Json::parse_error& e) {
    throw Unreadable{fmt::format("not JSON: {}", e.what())};
  }
}

}  // namespace

std::optional<Verdict> read_verdict(std::string_view text, std::string& mistake) {
  try {
    const Json document = parsed(text);
    return verdict_of(Place{document, ""});
  } catch (const Unreadable& wrong) {
    mistake = wrong.message;
    return std::nullopt;
  }
}

}  // namespace drydock
