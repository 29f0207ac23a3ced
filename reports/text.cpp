// The report for a terminal: findings first, then the tables, and the verdict last, where a scrolled screen shows it.
#include <fmt/format.h>

#include <algorithm>

#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/reasons.hpp"
#include "reports/table.hpp"
#include "reports/when.hpp"

namespace drydock {
namespace {

constexpr std::size_t label_width = 11;
constexpr std::size_t most_pointers = 3;  // causes come first: what follows from them needs no reading

class Text {
 public:
  Text(const Verdict& verdict, const RenderOptions& options)
      : verdict_(verdict), options_(options), width_(std::max<std::size_t>(options.width, 60)) {}

  std::string str() {
    header();
    findings();
    faults();
    reached();
    expectations();
    measures();
    invariants();
    counts();
    closing();
    return std::move(out_);
  }

 private:
  enum class Ink { plain, bold, dim, red, green, yellow };

  std::string_view code(Ink ink) const {
    if (!options_.colour) return {};
    switch (ink) {
      case Ink::plain: return {};
      case Ink::bold: return "\x1b[1m";
      case Ink::dim: return "\x1b[2m";
      case Ink::red: return "\x1b[1;31m";
      case Ink::green: return "\x1b[1;32m";
      case Ink::yellow: return "\x1b[1;33m";
    }
    return {};
  }
  std::string_view end(Ink ink) const { return options_.colour && ink != Ink::plain ? "\x1b[0m" : std::string_view{}; }
  std::string in(Ink ink, std::string_view text) const { return fmt::format("{}{}{}", code(ink), text, end(ink)); }

  void line(std::string_view text = {}) {
    out_ += text;
    out_ += '\n';
  }
  void title(std::string_view text) {
    line();
    line(in(Ink::bold, text));
  }
  /// "  label      value", the value wrapped under itself. Nothing for an empty value.
  void field(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    const std::size_t indent = 2 + label_width;
    line(fmt::format("  {}{}{}", in(Ink::dim, label), std::string(label_width - label.size(), ' '),
                     wrapped(for_terminal(value), width_, indent)));
  }
  Table table(std::vector<Table::Align> columns) const { return Table(std::move(columns)); }
  void row(Table& to, std::vector<std::string> cells, Ink ink = Ink::plain) const {
    to.row(std::move(cells), code(ink), end(ink));
  }
  void print(const Table& what) { out_ += what.str(width_); }

  void header();
  void findings();
  void finding(const Finding&);
  void details(const Finding&);
  void story(const Finding&);
  void faults();
  void reached();
  void expectations();
  void measures();
  void invariant(const InvariantResult&, std::size_t widest);
  void invariants();
  void counts();
  void pointers();
  void closing();

