// For a pull request or a wiki, where nobody scrolls: the verdict, the story of the first finding, then tables.
#include <fmt/format.h>

#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/reasons.hpp"
#include "reports/when.hpp"

namespace drydock {
namespace {

std::string code(std::string_view text) { return text.empty() ? "" : "`" + for_markdown_code(text) + "`"; }

class Markdown {
 public:
  explicit Markdown(const Verdict& verdict) : v_(verdict) {}

  std::string str() {
    head();
    what_happened();
    findings();
    faults();
    reached();
    expectations();
    measures();
    invariants();
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    out_ += text;
    out_ += '\n';
  }
  void table(std::string_view title, std::string_view names, std::string_view rule) {
    line(fmt::format("\n## {}\n\n{}\n{}", title, names, rule));
  }

  void head() {
    line(fmt::format("# {}: {}\n", for_markdown(v_.scenario), to_string(v_.outcome)));
    if (!v_.story.empty()) line(for_markdown(v_.story) + "\n");
    for (const auto& why : reasons(v_)) line("* " + for_markdown(why));
    if (!reasons(v_).empty()) line("");
    line(fmt::format("Seed {}, {} world, hash {}, {} messages, {} orders, {} contract checks.",
                     code(fmt::format("{}", v_.seed)), for_markdown(v_.world), code(v_.history_hash),
                     grouped(v_.counts.messages), grouped(v_.counts.orders), grouped(v_.counts.contract_checks)));
    if (!v_.defects.empty())
      line(fmt::format("Defects switched on: {}.", for_markdown(fmt::format("{}", fmt::join(v_.defects, ", ")))));
    if (!v_.reproduce.empty()) line(fmt::format("\nReproduce: {}", code(v_.reproduce)));
  }

  void field(std::string_view label, std::string_view value) {
    if (!value.empty()) line(fmt::format("* {}: {}", label, for_markdown(value)));
  }

  /// The first finding whole, as an example of what went wrong.
  void what_happened() {
    if (v_.findings.empty()) return;
    const Finding& f = v_.findings.front();
    line(fmt::format("\n## What happened\n\n**{}**: {}\n", for_markdown(f.name), for_markdown(f.sentence)));
    field("clause", f.clause);
    field("flow", f.flow);
    field("where", where(f));
    line(fmt::format("* when: {} ({})", virtual_time(v_, f.at), calendar_time(v_, f.at)));
    field("expected", f.expected);
    field("actual", f.actual);
    field("nearest accepted", f.nearest);
    field("faults active", f.faults.empty() ? "none" : fmt::format("{}", fmt::join(f.faults, ", ")));
    field("broke its clause", f.party);
    story(f);
  }

  static std::string where(const Finding& f) {
    std::vector<std::string> parts;
    if (!f.seat.empty()) parts.push_back(f.seat);
    if (!f.order.empty()) parts.push_back("order " + f.order);
    if (!f.item.empty()) parts.push_back("item " + f.item);
    if (!f.keyword.empty()) parts.push_back(fmt::format("{} at {}", f.keyword, f.pointer.empty() ? "/" : f.pointer));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  void story(const Finding& f) {
    if (f.story.empty()) return;
    line("\n| when | from | to | what | link |\n|---|---|---|---|---|");
    for (const auto& s : f.story)
      line(fmt::format("| {} | {} | {} | {} | {} |", virtual_time(v_, s.at), for_markdown(s.from), for_markdown(s.to),
                       for_markdown(s.what), s.proved ? "proved" : "inferred"));
  }

  void findings() {
    if (v_.findings.empty()) return;
    table("Findings", "| invariant | what | where | when | expected | actual | clause |",
          "|---|---|---|---|---|---|---|");
    for (const auto& group : told_findings(v_)) {
      for (const auto* each : group.findings) row(*each);
      if (!group.more.empty()) line(fmt::format("| {} | {} | | | | | |", for_markdown(group.name), group.more));
    }
    line("\nWhat was promised, the usual cause and the usual mend:\n");
    for (const auto* each : violated(v_)) line("* " + code("./drydock explain " + each->name));
  }

  void row(const Finding& f) {
    line(fmt::format("| {} | {} | {} | {} | {} | {} | {} |", for_markdown(f.name), for_markdown(f.sentence),
                     for_markdown(where(f)), virtual_time(v_, f.at), for_markdown(f.expected), for_markdown(f.actual),
                     for_markdown(f.clause)));
  }

  void faults() {
    if (v_.faults.empty()) return;
    table("Faults", "| id | fault | planned | fired | |", "|---|---|---|--:|---|");
    for (const auto& f : v_.faults)
      line(fmt::format("| {} | {} | {} | {} | {} |", for_markdown(f.id), for_markdown(f.fault), for_markdown(f.planned),
                       f.fired, for_markdown(f.state == "fired" ? f.reason : f.state + " " + f.reason)));
  }
  void reached() {
    if (v_.reached.empty()) return;
    table("Reached", "| state | times | asked for |", "|---|--:|---|");
    for (const auto& r : v_.reached)
      if (r.declared || r.count > 0)
        line(fmt::format("| {} | {} | {} |", for_markdown(r.name), grouped(r.count), r.declared ? "yes" : ""));
  }
  void expectations() {
    if (v_.expectations.empty()) return;
    table("Expectations", "| measure | limit | was | |", "|---|---|---|---|");
    for (const auto& e : v_.expectations)
      line(fmt::format("| {} | {} | {} | {} |", for_markdown(e.measure), for_markdown(e.limit), for_markdown(e.actual),
                       !e.evaluated       ? not_judged(v_)
                       : e.met            ? "met"
                       : !e.where.empty() ? "**not met**: look at " + for_markdown(e.where)
                                          : "**not met**"));
  }
  void measures() {
    if (v_.measures.empty()) return;
    table("Measures", "| measure | value |", "|---|--:|");
    for (const auto& m : v_.measures) line(fmt::format("| {} | {} |", for_markdown(m.name), measure_value(m)));
  }
  void invariants() {
    if (v_.invariants.empty()) return;
    table("Invariants", "| id | name | status | evaluations | findings | |", "|---|---|---|--:|--:|---|");
    std::vector<std::string> held;
    for (const auto& i : v_.invariants) {
      if (i.state == InvariantState::held)
        held.push_back(fmt::format("{} {}", for_markdown(i.name), grouped(i.evaluations)));
      else
        line(fmt::format("| {} | {} | {} | {} | {} | {} |", for_markdown(i.id), for_markdown(i.name),
                         for_markdown(to_string(i.state)), grouped(i.evaluations), grouped(i.findings),
                         for_markdown(i.reason)));
    }
    if (!held.empty()) line(fmt::format("\nHeld, with the number of evaluations: {}.", fmt::join(held, ", ")));
  }

  const Verdict& v_;
  std::string out_;
};

}  // namespace

std::string render_markdown(const Verdict& verdict, const RenderOptions&) { return Markdown(verdict).str(); }

}  // namespace drydock
