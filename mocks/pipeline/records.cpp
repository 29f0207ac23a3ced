// The descriptions of the pipeline's records.
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/payload.hpp"

#include "contracts/canonical/descriptions_here.hpp"
//
#include "mocks/pipeline/records.hpp"
