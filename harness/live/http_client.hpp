// An HTTP/1.1 client on one io_context: keep-alive connections per endpoint, a deadline per request.
#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "harness/live/http.hpp"

namespace drydock::live {

/// What a request came to: a response, or a failure. `definite`: the request certainly never reached the peer.
struct HttpOutcome {
  bool answered = false;
  HttpResponse response;
  bool definite = false;
  bool stale = false;  ///< a kept connection turned out to be dead: that says nothing about the peer
  /// "refused", "reset", "deadline"; "malformed": the peer answered, but not with HTTP within our limits; "unsendable":
  /// nothing was sent: a header may not be, or we have no descriptor for a connection
  std::string reason;
  std::string detail;  ///< of malformed and unsendable: what was found

  bool malformed() const { return reason == "malformed"; }
  /// Whether this is how a peer looks that has gone away.
  bool peer_is_gone() const { return !stale && (reason == "refused" || reason == "reset"); }
};

/// Whether a request may be sent once more, over a fresh connection, where a kept one broke before a byte of an answer.
enum class Resend : std::uint8_t { never, once };

class HttpClient {
 public:
  explicit HttpClient(boost::asio::io_context& context);
  ~HttpClient();
  /// Sends to host:port; `done` is called exactly once, on the context's thread, never before send returns. Headers are
  /// sent as they are or not at all (unsendable_header).
  void send(const std::string& host, std::uint16_t port, HttpRequest request, std::chrono::microseconds deadline,
            Resend resend, std::function<void(HttpOutcome)> done);

  struct Pool;

 private:
  std::shared_ptr<Pool> pool_;
};

}  // namespace drydock::live
