// The command line's services, from the rest of the house.
#pragma once
#include "harness/cli/services.hpp"

namespace drydock::cli {

/// Everything but the live world, which harness/main.cpp adds: it needs libraries that the tests should not pay for.
Services virtual_services();

std::vector<ListRow> catalogue(std::string_view what);
std::vector<Explanation> all_explanations();
Checked check_history(std::istream& history, const std::string& file, const std::optional<Plan>&);
DocumentCheck check_document(const std::string& schema, const std::string& document);

}  // namespace drydock::cli