  const Verdict& verdict_;
  const RenderOptions& options_;
  std::size_t width_;
  std::string out_;
};

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

void Text::header() {
  std::string first = fmt::format("{}  seed {}  {} world", in(Ink::bold, for_terminal(verdict_.scenario)),
                                  verdict_.seed, for_terminal(verdict_.world));
  if (verdict_.defects.size() == 1) first += fmt::format("  defect {}", for_terminal(verdict_.defects.front()));
  if (verdict_.defects.size() > 1) first += fmt::format("  defects {}", for_terminal(joined(verdict_.defects, ", ")));
  line(first);
  if (!verdict_.story.empty()) line(in(Ink::dim, wrapped(for_terminal(verdict_.story), width_, 0)));
}

void Text::findings() {
  for (const auto& group : told_findings(verdict_)) {
    for (const auto* each : group.findings) {
      finding(*each);
      if (each == group.findings.front()) details(*each);
    }
    if (!group.more.empty()) line(fmt::format("\n{}: {}", for_terminal(group.name), group.more));
  }
}

// What the second and third of an invariant show too.
void Text::finding(const Finding& f) {
  line();
  const std::string name = for_terminal(f.name);
  const std::string told = wrapped(name + ": " + for_terminal(f.sentence), width_, 2);
  line(told.starts_with(name) ? in(Ink::red, name) + told.substr(name.size()) : told);
  std::vector<std::string> promise;
  if (!f.clause.empty()) promise.push_back(f.clause);
  promise.push_back("severity " + f.severity);
  if (!f.flow.empty()) promise.push_back("flow " + f.flow);
  field("clause", joined(promise, ", "));
  std::vector<std::string> where;
  if (!f.seat.empty()) where.push_back(f.seat);
  if (!f.order.empty()) where.push_back("order " + f.order);
  if (!f.item.empty()) where.push_back("item " + f.item);
  if (!f.keyword.empty()) where.push_back(fmt::format("{} at {}", f.keyword, f.pointer.empty() ? "/" : f.pointer));
  field("where", joined(where, ", "));
  field("when", fmt::format("{}  ({})", virtual_time(verdict_, f.at), calendar_time(verdict_, f.at)));
}

void Text::details(const Finding& f) {
  field("expected", f.expected);
  field("actual", f.actual);
  field("nearest", f.nearest);
  field("faults", f.faults.empty() ? "none active" : joined(f.faults, ", "));
  story(f);
  field("party", f.party);
}

void Text::story(const Finding& f) {
  if (f.story.empty()) return;
  line(fmt::format("  {}      {}", in(Ink::dim, "story"),
                   in(Ink::dim, "-> proved by causation or trace id, ~> inferred from key and time")));
  std::size_t from = 0;
  std::size_t to = 0;
  for (const auto& step : f.story) {
    from = std::max(from, terminal_width(for_terminal(step.from)));
    to = std::max(to, terminal_width(for_terminal(step.to)));
  }
  const auto padded = [](std::string_view text, std::size_t width) {
    std::string shown = for_terminal(text);
    const std::size_t has = terminal_width(shown);
    return shown + std::string(width > has ? width - has : 0, ' ');
  };
  for (const auto& step : f.story) {
    const std::string who = step.to.empty() ? padded(step.from, from + 4 + to)
                                            : fmt::format("{} {} {}", padded(step.from, from),
                                                          step.proved ? "->" : "~>", padded(step.to, to));
    const std::string head = fmt::format("    {}  {}  ", virtual_time(verdict_, step.at), who);
    const std::size_t indent = terminal_width(head);
    line(head + (indent + 30 < width_ ? wrapped(for_terminal(step.what), width_, indent) : for_terminal(step.what)));
  }
}

void Text::faults() {
  if (verdict_.faults.empty()) return;
  title("Faults");
  Table t =
      table({Table::Align::left, Table::Align::left, Table::Align::left, Table::Align::right, Table::Align::left});
  for (const auto& f : verdict_.faults) {
    const bool missing = f.state == "never_fired";
    std::string note = f.state == "fired" ? "" : f.state;
    if (!f.reason.empty()) note += (note.empty() ? "" : ": ") + f.reason;
    row(t, {f.id, f.fault, f.planned, grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(f.fired, 0))), note},
        missing && f.must_fire ? Ink::yellow : Ink::plain);
  }
  print(t);
}

void Text::reached() {
  Table t = table({Table::Align::left, Table::Align::right});
  std::vector<std::string> besides;
  for (const auto& r : verdict_.reached) {
    if (r.declared)
      row(t, {r.name, r.count == 0 ? "never" : grouped(r.count)}, r.count == 0 ? Ink::yellow : Ink::plain);
    else if (r.count > 0)
      besides.push_back(fmt::format("{} {}", for_terminal(r.name), grouped(r.count)));
  }
  if (t.empty() && besides.empty()) return;
  title("Reached");
  print(t);
  if (!besides.empty()) line("  " + wrapped((t.empty() ? "" : "besides: ") + joined(besides, ", "), width_, 2));
}

void Text::expectations() {
  if (verdict_.expectations.empty()) return;
  title("Expectations");
  Table t = table({Table::Align::left, Table::Align::left, Table::Align::left, Table::Align::left});
  for (const auto& e : verdict_.expectations) {
    const Ink ink = !e.evaluated ? Ink::yellow : e.met ? Ink::plain : Ink::red;
    row(t,
        {e.measure, e.limit, e.evaluated ? e.actual : "-",
         !e.evaluated ? not_judged(verdict_)
         : e.met      ? "met"
                      : "NOT MET"},
        ink);
  }
  print(t);
  for (const auto& e : verdict_.expectations)
    if (!e.where.empty())
      line(wrapped(fmt::format("  {}: look at {}", for_terminal(e.measure), for_terminal(e.where)), width_, 4));
}

