#include "mocks/common/problem.hpp"

#include <utility>

#include "contracts/canonical/common.hpp"

namespace drydock {
namespace {

std::string_view phrase(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 409: return "Conflict";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 503: return "Service Unavailable";
    default: return "Problem";
  }
}

}  // namespace

Reply problem(int status, std::string_view code, std::string detail) {
  Problem body;
  body.title = phrase(status);
  body.status = status;
  body.code = code;
  body.detail = std::move(detail);
  return {status, Payload::of(std::move(body)), {}};
}

}  // namespace drydock
