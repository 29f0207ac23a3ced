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
  std::string reason;  ///< "refused", "reset", "deadline"
};

class HttpClient {
 public:
  explicit HttpClient(boost::asio::io_context& context);
  ~HttpClient();
  /// Sends to host:port; `done` is called exactly once, on the context's thread, never before send returns.
  void send(const std::string& host, std::uint16_t port, HttpRequest request, std::chrono::microseconds deadline,
            std::function<void(HttpOutcome)> done);

  struct Pool;

 private:
  std::shared_ptr<Pool> pool_;
};

}  // namespace drydock::live
