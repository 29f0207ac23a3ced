// verdict.json. Its shape is promised by reports/verdict.schema.json and read back by reports/verdict_reader.cpp.
#include <nlohmann/json.hpp>

#include "reports/formats.hpp"
#include "reports/when.hpp"

namespace drydock {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& to, const char* name, const std::string& value) {
  if (!value.empty()) to[name] = value;
}

Json json_of(const Verdict& verdict, const StoryStep& step) {
  Json out;
  out["at"] = to_string(step.at);
  out["virtual"] = virtual_time(verdict, step.at);
  out["record"] = step.record;
  out["from"] = step.from;
  put(out, "to", step.to);
  out["what"] = step.what;
  out["link"] = step.proved ? "proved" : "inferred";
  return out;
}

Json json_of(const Verdict& verdict, const Finding& f) {
  Json out;
  out["invariant"] = f.invariant;
  out["name"] = f.name;
  out["sentence"] = f.sentence;
  put(out, "clause", f.clause);
  out["severity"] = f.severity;
  put(out, "flow", f.flow);
  put(out, "seat", f.seat);
  put(out, "order", f.order);
  put(out, "item", f.item);
  if (!f.keyword.empty()) out["pointer"] = f.pointer;
  put(out, "keyword", f.keyword);
  out["record"] = f.record;
  out["at"] = to_string(f.at);
  out["virtual"] = virtual_time(verdict, f.at);
  out["calendar"] = calendar_time(verdict, f.at);
  put(out, "expected", f.expected);
  put(out, "actual", f.actual);
  put(out, "nearest", f.nearest);
  out["faults"] = f.faults;
  out["story"] = Json::array();
  for (const auto& step : f.story) out["story"].push_back(json_of(verdict, step));
  put(out, "party", f.party);
  put(out, "reproduce", f.reproduce);
  return out;
}

Json json_of(const InvariantResult& i) {
  Json out{{"id", i.id},
           {"name", i.name},
           {"status", to_string(i.state)},
           {"evaluations", i.evaluations},
           {"findings", i.findings}};
  put(out, "reason", i.reason);
  if (i.required) out["required"] = true;
  return out;
}

Json json_of(const FaultResult& f) {
  Json out{{"id", f.id},       {"fault", f.fault},         {"planned", f.planned},
           {"fired", f.fired}, {"must_fire", f.must_fire}, {"state", f.state}};
  put(out, "reason", f.reason);
  return out;
}

Json json_of(const ReachedResult& r) { return Json{{"name", r.name}, {"declared", r.declared}, {"count", r.count}}; }

Json json_of(const ExpectationResult& e) {
  Json out{
      {"measure", e.measure}, {"limit", e.limit}, {"actual", e.actual}, {"met", e.met}, {"evaluated", e.evaluated}};
  put(out, "where", e.where);
  return out;
}

Json json_of(const MeasureResult& m) { return Json{{"name", m.name}, {"unit", m.unit}, {"value", m.value}}; }

template <class Row>
Json list_of(const std::vector<Row>& rows) {
  Json out = Json::array();
  for (const auto& row : rows) out.push_back(json_of(row));
  return out;
}

/// nlohmann leaves DEL and the C1 controls as they are; a terminal does not. Both occur inside strings only.
std::string without_controls(std::string_view json) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = static_cast<unsigned char>(json[i]);
    const auto next = i + 1 < json.size() ? static_cast<unsigned char>(json[i + 1]) : 0U;
    if (byte == 0x7F) {
      out += "\\u007f";
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      out += "\\u00";
      out += hex[next >> 4U];
      out += hex[next & 15U];
      ++i;
    } else {
      out += json[i];
    }
  }
  return out;
}

}  // namespace

std::string render_json(const Verdict& v, const RenderOptions&) {
  Json out;
  out["format"] = v.format;
  out["verdict"] = to_string(v.outcome);
  put(out, "problem", v.problem);
  put(out, "cut_short", v.cut_short);
  put(out, "partial", v.partial);
  out["versions"] = v.versions;
  out["scenario"] = v.scenario;
  put(out, "story", v.story);
  put(out, "source", v.source);
  out["seed"] = v.seed;
  out["world"] = v.world;
  out["run_id"] = v.run_id;
  out["history_hash"] = v.history_hash;
  out["start"] = to_string(v.start);
  out["utc_offset_minutes"] = v.utc_offset_minutes;
  out["counts"] = Json{{"messages", v.counts.messages},
                       {"events", v.counts.events},
                       {"records", v.counts.records},
                       {"orders", v.counts.orders},
                       {"contract_checks", v.counts.contract_checks}};
  out["wall_seconds"] = v.wall_seconds;
  out["virtual_seconds"] = v.virtual_seconds;
  out["peak_rss_bytes"] = v.peak_rss_bytes;
  out["defects"] = v.defects;
  out["invariants"] = list_of(v.invariants);
  out["faults"] = list_of(v.faults);
  out["reached"] = list_of(v.reached);
  out["expectations"] = list_of(v.expectations);
  out["measures"] = list_of(v.measures);
  out["findings"] = Json::array();
  for (const auto& finding : v.findings) out["findings"].push_back(json_of(v, finding));
  out["reproduce"] = v.reproduce;
  return without_controls(out.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace drydock
