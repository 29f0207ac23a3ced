#include "harness/live/http_client.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <map>

namespace drydock::live {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

// Shorter than any server's idle limit, so that a connection taken from the pool is not one the peer is about to close.
constexpr auto pooled_for = std::chrono::seconds(5);

using Key = std::pair<std::string, std::uint16_t>;

struct Connection {
  explicit Connection(asio::io_context& context) : stream(context) {}
  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  std::chrono::steady_clock::time_point since{};
};

}  // namespace

struct HttpClient::Pool {
  explicit Pool(asio::io_context& context_) : context(context_) {}
  asio::io_context& context;
  std::map<Key, std::vector<std::unique_ptr<Connection>>> idle;

  std::unique_ptr<Connection> take(const Key& key) {
    auto& free = idle[key];
    const auto now = std::chrono::steady_clock::now();
    while (!free.empty()) {
      auto connection = std::move(free.back());
      free.pop_back();
      if (now - connection->since < pooled_for) return connection;
    }
    return nullptr;
  }
  void give(const Key& key, std::unique_ptr<Connection> connection) {
    connection->since = std::chrono::steady_clock::now();
    connection->stream.expires_never();
    idle[key].push_back(std::move(connection));
  }
};

namespace {

// One request on its way.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(std::shared_ptr<HttpClient::Pool> pool, Key key, const HttpRequest& request,
           std::chrono::microseconds deadline, std::function<void(HttpOutcome)> done)
      : pool_(std::move(pool)),
        key_(std::move(key)),
        until_(std::chrono::steady_clock::now() + deadline),
        done_(std::move(done)) {
    message_.version(11);
    message_.method_string(request.method);
    message_.target(request.target);
    message_.set(http::field::host, key_.first + ":" + std::to_string(key_.second));
    for (const auto& [name, value] : request.headers) message_.set(name, value);
    message_.body() = request.body;
    message_.prepare_payload();
  }

  void start() {
    connection_ = pool_->take(key_);
    if (connection_) return write();
    connection_ = std::make_unique<Connection>(pool_->context);
    Error error;
    const auto address = asio::ip::make_address(key_.first == "localhost" ? "127.0.0.1" : key_.first, error);
    if (error) return fail(true, "not an address");
    connection_->stream.expires_at(until_);
    connection_->stream.async_connect(
        tcp::endpoint(address, key_.second), [self = shared_from_this()](const Error& failed) {
          if (failed) return self->fail(true, failed == beast::error::timeout ? "deadline" : "refused");
          Error ignored;
          self->connection_->stream.socket().set_option(tcp::no_delay(true), ignored);
          self->write();
        });
  }

 private:
  void write() {
    connection_->stream.expires_at(until_);
    http::async_write(connection_->stream, message_, [self = shared_from_this()](const Error& error, std::size_t) {
      if (error) return self->fail(false, self->word(error));
      self->read();
    });
  }

  void read() {
    parser_.body_limit(largest_body);
    parser_.header_limit(largest_header);
    http::async_read(connection_->stream, connection_->buffer, parser_,
                     [self = shared_from_this()](const Error& error, std::size_t) {
                       if (error) return self->fail(false, self->word(error));
                       self->finish();
                     });
  }

  void finish() {
    HttpOutcome outcome;
    outcome.answered = true;
    auto response = parser_.release();
    outcome.response.status = static_cast<int>(response.result_int());
    for (const auto& field : response) {
      std::string name(field.name_string());
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      outcome.response.headers.emplace_back(std::move(name), std::string(field.value()));
    }
    outcome.response.body = std::move(response.body());
    if (response.keep_alive()) pool_->give(key_, std::move(connection_));
    done_(std::move(outcome));
  }

  void fail(bool definite, std::string reason) {
    HttpOutcome outcome;
    outcome.definite = definite;
    outcome.reason = std::move(reason);
    connection_.reset();
    done_(std::move(outcome));
  }

  static std::string word(const Error& error) { return error == beast::error::timeout ? "deadline" : "reset"; }

  std::shared_ptr<HttpClient::Pool> pool_;
  Key key_;
  std::chrono::steady_clock::time_point until_;
  std::function<void(HttpOutcome)> done_;
  std::unique_ptr<Connection> connection_;
  http::request<http::string_body> message_;
  http::response_parser<http::string_body> parser_;
};

}  // namespace

HttpClient::HttpClient(asio::io_context& context) : pool_(std::make_shared<Pool>(context)) {}
HttpClient::~HttpClient() = default;

void HttpClient::send(const std::string& host, std::uint16_t port, HttpRequest request,
                      std::chrono::microseconds deadline, std::function<void(HttpOutcome)> done) {
  auto exchange = std::make_shared<Exchange>(pool_, Key{host, port}, request, deadline, std::move(done));
  asio::post(pool_->context, [exchange] { exchange->start(); });
}

}  // namespace drydock::live