void Text::measures() {
  if (verdict_.measures.empty()) return;
  title("Measures");
  Table t = table({Table::Align::left, Table::Align::right});
  for (const auto& m : verdict_.measures) row(t, {m.name, measure_value(m)});
  print(t);
}

// A note is never cut: it says what to do.
void Text::invariant(const InvariantResult& row, std::size_t widest) {
  const bool violated = row.state == InvariantState::violated;
  const std::string name = for_terminal(row.name);
  const std::string head = fmt::format("  {:<3}  {}{}  {:<13}  ", for_terminal(row.id), name,
                                       std::string(widest - terminal_width(name), ' '), to_string(row.state));
  const std::string note = violated
                               ? fmt::format("{} of {} evaluations", grouped(row.findings), grouped(row.evaluations))
                               : for_terminal(row.reason);
  std::string told = head + wrapped(note, width_, terminal_width(head));
  told.erase(told.find_last_not_of(' ') + 1);
  line(violated ? in(Ink::red, told) : told);
}

void Text::invariants() {
  if (verdict_.invariants.empty()) return;
  title("Invariants");
  std::size_t widest = 0;
  for (const auto& i : verdict_.invariants) widest = std::max(widest, terminal_width(for_terminal(i.name)));
  std::vector<std::string> held;
  for (const auto& i : verdict_.invariants) {
    if (i.state == InvariantState::held)
      held.push_back(fmt::format("{} {}", for_terminal(i.name), grouped(i.evaluations)));
    else
      invariant(i, widest);
  }
  if (!held.empty()) line(fmt::format("  held ({}): {}", held.size(), wrapped(joined(held, ", "), width_, 4)));
}

void Text::counts() {
  const Counts& c = verdict_.counts;
  title("Run");
  std::string counts = fmt::format("{} messages", grouped(c.messages));
  if (c.orders > 0) {
    const std::uint64_t tenths = c.messages * 10 / c.orders;
    counts += fmt::format(" ({}.{} per order), {} orders", tenths / 10, tenths % 10, grouped(c.orders));
  }
  counts += fmt::format(", {} contract checks, {} records", grouped(c.contract_checks), grouped(c.records));
  line("  " + wrapped(counts, width_, 2));
  const auto virtual_us = static_cast<std::int64_t>(verdict_.virtual_seconds) * 1'000'000;
  line(fmt::format("  {:.1f} s for {} of virtual time, peak memory {}", verdict_.wall_seconds,
                   to_string(Duration{virtual_us}), bytes_in_words(verdict_.peak_rss_bytes)));
}

// Where to read on.
void Text::pointers() {
  auto rows = violated(verdict_);
  if (rows.empty()) return;
  line("\n  What was promised, the usual cause and the usual mend:");
  if (rows.size() > most_pointers) rows.resize(most_pointers);
  for (const auto* row : rows) line("  ./drydock explain " + for_terminal(row->name));
}

void Text::closing() {
  line();
  for (const auto& why : reasons(verdict_)) line("  " + wrapped(for_terminal(why), width_, 4));
  pointers();
  if (!reasons(verdict_).empty()) line();
  const Ink ink = verdict_.outcome == Outcome::pass      ? Ink::green
                  : verdict_.outcome == Outcome::vacuous ? Ink::yellow
                                                         : Ink::red;
  line(fmt::format("verdict    {}", in(ink, to_string(verdict_.outcome))));
  line(fmt::format("seed       {}", verdict_.seed));
  if (!verdict_.history_hash.empty()) line(fmt::format("hash       {}", for_terminal(verdict_.history_hash)));
  if (!verdict_.reproduce.empty()) line(fmt::format("reproduce  {}", for_terminal(verdict_.reproduce)));
}

}  // namespace

std::string render_text(const Verdict& verdict, const RenderOptions& options) { return Text(verdict, options).str(); }

}  // namespace drydock
