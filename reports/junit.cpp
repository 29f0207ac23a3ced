// JUnit XML as CI servers read it: one suite a run, one test case per invariant, expectation, reached state and fault.
#include <fmt/format.h>

#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/reasons.hpp"
#include "reports/when.hpp"

namespace drydock {
namespace {

class Suite {
 public:
  explicit Suite(const Verdict& verdict) : verdict_(verdict) {}

  std::string str() {
    cases();
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites tests=\"{0}\" failures=\"{1}\" errors=\"{2}\">\n"
        "  <testsuite name=\"{3}\" tests=\"{0}\" failures=\"{1}\" errors=\"{2}\" skipped=\"{4}\" time=\"{5:.3f}\" "
        "timestamp=\"{6}\">\n"
        "{7}{8}  </testsuite>\n</testsuites>\n",
        tests_, failures_, errors_, for_xml(verdict_.scenario), skipped_, verdict_.wall_seconds,
        to_string(verdict_.start).substr(0, 19), properties(), cases_);
  }

 private:
  std::string properties() const {
    std::string out = "    <properties>\n";
    const auto property = [&out](std::string_view name, std::string_view value) {
      out += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, for_xml(value));
    };
    property("verdict", to_string(verdict_.outcome));
    property("seed", fmt::format("{}", verdict_.seed));
    property("world", verdict_.world);
    property("history_hash", verdict_.history_hash);
    property("reproduce", verdict_.reproduce);
    return out + "    </properties>\n";
  }

  void test(std::string_view group, std::string_view name, std::string_view inside = {}) {
    ++tests_;
    cases_ +=
        fmt::format("    <testcase classname=\"{}.{}\" name=\"{}\"", for_xml(verdict_.scenario), group, for_xml(name));
    cases_ += inside.empty() ? "/>\n" : fmt::format(">\n{}    </testcase>\n", inside);
  }
  std::string skipped(std::string_view why) {
    ++skipped_;
    return fmt::format("      <skipped message=\"{}\"/>\n", for_xml(why));
  }
  std::string failure(std::string_view type, std::string_view message, std::string_view text = {}) {
    ++failures_;
    return fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n", type, for_xml(message),
                       for_xml_lines(text));
  }
  /// Escaped line by line: the lines themselves are ours.
  static std::string for_xml_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      out += for_xml(text.substr(0, end));
      if (end < text.size()) out += '\n';
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
  }

  void cases() {
    for (const auto& row : verdict_.invariants) invariant(row);
    for (const auto& e : verdict_.expectations) expectation(e);
    for (const auto& r : verdict_.reached)
      if (r.declared) test("reached", r.name, r.count > 0 ? "" : failure("vacuous", r.name + " was never reached"));
    for (const auto& f : verdict_.faults) fault(f);
    if (verdict_.outcome == Outcome::error) {
      ++errors_;
      test("harness", "run", fmt::format("      <error message=\"{}\"/>\n", for_xml(verdict_.problem)));
    }
  }

  void invariant(const InvariantResult& row) {
    const std::string name = row.id + " " + row.name;
    switch (row.state) {
      case InvariantState::held: test("invariants", name); return;
      case InvariantState::violated: test("invariants", name, findings_of(row)); return;
      default: {
        const std::string why = fmt::format("{}{}{}", to_string(row.state), row.reason.empty() ? "" : ": ", row.reason);
        test("invariants", name, row.required ? failure("vacuous", why) : skipped(why));
      }
    }
  }

  std::string findings_of(const InvariantResult& row) {
    std::string text;
    std::string first;
    for (const auto& group : told_findings(verdict_)) {
      if (group.id != row.id) continue;
      first = group.findings.front()->sentence;
      for (const auto* f : group.findings) text += told(*f, f == group.findings.front());
      if (!group.more.empty()) text += group.more + "\n";
    }
    text += "./drydock explain " + for_terminal(row.name) + "\n";
    return failure(row.name, first.empty() ? fmt::format("{} findings", row.findings) : first, "\n" + text);
  }

  std::string told(const Finding& f, bool whole) const {
    std::string out = fmt::format("{}: {}\n", for_terminal(f.name), for_terminal(f.sentence));
    const auto field = [&out](std::string_view label, std::string_view value) {
      if (!value.empty()) out += fmt::format("  {:<10} {}\n", label, for_terminal(value));
    };
    field("clause", f.clause);
    field("seat", f.seat);
    field("order", f.order);
    field("item", f.item);
    field("pointer", f.pointer);
    field("keyword", f.keyword);
    field("when", virtual_time(verdict_, f.at) + "  " + calendar_time(verdict_, f.at));
    if (!whole) return out;
    field("expected", f.expected);
    field("actual", f.actual);
    field("nearest", f.nearest);
    field("faults", fmt::format("{}", fmt::join(f.faults, ", ")));
    for (const auto& step : f.story)
      field(step.proved ? "proved" : "inferred",
            fmt::format("{}  {}{}{}  {}", virtual_time(verdict_, step.at), step.from, step.to.empty() ? "" : " -> ",
                        step.to, step.what));
    field("party", f.party);
    return out;
  }

  void expectation(const ExpectationResult& e) {
    const std::string name = e.measure + " " + e.limit;
    if (!e.evaluated)
      test("expectations", name, failure("vacuous", "nothing to judge it on"));
    else
      test("expectations", name,
           e.met ? "" : failure("expectation", "was " + e.actual + (e.where.empty() ? "" : "; look at " + e.where)));
  }

  void fault(const FaultResult& f) {
    const std::string name = fmt::format("{} ({})", f.id, f.planned);
    if (f.state == "not_injectable")
      test("faults", name, skipped(f.reason.empty() ? f.state : f.state + ": " + f.reason));
    else if (f.must_fire && f.fired == 0)
      test("faults", name, failure("vacuous", "never fired"));
    else
      test("faults", name);
  }

  const Verdict& verdict_;
  std::string cases_;
  int tests_ = 0;
  int failures_ = 0;
  int errors_ = 0;
  int skipped_ = 0;
};

}  // namespace

std::string render_junit(const Verdict& verdict, const RenderOptions&) { return Suite(verdict).str(); }

}  // namespace drydock
