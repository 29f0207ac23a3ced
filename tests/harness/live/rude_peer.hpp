// A server in a test's hands that answers with whatever bytes it is told to: what HTTP libraries refuse to send.
//
//   RudePeer peer({{"garbage"}, {answer, RudePeer::close_after_request}});   // two connections; the second answers one
//                                                                            // request and breaks at the next
#pragma once
#include <sys/socket.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace drydock::live::testing {

/// Serves the connections of its script in turn, one at a time, then refuses every other. On each it answers the first
/// request with the first text, and so on, then closes it in the usual way.
class RudePeer {
 public:
  using Script = std::vector<std::vector<std::string>>;
  /// In place of an answer: reads a request and closes.
  static inline const std::string close_after_request = "<close>";
  /// In place of an answer: says nothing more and waits until the caller closes.
  static inline const std::string stay = "<stay>";

  explicit RudePeer(Script script)
      : script_(std::move(script)),
        acceptor_(context_, {loopback(), 0}),
        port_(acceptor_.local_endpoint().port()),
        thread_([this] { serve(); }) {}
  ~RudePeer() {
    over_ = true;
    if (const int talking = talking_; talking >= 0) ::shutdown(talking, SHUT_RDWR);
    boost::asio::ip::tcp::socket wake(context_);
    boost::system::error_code ignored;
    wake.connect({loopback(), port()}, ignored);
    thread_.join();
  }
  std::uint16_t port() const { return port_; }
  /// How many connections it has taken so far.
  int connections() const { return connections_; }

 private:
  static boost::asio::ip::address loopback() { return boost::asio::ip::make_address("127.0.0.1"); }

  void serve() {
    for (const auto& answers : script_) {
      boost::asio::ip::tcp::socket socket(context_);
      acceptor_.accept(socket);
      if (over_) return;
      ++connections_;
      talking_ = socket.native_handle();
      talk(socket, answers);
      talking_ = -1;
    }
    acceptor_.close();
  }

  static void talk(boost::asio::ip::tcp::socket& socket, const std::vector<std::string>& answers) {
    std::string read;
    boost::system::error_code error;
    for (const std::string& answer : answers) {
      if (answer == stay) {
        boost::asio::read(socket, boost::asio::dynamic_buffer(read), error);
        return;
      }
      if (!read_request(socket, read)) return;
      if (answer != close_after_request) boost::asio::write(socket, boost::asio::buffer(answer), error);
    }
  }

  // Whole, with its body: closing a socket with something unread would take the answer back.
  static bool read_request(boost::asio::ip::tcp::socket& socket, std::string& read) {
    boost::system::error_code error;
    const auto buffer = boost::asio::dynamic_buffer(read);
    const std::size_t head = boost::asio::read_until(socket, buffer, "\r\n\r\n", error);
    if (error) return false;
    const std::string length = "Content-Length: ";
    const std::size_t at = read.find(length);
    const std::size_t body = at < head ? std::stoul(read.substr(at + length.size())) : 0;
    if (read.size() < head + body)
      boost::asio::read(socket, buffer, boost::asio::transfer_exactly(head + body - read.size()), error);
    read.erase(0, head + body);
    return !error;
  }

  Script script_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_;
  std::atomic<bool> over_ = false;
  std::atomic<int> connections_ = 0;
  std::atomic<int> talking_ = -1;
  std::thread thread_;
};

}  // namespace drydock::live::testing
