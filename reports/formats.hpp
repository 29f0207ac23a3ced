// The table of report formats. A new one: its file, its row.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "reports/verdict.hpp"

namespace drydock {

struct RenderOptions {
  bool colour = false;      ///< text only: ANSI colours
  std::size_t width = 100;  ///< text only: columns to fit prose and tables into, at least 60
};

struct ReportFormat {
  std::string_view name;       ///< "junit"
  std::string_view file_name;  ///< what it is called under --out: "junit.xml"
  std::string_view summary;
  std::string (*render)(const Verdict&,
                        const RenderOptions&);  ///< null: the name is known, the format is not there yet
};

/// The table, sorted by name.
std::span<const ReportFormat> report_formats();
const ReportFormat* find_format(std::string_view name);

std::string render_json(const Verdict&, const RenderOptions&);
std::string render_junit(const Verdict&, const RenderOptions&);
std::string render_markdown(const Verdict&, const RenderOptions&);
std::string render_text(const Verdict&, const RenderOptions&);

}  // namespace drydock
