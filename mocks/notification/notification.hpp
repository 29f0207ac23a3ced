// The notification mock: a provider that sends messages to customers. What it does, accepts and refuses is in README.md
// beside this file.
#pragma once
#include "mocks/notification/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes the provider. The factory keeps the settings; every actor it makes rebuilds itself from its journal.
ActorFactory make_notification(NotificationSettings);

}  // namespace drydock
