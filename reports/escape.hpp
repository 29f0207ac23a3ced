// What came from foreign systems may hold anything. Nothing of it may move a cursor, colour a terminal, end an element
// or start a table column.
#pragma once
#include <string>
#include <string_view>

namespace drydock {

/// For a terminal: control characters (C0, DEL, C1), line and paragraph separators and the marks that turn the
/// direction of text are written as \n, \t, \x1b or \u202e; bytes that are not UTF-8 as \xff. One line in, one line
/// out.
std::string for_terminal(std::string_view);
/// For XML 1.0 text and attribute values: markup is escaped; what XML cannot hold is written as for_terminal writes it.
std::string for_xml(std::string_view);
/// For Markdown text and table cells: one line, and every character that Markdown or HTML reads is escaped.
std::string for_markdown(std::string_view);
/// For Markdown between backticks: one line without backticks that could end it; `|` escaped for tables.
std::string for_markdown_code(std::string_view);
/// The columns a terminal needs for it: wide East Asian characters count two, combining marks none.
std::size_t terminal_width(std::string_view);
/// Cut to at most `columns`, the last of them "…" if something is missing.
std::string cut_to_width(std::string_view, std::size_t columns);

}  // namespace drydock
