#include "harness/invariants/return_book.hpp"

#include <algorithm>
#include <utility>

namespace drydock {

const BookedReturnLine* BookedReturn::line(std::string_view name) const {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const BookedReturnLine& one) { return one.line == name; });
  return found == lines.end() ? nullptr : &*found;
}

bool BookedReturn::all_disposed() const {
  return std::all_of(lines.begin(), lines.end(),
                     [](const BookedReturnLine& line) { return line.disposed >= line.announced; });
}

void ReturnBook::see(const Record& record) {
  if (record.body == nullptr) return;
  if (record.kind == RecordKind::publish) {
    if (const auto* asked = record.body->as<ReturnRequested>())
      touch(asked->return_id, asked->order_id).event = record.id;
    return;
  }
  if (const auto* asked = record.body->as<ReturnRequested>()) {
    touch(asked->return_id, asked->order_id).requested = true;
  } else if (const auto* notice = record.body->as<ReturnExpect>()) {
    BookedReturn& booked = touch(notice->return_id, notice->order_id);
    if (std::exchange(booked.announced, true)) return;  // told again under another key: it is one return
    for (const LineQuantity& row : notice->lines) line(booked, row.line, row.item).announced += row.quantity;
  } else if (const auto* came = record.body->as<WmsReturnReceived>()) {
    BookedReturn& booked = touch(came->return_id, came->order_id);
    booked.received = true;
    for (const LineQuantity& row : came->lines) line(booked, row.line, row.item).received += row.quantity;
  } else if (const auto* found = record.body->as<WmsReturnDisposed>()) {
    disposed(*found);
  } else if (const auto* over = record.body->as<ReturnClose>()) {
    touch(over->return_id, over->order_id).closed = true;
  } else if (const auto* memo = record.body->as<CreditMemoPost>()) {
    touch(memo->return_id, memo->order_id).credited = true;
  }
}

void ReturnBook::disposed(const WmsReturnDisposed& found) {
  BookedReturnLine& booked = line(touch(found.return_id, found.order_id), found.line, found.item);
  booked.disposed += found.quantity;
  if (found.disposition == Disposition::restocked) booked.restocked += found.quantity;
  if (found.disposition == Disposition::missing) booked.missing += found.quantity;
}

BookedReturn& ReturnBook::touch(std::string_view id, std::string_view order) {
  std::uint32_t& slot = by_id_[name_key(id)];
  if (slot == 0) {
    BookedReturn& made = all_.emplace_back();
    made.id = id;
    made.order = order;
    slot = static_cast<std::uint32_t>(all_.size());
    by_order_[name_key(order)].push_back(slot - 1);
  }
  return all_[slot - 1];
}

BookedReturnLine& ReturnBook::line(BookedReturn& booked, std::string_view name, std::string_view item) {
  for (BookedReturnLine& one : booked.lines)
    if (one.line == name) return one;
  BookedReturnLine& made = booked.lines.emplace_back();
  made.line = name;
  made.item = item;
  return made;
}

const BookedReturn* ReturnBook::find(std::string_view id) {
  const std::uint32_t* slot = by_id_.find(name_key(id));
  return slot == nullptr || *slot == 0 ? nullptr : &all_[*slot - 1];
}

const BookedReturn* ReturnBook::of_refund(std::string_view refund) {
  if (all_.empty()) return nullptr;
  if (const BookedReturn* whole = find(refund)) return whole;
  const std::size_t slash = refund.find('/');
  return slash == std::string_view::npos ? nullptr : find(refund.substr(0, slash));
}

std::int64_t ReturnBook::value_received(const BookedReturn& booked, const BookedOrder& order) {
  std::int64_t value = 0;
  for (const BookedReturnLine& row : booked.lines)
    for (const BookedLine& line : order.lines)
      if (line.line == row.line) value += row.received * line.unit_price.minor;
  return value;
}

std::int64_t ReturnBook::value_received(const BookedOrder& order) {
  std::int64_t value = 0;
  if (all_.empty()) return value;
  if (const auto* numbers = by_order_.find(name_key(order.id)))
    for (const std::uint32_t number : *numbers) value += value_received(all_[number], order);
  return value;
}

}  // namespace drydock
