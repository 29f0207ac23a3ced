#include "mocks/wms/shelf.hpp"

#include <algorithm>
#include <cassert>

#include "mocks/common/text.hpp"

namespace drydock {
namespace {
constexpr std::string_view prefix = "stock/";
}

std::int64_t Shelf::allocated(std::string_view item) const {
  const auto found = allocated_.find(item);
  return found == allocated_.end() ? 0 : found->second;
}

std::int64_t Shelf::free(std::string_view item) const {
  const ShelfRow* row = rows_.find(item);
  return row == nullptr ? 0 : row->position.unrestricted - allocated(item);
}

std::string Shelf::fullest(bool held) const {
  std::string best;
  std::int64_t most = 0;
  rows_.each([&](const std::string& item, const ShelfRow& row) {
    const std::int64_t units = held ? row.position.quality_hold : free(item);
    if (units < most || units == 0 || (units == most && item > best)) return;
    most = units;
    best = item;
  });
  return best;
}

std::int64_t Shelf::allocate(const std::string& item, std::int64_t wanted) {
  const std::int64_t got = std::clamp<std::int64_t>(wanted, 0, free(item));
  if (got > 0) allocated_[item] += got;
  return got;
}

void Shelf::claim(const std::string& item, std::int64_t quantity) {
  if (quantity > 0) allocated_[item] += quantity;
  assert(free(item) >= 0);
}

void Shelf::let_go(const std::string& item, std::int64_t quantity) {
  std::int64_t& claimed = allocated_[item];
  assert(quantity >= 0 && quantity <= claimed);
  claimed -= quantity;
}

Position& Shelf::moved(std::string_view item) {
  assert(rows_.find(item) != nullptr && "only positions that exist move");
  Position& position = rows_.touch(item).position;
  ++position.version;
  return position;
}

const Position& Shelf::add(std::string_view item, std::int64_t delta) {
  assert(delta >= -free(item));
  Position& position = moved(item);
  position.unrestricted += delta;
  return position;
}

std::int64_t Shelf::drift(std::string_view item, std::int64_t delta) {
  assert(rows_.find(item) != nullptr && "only positions that exist drift");
  const std::int64_t came_to = std::max(delta, -free(item));
  if (came_to != 0) rows_.touch(item).position.unrestricted += came_to;
  return came_to;
}

const Position& Shelf::add_damaged(std::string_view item, std::int64_t quantity) {
  assert(quantity >= 0);
  Position& position = moved(item);
  position.damaged += quantity;
  return position;
}

const Position& Shelf::add_held(std::string_view item, std::int64_t quantity) {
  assert(quantity >= 0);
  Position& position = moved(item);
  position.quality_hold += quantity;
  return position;
}

const Position& Shelf::hold(std::string_view item, std::int64_t quantity) {
  assert(quantity >= 0 && quantity <= free(item));
  Position& position = moved(item);
  position.unrestricted -= quantity;
  position.quality_hold += quantity;
  return position;
}

const Position& Shelf::damage(std::string_view item, std::int64_t quantity) {
  assert(quantity >= 0 && quantity <= free(item));
  Position& position = moved(item);
  position.unrestricted -= quantity;
  position.damaged += quantity;
  return position;
}

const Position& Shelf::release(std::string_view item, std::int64_t quantity) {
  Position& position = moved(item);
  assert(quantity >= 0 && quantity <= position.quality_hold);
  position.quality_hold -= quantity;
  position.unrestricted += quantity;
  return position;
}

const Position& Shelf::take(const std::string& item, std::int64_t quantity) {
  std::int64_t& claimed = allocated_[item];
  assert(quantity >= 0 && quantity <= claimed);
  claimed -= quantity;
  Position& position = moved(item);
  position.unrestricted -= quantity;
  assert(position.unrestricted >= claimed);
  return position;
}

Entry Shelf::entry(std::string_view item) const {
  const ShelfRow* row = rows_.find(item);
  assert(row != nullptr);
  return {joined(prefix, item), Payload::of(*row)};
}

bool Shelf::owns(std::string_view journal_key) { return journal_key.starts_with(prefix); }

}  // namespace drydock
