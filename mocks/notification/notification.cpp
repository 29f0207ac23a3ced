#include "mocks/notification/notification.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <memory>
#include <utility>

#include "contracts/canonical/common.hpp"
#include "contracts/codec.hpp"
#include "mocks/common/changes.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/publish.hpp"
#include "mocks/common/text.hpp"
#include "mocks/notification/mail.hpp"

namespace drydock {
namespace {

constexpr std::string_view mail_prefix = "mail/";

using Settings = std::shared_ptr<const NotificationSettings>;

class Notification : public Desk {
 public:
  explicit Notification(Settings settings) : Desk(settings->limits), settings_(std::move(settings)) {}

 private:
  void restore(std::string_view key, const Payload& value) override;
  void resume(Io&) override;
  Outcome serve(const Received&, Io&) override;
  void timer(std::uint64_t tag, Io&) override;

  Outcome send(const MessageSend&, const Received&, Io&);
  /// Arms the message's next step. Everything follows from its key and its last change, so that a restarted provider
  /// goes on as it would have.
  void wait(const std::string& key, const Mail&, Io&);
  MessageState next(const std::string& key, const Mail&, Io&) const;
  Duration span(const std::string& key, const Mail&, Io&) const;

  Settings settings_;
  TextMap<Mail> mails_;                                 ///< by dedup key
  std::unordered_map<std::uint64_t, std::string> due_;  ///< dedup keys, by timer tag
  std::uint64_t tags_ = 0;
};

std::string message_id(std::string_view key) { return joined("N-", key); }

void Notification::restore(std::string_view key, const Payload& value) {
  if (const auto* mail = value.as<Mail>()) mails_.insert_or_assign(std::string(key.substr(mail_prefix.size())), *mail);
}

void Notification::resume(Io& io) {
  std::map<std::string_view, const Mail*> ordered;  // timers are armed in an order that no hash decides
  for (const auto& [key, mail] : mails_)
    if (!mail.over()) ordered.emplace(key, &mail);
  for (const auto& [key, mail] : ordered) wait(std::string(key), *mail, io);
}

Outcome Notification::serve(const Received& received, Io& io) {
  if (const auto* asked = received.body.as<MessageSend>()) return send(*asked, received, io);
  return unknown_operation(received);
}

// Another idempotency key for the same notice sends no second message: the dedup key names it.
Outcome Notification::send(const MessageSend& asked, const Received& received, Io& io) {
  const std::string& key = asked.dedup_key;
  const auto print = static_cast<std::int64_t>(content_hash(received.body));
  if (const auto known = mails_.find(key); known != mails_.end()) {
    if (known->second.fingerprint != print)
      return problem(422, "dedup_key_reused", "another notice was sent under " + key);
    return Reply{200, Payload::of(Accepted{message_id(key), "queued"}), {}};
  }
  const Mail mail{asked.order_id, print, MessageState::queued, io.now()};
  mails_.emplace(key, mail);
  wait(key, mail, io);
  Commit commit;
  commit.entries.push_back({joined(mail_prefix, key), Payload::of(mail)});
  add_effect(commit, received);
  return Write{std::move(commit), 201, message_id(key), "queued"};
}

MessageState Notification::next(const std::string& key, const Mail& mail, Io& io) const {
  if (mail.state == MessageState::queued) return MessageState::sent;
  Draw luck = io.draw(Purpose::transit, key, "bounce");
  return luck.chance(settings_->bounces) ? MessageState::bounced : MessageState::delivered;
}

Duration Notification::span(const std::string& key, const Mail& mail, Io& io) const {
  const bool queued = mail.state == MessageState::queued;
  const Duration most = queued ? settings_->send_time : settings_->delivery_time;
  return Duration{io.draw(Purpose::transit, key, queued ? "send" : "deliver").between(0, most.us)};
}

void Notification::wait(const std::string& key, const Mail& mail, Io& io) {
  const std::uint64_t tag = ++tags_;
  due_.emplace(tag, key);
  io.arm(std::max(Duration{}, mail.changed_at + span(key, mail, io) - io.now()), tag);
}

void Notification::timer(std::uint64_t tag, Io& io) {
  const auto due = due_.extract(tag);
  assert(!due.empty());
  const std::string& key = due.mapped();
  const auto found = mails_.find(key);
  assert(found != mails_.end());
  Mail& mail = found->second;
  mail.state = next(key, mail, io);
  mail.changed_at = io.now();
  if (!mail.over()) wait(key, mail, io);
  Commit commit;
  commit.entries.push_back({joined(mail_prefix, key), Payload::of(mail)});
  const std::string_view type = mail.state == MessageState::sent        ? "message.sent"
                                : mail.state == MessageState::delivered ? "message.delivered"
                                                                        : "message.bounced";
  commit.effects.push_back({type, key, Payload::of(MessageMoved{key, mail.order_id, mail.state, mail.changed_at}),
                            headers_for(mail.order_id, key, joined(key, "/", name_of(mail.state)))});
  keep(std::move(commit), io);
}

}  // namespace

ActorFactory make_notification(NotificationSettings settings) {
  auto shared = std::make_shared<const NotificationSettings>(std::move(settings));
  return [shared](const SeatConfig&) { return std::make_unique<Notification>(shared); };
}

}  // namespace drydock
