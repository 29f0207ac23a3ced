// The payment mock: a provider. What it does, accepts and refuses is in README.md beside this file.
#pragma once
#include "mocks/payment/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Makes the provider. The factory keeps the settings; every actor it makes rebuilds itself from its journal.
ActorFactory make_payment(PaymentSettings);

}  // namespace drydock
