#include "harness/live/http_client.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <map>
#include <optional>

#include "harness/live/header_value.hpp"

namespace drydock::live {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

// Shorter than any server's idle limit, so that a connection taken from the pool is not one the peer is about to close.
constexpr auto pooled_for = std::chrono::milliseconds(1500);

using Key = std::pair<std::string, std::uint16_t>;

struct Connection {
  explicit Connection(asio::io_context& context) : stream(context) {}
  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  std::chrono::steady_clock::time_point since{};
};

// Still open, and nothing has come that nobody asked for: it would be taken for the next answer.
bool is_quiet(Connection& connection) {
  Error error;
  char byte = 0;
  auto& socket = connection.stream.socket();
  socket.non_blocking(true, error);
  socket.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, error);
  return error == asio::error::would_block;
}

// No descriptor, port or memory was left for a connection: the peer was never asked.
bool is_our_own_want(const Error& error) {
  return error == asio::error::no_descriptors || error == asio::error::no_memory ||
         error == asio::error::no_buffer_space || error == boost::system::errc::too_many_files_open_in_system ||
         error == boost::system::errc::address_not_available;
}

// The peer answered with something that is not HTTP, or is more of it than we take.
bool is_malformed(const Error& error) {
  return error.category() == http::make_error_code(http::error::bad_version).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

}  // namespace

struct HttpClient::Pool {
  explicit Pool(asio::io_context& context_) : context(context_) {}
  asio::io_context& context;
  std::map<Key, std::vector<std::unique_ptr<Connection>>> idle;

  std::unique_ptr<Connection> take(const Key& key) {
    auto& free = idle[key];
    const auto eldest = std::chrono::steady_clock::now() - pooled_for;
    std::erase_if(free, [&](const auto& connection) { return connection->since < eldest; });
    while (!free.empty()) {
      auto connection = std::move(free.back());
      free.pop_back();
      if (is_quiet(*connection)) return connection;
    }
    return nullptr;
  }
  void give(const Key& key, std::unique_ptr<Connection> connection) {
    if (connection->buffer.size() > 0) return;  // more than was asked for
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
           std::chrono::microseconds deadline, Resend resend, std::function<void(HttpOutcome)> done)
      : pool_(std::move(pool)),
        key_(std::move(key)),
        until_(std::chrono::steady_clock::now() + deadline),
        resend_(resend),
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
    kept_ = connection_ != nullptr;
    if (kept_) return write();
    connect();
  }

 private:
  void connect() {
    connection_ = std::make_unique<Connection>(pool_->context);
    Error error;
    const auto address = asio::ip::make_address(key_.first == "localhost" ? "127.0.0.1" : key_.first, error);
    if (error) return fail(true, "not an address");
    connection_->stream.expires_at(until_);
    connection_->stream.async_connect(tcp::endpoint(address, key_.second),
                                      [self = shared_from_this()](const Error& failed) {
                                        if (failed) return self->unconnected(failed);
                                        Error ignored;
                                        self->connection_->stream.socket().set_option(tcp::no_delay(true), ignored);
                                        self->write();
                                      });
  }

  void unconnected(const Error& error) {
    if (error == beast::error::timeout) return fail(true, "deadline");
    if (is_our_own_want(error)) return fail(true, "unsendable", error.message());
    fail(true, "refused");
  }

  void write() {
    connection_->stream.expires_at(until_);
    http::async_write(connection_->stream, message_, [self = shared_from_this()](const Error& error, std::size_t) {
      if (error) return self->broken(error);
      self->read();
    });
  }

  void read() {
    parser_.emplace();
    parser_->body_limit(largest_body);
    parser_->header_limit(largest_header);
    http::async_read(connection_->stream, connection_->buffer, *parser_,
                     [self = shared_from_this()](const Error& error, std::size_t) {
                       if (error) return self->broken(error);
                       self->finish();
                     });
  }

  void finish() {
    if (parser_->get().result_int() / 100 == 1) return read();  // only a word beforehand; the answer follows
    HttpOutcome outcome;
    outcome.answered = true;
    auto response = parser_->release();
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

  void broken(const Error& error) {
    if (error == beast::error::timeout) return fail(false, "deadline");
    if (is_malformed(error)) return fail(false, "malformed", error.message());
    const bool unanswered = !parser_ || !parser_->got_some();
    if (kept_ && unanswered) return stale();
    fail(false, "reset");
  }

  // The peer may have closed it while it was idle, as it may at any time.
  void stale() {
    stale_ = resend_ == Resend::never;
    if (stale_) return fail(false, "reset");
    kept_ = false;
    repeated_ = true;
    connect();
  }

  void fail(bool definite, std::string reason, std::string detail = {}) {
    HttpOutcome outcome;
    outcome.definite = definite && !repeated_;  // the first copy may have been received
    outcome.stale = stale_;
    outcome.reason = std::move(reason);
    outcome.detail = std::move(detail);
    connection_.reset();
    done_(std::move(outcome));
  }

  std::shared_ptr<HttpClient::Pool> pool_;
  Key key_;
  std::chrono::steady_clock::time_point until_;
  Resend resend_;
  std::function<void(HttpOutcome)> done_;
  bool kept_ = false;  // the connection was used before
  bool stale_ = false;
  bool repeated_ = false;
  std::unique_ptr<Connection> connection_;
  http::request<http::string_body> message_;
  std::optional<http::response_parser<http::string_body>> parser_;
};

HttpOutcome unsendable(std::string why) {
  HttpOutcome outcome;
  outcome.definite = true;
  outcome.reason = "unsendable";
  outcome.detail = std::move(why);
  return outcome;
}

}  // namespace

HttpClient::HttpClient(asio::io_context& context) : pool_(std::make_shared<Pool>(context)) {}
HttpClient::~HttpClient() = default;

void HttpClient::send(const std::string& host, std::uint16_t port, HttpRequest request,
                      std::chrono::microseconds deadline, Resend resend, std::function<void(HttpOutcome)> done) {
  if (std::string why = unsendable_header(request.headers); !why.empty())
    return asio::post(pool_->context, [done = std::move(done), why] { done(unsendable(why)); });
  auto exchange = std::make_shared<Exchange>(pool_, Key{host, port}, request, deadline, resend, std::move(done));
  asio::post(pool_->context, [exchange] { exchange->start(); });
}

}  // namespace drydock::live
