// The names the ERP gives its postings.
#pragma once
#include <string>
#include <string_view>

namespace drydock {

/// The number of the posting made by operation `operation` under an idempotency key: the same for the same two, another
/// for others. Readable where the key allows it ("invoice.create/O-000123-F1-S1"); a caller may use any key, and where
/// one would not make an identifier (contracts/common/v1/schema.json) a digest stands for it
/// ("invoice.create/~3f0c...").
std::string document_number(std::string_view operation, std::string_view idempotency_key);

}  // namespace drydock
