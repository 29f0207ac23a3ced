#include "harness/invariants/evidence.hpp"

namespace drydock {
namespace {

template <class Part, class Make>
Part& kept(std::unique_ptr<Part>& part, std::uint32_t& kinds, Make make) {
  if (!part) {
    part = make();
    kinds |= part->kinds();
  }
  return *part;
}

template <class Part>
void show(const std::unique_ptr<Part>& part, const Record& record) {
  if (part && (part->kinds() & bit(record.kind)) != 0) part->see(record);
}

}  // namespace

Evidence::Evidence(const Courtroom& room) : room_(room) { room_.evidence = this; }

ItemTerms& Evidence::items() {
  return kept(items_, kinds_, [&] { return std::make_unique<ItemTerms>(room_, places_); });
}
OrderBook& Evidence::orders() {
  return kept(orders_, kinds_, [&] { return std::make_unique<OrderBook>(room_); });
}
StockTruth& Evidence::stock() {
  return kept(stock_, kinds_, [&] { return std::make_unique<StockTruth>(room_, places_); });
}
OpenReservations& Evidence::reservations() {
  return kept(reservations_, kinds_, [&] { return std::make_unique<OpenReservations>(room_, places_); });
}
LastViews& Evidence::views() {
  return kept(views_, kinds_, [&] { return std::make_unique<LastViews>(room_, places_); });
}
EffectAccount& Evidence::effects() {
  return kept(effects_, kinds_, [&] { return std::make_unique<EffectAccount>(room_); });
}
JudgedOffers& Evidence::offers() {
  return kept(offers_, kinds_, [&] { return std::make_unique<JudgedOffers>(room_, places_, items()); });
}
PaymentBook& Evidence::payments() {
  return kept(payments_, kinds_, [&] { return std::make_unique<PaymentBook>(room_); });
}
Drifts& Evidence::drifts() {
  return kept(drifts_, kinds_, [&] { return std::make_unique<Drifts>(room_, places_); });
}
ReturnBook& Evidence::returns() {
  return kept(returns_, kinds_, [] { return std::make_unique<ReturnBook>(); });
}

void Evidence::see(const Record& record) {
  show(items_, record);
  show(orders_, record);
  show(stock_, record);
  show(reservations_, record);
  show(views_, record);
  show(effects_, record);
  show(offers_, record);
  show(payments_, record);
  show(drifts_, record);
  show(returns_, record);
}

}  // namespace drydock
