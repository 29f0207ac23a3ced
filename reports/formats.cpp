#include "reports/formats.hpp"

namespace drydock {
namespace {

constexpr ReportFormat table[] = {
    {"html", "report.html", "one self-contained page for a browser", nullptr},
    {"json", "verdict.json", "everything, for programs (reports/verdict.schema.json)", &render_json},
    {"junit", "junit.xml", "a test case per invariant, expectation, reached state and fault, for CI", &render_junit},
    {"markdown", "report.md", "for a pull request or a wiki", &render_markdown},
    {"sqlite", "run.sqlite", "the history as tables, for queries", nullptr},
    {"text", "report.txt", "for a terminal or a log", &render_text},
};

}  // namespace

std::span<const ReportFormat> report_formats() { return table; }

const ReportFormat* find_format(std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace drydock
