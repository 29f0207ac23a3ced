// Polled feeds: the publisher's front answers feed.read from the feed of that link. What a page brings is on record as
// delivered when it arrives, and what the subscriber reads past as accepted.
#include "contracts/canonical/common.hpp"
#include "contracts/codec.hpp"
#include "sim/world/core.hpp"

namespace drydock {
namespace {

Payload malformed() {
  Problem made;
  made.title = "a page of the feed needs an offset of at least 0 and a limit of at least 1";
  made.status = 400;
  made.code = "malformed";
  return Payload::of(std::move(made));
}

}  // namespace

// The feed that a request wants a page of; null for any other message, and where the link's channel is no feed.
PolledFeed* VirtualWorldCore::feed_of(const Parcel& parcel) {
  if (parcel.is_event || parcel.type != &message_of<FeedRead>()) return nullptr;
  for (const std::uint32_t channel : seats_[parcel.to].channels)
    if (channels_[channel].spec.subscriber == parcel.from) return channels_[channel].feed;
  return nullptr;
}

void VirtualWorldCore::read_feed(SeatState& seat, std::uint32_t index, PolledFeed& feed) {
  Parcel& parcel = parcels_[index];
  const auto* asked = parcel.body.as<FeedRead>();
  if (asked == nullptr || asked->offset < 0 || asked->limit < 1) {
    parcel.reply = {400, malformed(), std::nullopt};
  } else {
    for (const PolledFeed::Handed& passed : feed.passed(*asked)) emit_handed(RecordKind::ack, parcel, passed);
    PolledFeed::Cut cut = feed.cut(*asked, drift_of(parcel, *asked));
    parcel.reply = {200, Payload::of(std::move(cut.page)), std::nullopt};
    parcel.page = std::make_shared<const std::vector<std::uint64_t>>(std::move(cut.numbers));
  }
  parcel.fault = {};
  finish(seat, parcel.id.value(), parcel);
  emit_answer(RecordKind::reply, parcel);
  send_reply(index);
}

// Faults of a feed are named by its channel, which leads the other way.
int VirtualWorldCore::drift_of(const Parcel& read, const FeedRead& asked) {
  if (asked.offset == 0) return 0;
  Parcel page;
  page.id = read.id;
  page.type = read.type;
  page.from = read.to;
  page.to = read.from;
  page.attempt = read.attempt;
  page.key = read.key;
  page.headers = read.headers;
  return fate(page, LegKind::feed).page_shift;
}

FeedFate VirtualWorldCore::enters(std::uint32_t channel, const std::shared_ptr<const Publication>& event) {
  const ChannelSpec& spec = channels_[channel].spec;
  if (!faults_.watches(spec.publisher, spec.subscriber, LegKind::feed)) return {};
  Parcel entry;
  entry.channel = channel;
  entry.type = event->type;
  entry.from = spec.publisher;
  entry.to = spec.subscriber;
  entry.is_event = true;
  entry.key = business_key(*event->type, event->data);
  entry.delivery = event->id;  // what draws go by
  entry.event = event;
  const LegFate found = fate(entry, LegKind::feed);
  return {found.stamp, found.hold};
}

// The caller has a page: each event on it is delivered.
void VirtualWorldCore::page_arrives(const Parcel& parcel) {
  PolledFeed* feed = feed_of(parcel);
  const auto* asked = parcel.body.as<FeedRead>();
  if (feed == nullptr || asked == nullptr || parcel.reply.body.as<FeedPage>() == nullptr) return;
  for (const PolledFeed::Handed& handed : feed->arrived(*asked, *parcel.page)) {
    ++messages_;
    emit_handed(RecordKind::deliver, parcel, handed);
  }
}

void VirtualWorldCore::emit_handed(RecordKind kind, const Parcel& read, const PolledFeed::Handed& handed) {
  Parcel way;
  way.type = handed.event->type;
  way.from = read.to;
  way.to = read.from;
  way.is_event = true;
  way.key = business_key(*handed.event->type, handed.event->data);
  way.delivery = handed.delivery_id;
  way.event = handed.event;
  Record record = record_of(kind, way);
  if (kind == RecordKind::deliver) {
    record.body = &handed.event->data;
  } else {
    std::swap(record.from, record.to);
    record.status = 204;
    record.detail = "read on behind it";
  }
  emit(record, record.body == nullptr ? 0 : content_hash(*record.body));
}

}  // namespace drydock
