// After this, DRYDOCK_DESCRIBED defines what it otherwise only declares. Include it in the one unit that is to hold the
// descriptions of a header, before that header and after everything the header includes.
#pragma once
#include "contracts/canonical/describe.hpp"

#undef DRYDOCK_DESCRIBED
#undef DRYDOCK_DESCRIBED_EMPTY
#undef DRYDOCK_DESCRIBED_ENUM
#define DRYDOCK_DESCRIBED DRYDOCK_DESCRIPTION
#define DRYDOCK_DESCRIBED_EMPTY DRYDOCK_DESCRIPTION_EMPTY
#define DRYDOCK_DESCRIBED_ENUM DRYDOCK_DESCRIPTION_ENUM
