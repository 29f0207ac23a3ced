// An HTTP/1.1 server on one io_context: listeners with a handler each, keep-alive, limits, and the rude things that
// injected faults do to a connection.
#pragma once
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "harness/live/http.hpp"

namespace drydock::live {

/// The way back to one request. Exactly one of its functions is called, at any later time on the same thread.
class Responder {
 public:
  virtual ~Responder() = default;
  virtual void respond(HttpResponse) = 0;
  /// Closes the connection without an answer, with a reset.
  virtual void reset() = 0;
  /// Never answers; the connection stays open until the peer gives up.
  virtual void hold() = 0;
};

using HttpHandler = std::function<void(HttpRequest, std::shared_ptr<Responder>)>;

/// What foreign bytes came to; shared by the listeners of a server.
struct HttpCounters {
  std::uint64_t connections = 0;
  std::uint64_t requests = 0;
  std::uint64_t failed_accepts = 0;  ///< no more descriptors, most likely: tried again a little later
  std::uint64_t malformed = 0;       ///< not HTTP, or over a limit: answered 400, 413 or 431 and closed
};

class HttpServer {
 public:
  explicit HttpServer(boost::asio::io_context& context);
  ~HttpServer();
  /// Listens on address:port (0: any free one) and returns the port. Throws std::runtime_error saying address, port and
  /// why if that is not possible.
  std::uint16_t listen(const std::string& address, std::uint16_t port, HttpHandler handler);
  /// Stops listening and closes every connection.
  void close();
  const HttpCounters& counters() const;

  struct Shared;

 private:
  std::shared_ptr<Shared> shared_;
};

}  // namespace drydock::live
