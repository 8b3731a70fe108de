// vpcd's protocol: the card is the TCP client; frames are a 16-bit length and a payload; payloads of one byte are
// control (00 off, 01 on, 02 reset, 04 send the ATR), longer ones are commands. Only the ATR request and commands are
// answered.
#include "cardreader/vpcd_link.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

namespace cardreader {
namespace {

using std::chrono::steady_clock;
constexpr base::Duration reconnect_pause{200};

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

enum class Control : unsigned char { power_off = 0, power_on = 1, reset = 2, send_atr = 4 };

/// Debian's vpcd sends length and payload in two writes; without a quick acknowledgement of the first the second waits
/// 40 ms. The option is not sticky, so it is set before every receive.
void acknowledge_quickly(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

bool send_frame(int socket, ByteView payload) {
  Bytes frame{static_cast<unsigned char>(payload.size() >> 8U), static_cast<unsigned char>(payload.size() & 0xFFU)};
  frame.reserve(payload.size() + 2);
  append(frame, payload);
  const base::SecretBytes wiped_later(std::move(frame));
  ByteView left = wiped_later.reveal();
  while (!left.empty()) {
    const ssize_t sent = ::send(socket, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    left = left.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

struct VpcdLink::Parts {
  VirtualCard card;
  VpcdAddress address;
  std::optional<CardFault> fault;
  Descriptor stop{::eventfd(0, EFD_CLOEXEC)};
  std::atomic<bool> connected = false;
  std::atomic<std::uint32_t> commands = 0;
  std::jthread thread{};

  bool wait_for_stop(base::Duration limit) const {
    pollfd waiting{stop.number(), POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(limit.count())) > 0;
  }

  /// Waits for bytes; false when told to stop.
  bool wait_for_bytes(int socket) const {
    std::array<pollfd, 2> waiting{{{socket, POLLIN, 0}, {stop.number(), POLLIN, 0}}};
    while (::poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
    }
    return (waiting[1].revents & POLLIN) == 0;
  }

  bool receive(int socket, unsigned char* into, std::size_t size) const {
    while (size > 0) {
      acknowledge_quickly(socket);
      if (!wait_for_bytes(socket)) return false;
      const ssize_t received = ::recv(socket, into, size, 0);
      if (received < 0 && errno == EINTR) continue;
      if (received <= 0) return false;
      into += received;
      size -= static_cast<std::size_t>(received);
    }
    return true;
  }

  std::optional<base::SecretBytes> receive_frame(int socket) const {
    std::array<unsigned char, 2> size{};
    if (!receive(socket, size.data(), size.size())) return std::nullopt;
    Bytes payload(static_cast<std::size_t>(size[0]) * 256 + size[1]);
    if (!receive(socket, payload.data(), payload.size())) return std::nullopt;
    return base::SecretBytes(std::move(payload));
  }

  Descriptor connect() const {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(address.port);
    if (::inet_pton(AF_INET, address.host.c_str(), &to.sin_addr) != 1) return Descriptor{};
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) return Descriptor{};
    const int on = 1;
    ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
  }

  enum class Next { go_on, connection_lost, card_pulled };

  Next control(int socket, unsigned char code) {
    if (code == static_cast<unsigned char>(Control::send_atr)) {
      return send_frame(socket, card.atr()) ? Next::go_on : Next::connection_lost;
    }
    card.reset();  // off, on and reset all forget what was entered
    return Next::go_on;
  }

  Next command(int socket, ByteView bytes) {
    const std::uint32_t number = commands++;
    if (!fault || !strikes(*fault, number)) {
      return send_frame(socket, card.respond(bytes).reveal()) ? Next::go_on : Next::connection_lost;
    }
    if (fault->kind == CardFaultKind::pulled) return Next::card_pulled;
    if (fault->kind == CardFaultKind::silent) {
      wait_for_stop(base::Duration{-1});
      return Next::card_pulled;
    }
    if (fault->kind == CardFaultKind::slow && wait_for_stop(fault->delay)) return Next::card_pulled;
    return send_frame(socket, spoilt(*fault, card.respond(bytes).reveal())) ? Next::go_on : Next::connection_lost;
  }

  Next serve(int socket) {
    Next next = Next::go_on;
    while (next == Next::go_on) {
      const auto frame = receive_frame(socket);
      if (!frame) return Next::connection_lost;
      const Bytes& payload = frame->reveal();
      if (payload.size() == 1) next = control(socket, payload[0]);
      if (payload.size() > 1) next = command(socket, payload);
    }
    return next;
  }

  /// Serves the reader until told to stop; connects again whenever the service went away.
  void run(Descriptor socket) {
    while (true) {
      if (socket.is_open()) {
        connected = true;
        const Next next = serve(socket.number());
        connected = false;
        socket = Descriptor{};
        card.reset();
        if (next == Next::card_pulled) return;
      }
      if (wait_for_stop(reconnect_pause)) return;
      socket = connect();
    }
  }
};

VpcdLink::VpcdLink(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

base::Result<std::unique_ptr<VpcdLink>, CardError> VpcdLink::insert(VirtualCard card, const VpcdAddress& address,
                                                                    base::Duration limit,
                                                                    std::optional<CardFault> fault) {
  std::unique_ptr<Parts> parts(new Parts{std::move(card), address, fault});
  parts->card.reset();
  const auto deadline = steady_clock::now() + limit;
  Descriptor socket = parts->connect();
  while (!socket.is_open() && steady_clock::now() < deadline) {
    std::this_thread::sleep_for(base::Duration{50});
    socket = parts->connect();
  }
  if (!socket.is_open()) {
    return CardError{CardProblem::cannot_present,
                     "nothing listens on " + address.host + " port " + std::to_string(address.port) +
                         "; start pcscd with the vpcd driver (package vsmartcard-vpcd), or give the port it uses"};
  }
  parts->connected = true;
  parts->thread =
      std::jthread([running = parts.get(), socket = std::move(socket)]() mutable { running->run(std::move(socket)); });
  return std::unique_ptr<VpcdLink>(new VpcdLink(std::move(parts)));
}

VpcdLink::~VpcdLink() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(parts_->stop.number(), &one, sizeof one);
  parts_->thread.join();
}

bool VpcdLink::is_connected() const { return parts_->connected; }
std::uint32_t VpcdLink::commands_seen() const { return parts_->commands; }

}  // namespace cardreader
