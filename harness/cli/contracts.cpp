#include <fmt/format.h>

#include "contracts/book.hpp"
#include "harness/cli/exit.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"
#include "reports/escape.hpp"
#include "reports/table.hpp"

namespace drydock::cli {

int perform(const ContractsListRequest&, const Services&, Console& console) {
  Table table({Table::Align::left, Table::Align::left, Table::Align::left, Table::Align::left, Table::Align::left});
  for (const auto& row : message_types()) {
    const bool operation = row.kind == MessageKind::operation;
    table.row({std::string(row.name), operation ? "operation" : "event",
               (operation ? "at " : "from ") + std::string(row.role), std::string(row.flow),
               row.write ? "idempotency key" : ""});
  }
  console.out << table.str(static_cast<std::size_t>(-1), 0);
  return exit_pass;
}

int perform(const ContractsCheckRequest& request, const Services& services, Console& console) {
  int code = exit_pass;
  for (const auto& document : request.documents) {
    const DocumentCheck check = services.check_document(request.schema, document);
    if (!check.mistakes.empty()) {
      code = worse(code, file_mistakes(console, check.mistakes));
    } else if (check.failures.empty()) {
      console.out << for_terminal(document) << ": keeps its contract\n";
    } else {
      code = worse(code, exit_broken);
      for (const auto& failure : check.failures)
        console.out << for_terminal(document) << ": " << for_terminal(failure) << '\n';
    }
  }
  return code;
}

}  // namespace drydock::cli
