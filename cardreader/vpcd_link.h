// VpcdLink: puts a virtual card into a reader of the real PC/SC service, through vpcd's TCP port.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cardreader/card_error.h"
#include "cardreader/card_fault.h"
#include "cardreader/virtual_card.h"
#include "kiosk/base/result.h"

namespace cardreader {

struct VpcdAddress {
  std::string host = "127.0.0.1";  ///< numeric IPv4
  std::uint16_t port = 35963;      ///< the first slot of Debian's vpcd; the second is one higher
};

/// The card is in the reader from `insert` to destruction. A thread of its own answers the reader and connects again
/// when the service restarts. One thread at a time.
class VpcdLink {
 public:
  /// Connects to vpcd; cannot_present when nothing answers there within `limit`.
  static base::Result<std::unique_ptr<VpcdLink>, CardError> insert(VirtualCard card, const VpcdAddress& address,
                                                                   base::Duration limit,
                                                                   std::optional<CardFault> fault = std::nullopt);
  /// Takes the card out and waits until its thread has ended (at once: every wait is interrupted).
  ~VpcdLink();
  VpcdLink(const VpcdLink&) = delete;
  VpcdLink& operator=(const VpcdLink&) = delete;

  /// False while the service is away, or after a fault has pulled the card.
  bool is_connected() const;
  std::uint32_t commands_seen() const;

 private:
  struct Parts;
  explicit VpcdLink(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cardreader
