// Foreign bytes on a socket: an error answer or a closed connection, and a counter; never a crash, never a stuck
// server.
#include "harness/live/http_server.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "harness/live/http_client.hpp"

namespace drydock::live {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class HttpServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    port_ = server_.listen("127.0.0.1", 0, [](HttpRequest request, std::shared_ptr<Responder> responder) {
      if (request.target == "/reset") return responder->reset();
      if (request.target == "/hold") return responder->hold();
      if (request.target == "/drop") return;
      HttpResponse response;
      response.body = request.method + " " + request.target + " " + request.body;
      responder->respond(std::move(response));
    });
    thread_ = std::thread([this] {
      const auto work = asio::make_work_guard(context_);
      context_.run();
    });
  }
  void TearDown() override {
    context_.stop();
    thread_.join();
  }
  // What comes back for these bytes, until the server closes or nothing more is expected.
  std::string exchange(const std::string& bytes) {
    asio::io_context context;
    tcp::socket socket(context);
    socket.connect({asio::ip::make_address("127.0.0.1"), port_});
    boost::system::error_code error;
    asio::write(socket, asio::buffer(bytes), error);
    socket.shutdown(tcp::socket::shutdown_send, error);
    std::string answer;
    asio::read(socket, asio::dynamic_buffer(answer), error);
    return answer;
  }
  HttpOutcome ask(const std::string& target, std::chrono::milliseconds deadline = std::chrono::milliseconds(2000)) {
    asio::io_context context;
    HttpClient client(context);
    HttpOutcome outcome;
    HttpRequest request;
    request.target = target;
    request.body = "hello";
    client.send("127.0.0.1", port_, request, deadline, Resend::never,
                [&](HttpOutcome got) { outcome = std::move(got); });
    context.run();
    return outcome;
  }

  asio::io_context context_;
  HttpServer server_{context_};
  std::uint16_t port_ = 0;
  std::thread thread_;
};

TEST_F(HttpServerTest, AnswersAndKeepsTheConnection) {
  const std::string twice = exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(twice.find("GET /a"), std::string::npos);
  EXPECT_NE(twice.find("GET /b"), std::string::npos);
}

TEST_F(HttpServerTest, ForeignBytesGetAnErrorAnswerAndACounter) {
  EXPECT_NE(exchange("\x16\x03\x01 not http at all\r\n\r\n").find("HTTP/1.1 400"), std::string::npos);
  EXPECT_NE(exchange("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n").find("HTTP/1.1 413"),
            std::string::npos);
  EXPECT_NE(
      exchange("GET / HTTP/1.1\r\nBig: " + std::string(largest_header + 1, 'x') + "\r\n\r\n").find("HTTP/1.1 431"),
      std::string::npos);
  EXPECT_EQ(server_.counters().malformed, 3U);
  EXPECT_NE(exchange("GET /still HTTP/1.1\r\nHost: x\r\n\r\n").find("GET /still"), std::string::npos);
}

TEST_F(HttpServerTest, HalfARequestIsNoHarm) {
  EXPECT_EQ(exchange("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"), "");
  EXPECT_TRUE(ask("/fine").answered);
}

TEST_F(HttpServerTest, WhoDribblesAndWhoHangsKeepsNobodyElseWaiting) {
  asio::io_context context;
  tcp::socket slow(context);
  tcp::socket silent(context);
  for (tcp::socket* socket : {&slow, &silent}) socket->connect({asio::ip::make_address("127.0.0.1"), port_});
  asio::write(slow, asio::buffer(std::string("POST /slow HTTP/1.1\r\nHo")));
  EXPECT_TRUE(ask("/between").answered);
  asio::write(slow, asio::buffer(std::string("st: x\r\nContent-Length: 0\r\n")));
  EXPECT_TRUE(ask("/again").answered);
  asio::write(slow, asio::buffer(std::string("Connection: close\r\n\r\n")));
  std::string answer;
  boost::system::error_code error;
  asio::read(slow, asio::dynamic_buffer(answer), error);
  EXPECT_NE(answer.find("POST /slow"), std::string::npos);
}

// Descriptors of the whole process are counted: none may be opened by anybody else meanwhile.
class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit none = before_;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

TEST(HttpServerAlone, DoesNotSpinWithoutDescriptors) {
  asio::io_context context;
  HttpServer server(context);
  const auto port =
      server.listen("127.0.0.1", 0, [](HttpRequest, std::shared_ptr<Responder> responder) { responder->respond({}); });
  tcp::socket socket(context);
  socket.connect({asio::ip::make_address("127.0.0.1"), port});
  {
    const NoMoreDescriptors none;
    context.run_one();
    context.poll();  // comes back: what is left to do waits for a timer
    EXPECT_GE(server.counters().failed_accepts, 1U);
    EXPECT_EQ(server.counters().connections, 0U);
  }
  while (server.counters().connections == 0) context.run_one();
}

TEST_F(HttpServerTest, AResetIsAMaybeAndARefusalIsDefinite) {
  const HttpOutcome reset = ask("/reset");
  EXPECT_FALSE(reset.answered);
  EXPECT_FALSE(reset.definite);
  EXPECT_EQ(reset.reason, "reset");
  const HttpOutcome held = ask("/hold", std::chrono::milliseconds(100));
  EXPECT_FALSE(held.answered);
  EXPECT_EQ(held.reason, "deadline");
  EXPECT_FALSE(ask("/drop").answered);
  asio::io_context context;
  HttpClient client(context);
  HttpOutcome refused;
  client.send("127.0.0.1", 1, {}, std::chrono::milliseconds(500), Resend::never,
              [&](HttpOutcome got) { refused = std::move(got); });
  context.run();
  EXPECT_TRUE(refused.definite);
  EXPECT_EQ(refused.reason, "refused");
}

TEST_F(HttpServerTest, APortThatIsTakenIsSaid) {
  try {
    server_.listen("127.0.0.1", port_, [](HttpRequest, std::shared_ptr<Responder>) {});
    FAIL() << "listened twice";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(port_)), std::string::npos);
  }
}

}  // namespace
}  // namespace drydock::live
