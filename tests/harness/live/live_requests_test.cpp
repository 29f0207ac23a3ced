// What arrives at our endpoints, and what is refused there before any actor sees it.
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "tests/harness/live/small_live_world.hpp"

namespace drydock::live {
namespace {

using namespace testing;
using boost::asio::ip::tcp;

std::string exchange(std::uint16_t port, const std::string& bytes) {
  boost::asio::io_context context;
  boost::system::error_code error;
  tcp::socket socket(context);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
  boost::asio::write(socket, boost::asio::buffer(bytes), error);
  socket.shutdown(tcp::socket::shutdown_send, error);
  std::string answer;
  boost::asio::read(socket, boost::asio::dynamic_buffer(answer), error);
  return answer;
}

TEST(LiveRequests, AnIdThatIsTooLongIsRefusedByName) {
  SmallLiveWorld world({seat("shop", idle), seat("erp", agreeable)});
  world.start();
  std::string answer;
  std::atomic<bool> over = false;
  std::thread caller([&] {
    answer = exchange(world.port(),
                      "POST /v1/sales-order HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer credential\r\n"
                      "Content-Length: 0\r\nIdempotency-Key: " +
                          std::string(1025, 'k') + "\r\n\r\n");
    over = true;
  });
  EXPECT_TRUE(world.reaches([&] { return over.load(); }));
  caller.join();
  EXPECT_NE(answer.find("HTTP/1.1 431"), std::string::npos);
  EXPECT_NE(answer.find("idempotency-key"), std::string::npos);
  EXPECT_EQ(answer.find("kkkk"), std::string::npos);
  EXPECT_EQ(world.world().counts().refused, 1);
  EXPECT_TRUE(world.memory.all.empty());
}

}  // namespace
}  // namespace drydock::live
