#include "harness/live/http_server.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cassert>
#include <optional>
#include <set>
#include <stdexcept>

#include "harness/live/header_value.hpp"

namespace drydock::live {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

constexpr auto idle_limit = std::chrono::seconds(60);
constexpr std::size_t most_connections = 1000;
// A connection that cannot be accepted for want of a descriptor stays in the queue: asking again at once would spin.
constexpr auto accept_pause = std::chrono::milliseconds(50);

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

int status_of(const Error& error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit) return 431;
  return 400;
}

class Session;

}  // namespace

struct HttpServer::Shared {
  explicit Shared(asio::io_context& context_) : context(context_) {}
  asio::io_context& context;
  HttpCounters counters;
  std::vector<std::unique_ptr<tcp::acceptor>> acceptors;
  std::set<std::shared_ptr<Session>> sessions;
  bool closed = false;
};

namespace {

// One connection: reads a request, hands it on, writes the answer, reads the next.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, std::shared_ptr<HttpServer::Shared> shared, std::shared_ptr<HttpHandler> handler)
      : stream_(std::move(socket)), shared_(std::move(shared)), handler_(std::move(handler)) {}

  void read();
  void respond(HttpResponse response, bool keep_alive);
  void reset();
  void close();
  void hold() {
    stream_.expires_never();
    watch();
  }

 private:
  void received(const Error& error);
  void refuse(int status);
  // While a request is held nobody reads: notice when the peer goes away.
  void watch();

  beast::tcp_stream stream_;
  std::shared_ptr<HttpServer::Shared> shared_;
  std::shared_ptr<HttpHandler> handler_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
};

class SessionResponder : public Responder {
 public:
  SessionResponder(std::shared_ptr<Session> session, bool keep_alive)
      : session_(std::move(session)), keep_(keep_alive) {}
  ~SessionResponder() override {
    if (session_) session_->close();  // dropped without an answer: do not leave the peer waiting
  }
  void respond(HttpResponse response) override {
    if (const auto session = std::exchange(session_, nullptr)) session->respond(std::move(response), keep_);
  }
  void reset() override {
    if (const auto session = std::exchange(session_, nullptr)) session->reset();
  }
  void hold() override {
    if (const auto session = std::exchange(session_, nullptr)) session->hold();
  }

 private:
  std::shared_ptr<Session> session_;
  bool keep_;
};

void Session::read() {
  parser_.emplace();
  parser_->body_limit(largest_body);
  parser_->header_limit(largest_header);
  stream_.expires_after(idle_limit);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](const Error& error, std::size_t) { self->received(error); });
}

void Session::received(const Error& error) {
  if (error == http::error::end_of_stream || error == beast::error::timeout || error == asio::error::connection_reset ||
      error == asio::error::operation_aborted || error == http::error::partial_message)
    return close();
  if (error) {
    ++shared_->counters.malformed;
    return refuse(status_of(error));
  }
  ++shared_->counters.requests;
  stream_.expires_never();
  auto message = parser_->release();
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message)
    request.headers.emplace_back(lower(field.name_string()), std::string(field.value()));
  request.body = std::move(message.body());
  (*handler_)(std::move(request), std::make_shared<SessionResponder>(shared_from_this(), message.keep_alive()));
}

void Session::refuse(int status) {
  HttpResponse response;
  response.status = status;
  response.headers.emplace_back("content-type", "application/problem+json");
  response.body = R"({"type":"about:blank","title":"The request is not HTTP/1.1 within the limits","status":)" +
                  std::to_string(status) + R"(,"code":"malformed_http","detail":""})";
  respond(std::move(response), false);
}

void Session::respond(HttpResponse response, bool keep_alive) {
  response_ = {};
  response_.version(11);
  response_.result(static_cast<unsigned>(response.status));
  assert(unsendable_header(response.headers).empty() && "a header of an answer holds what somebody else chose");
  for (const auto& [name, value] : response.headers) response_.set(name, value);
  response_.body() = std::move(response.body);
  response_.keep_alive(keep_alive);
  response_.prepare_payload();
  stream_.expires_after(idle_limit);
  http::async_write(stream_, response_, [self = shared_from_this(), keep_alive](const Error& error, std::size_t) {
    if (error || !keep_alive) return self->close();
    self->read();
  });
}

void Session::reset() {
  Error ignored;
  stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

void Session::close() {
  Error ignored;
  stream_.socket().close(ignored);
  shared_->sessions.erase(shared_from_this());
}

void Session::watch() {
  stream_.socket().async_wait(tcp::socket::wait_read, [self = shared_from_this()](const Error&) { self->close(); });
}

void open_session(tcp::socket socket, const std::shared_ptr<HttpServer::Shared>& shared,
                  std::shared_ptr<HttpHandler> handler) {
  if (shared->sessions.size() >= most_connections) return;
  ++shared->counters.connections;
  Error ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  auto session = std::make_shared<Session>(std::move(socket), shared, std::move(handler));
  shared->sessions.insert(session);
  session->read();
}

void accept_next(tcp::acceptor& acceptor, std::shared_ptr<HttpServer::Shared> shared,
                 std::shared_ptr<HttpHandler> handler);

void accept_later(tcp::acceptor& acceptor, std::shared_ptr<HttpServer::Shared> shared,
                  std::shared_ptr<HttpHandler> handler) {
  ++shared->counters.failed_accepts;
  auto timer = std::make_shared<asio::steady_timer>(shared->context, accept_pause);
  timer->async_wait([timer, &acceptor, shared, handler](const Error& error) {
    if (!error && !shared->closed) accept_next(acceptor, shared, handler);
  });
}

void accept_next(tcp::acceptor& acceptor, std::shared_ptr<HttpServer::Shared> shared,
                 std::shared_ptr<HttpHandler> handler) {
  acceptor.async_accept([&acceptor, shared, handler](const Error& error, tcp::socket socket) {
    if (shared->closed || error == asio::error::operation_aborted) return;
    if (error) return accept_later(acceptor, shared, handler);
    open_session(std::move(socket), shared, handler);
    accept_next(acceptor, shared, handler);
  });
}

}  // namespace

HttpServer::HttpServer(asio::io_context& context) : shared_(std::make_shared<Shared>(context)) {}
HttpServer::~HttpServer() { close(); }

std::uint16_t HttpServer::listen(const std::string& address, std::uint16_t port, HttpHandler handler) {
  try {
    const tcp::endpoint endpoint(asio::ip::make_address(address), port);
    auto acceptor = std::make_unique<tcp::acceptor>(shared_->context, endpoint.protocol());
    acceptor->set_option(asio::socket_base::reuse_address(true));
    acceptor->bind(endpoint);
    acceptor->listen();
    const std::uint16_t bound = acceptor->local_endpoint().port();
    accept_next(*acceptor, shared_, std::make_shared<HttpHandler>(std::move(handler)));
    shared_->acceptors.push_back(std::move(acceptor));
    return bound;
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error("cannot listen on " + address + ":" + std::to_string(port) + ": " +
                             error.code().message());
  }
}

void HttpServer::close() {
  shared_->closed = true;
  Error ignored;
  for (auto& acceptor : shared_->acceptors) acceptor->close(ignored);
  const auto sessions = shared_->sessions;
  for (const auto& session : sessions) session->close();
}

const HttpCounters& HttpServer::counters() const { return shared_->counters; }

}  // namespace drydock::live
