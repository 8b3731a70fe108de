// Commands to a card and its answers (ISO 7816-3, 12.1): short and extended, all four cases. Printing hides the data.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>

#include "cardreader/bytes.h"
#include "cardreader/card_error.h"
#include "cardreader/status_word.h"
#include "kiosk/base/result.h"
#include "kiosk/base/secret.h"

namespace cardreader {

struct CommandHeader {
  unsigned char cla;
  unsigned char ins;
  unsigned char p1;
  unsigned char p2;
  bool operator==(const CommandHeader&) const = default;
};

/// One command. Its data may hold a PIN, so they are a secret: wiped with the object and never printed.
class CommandApdu {
 public:
  static constexpr std::size_t most_short_data = 255;
  static constexpr std::size_t most_short_answer = 256;
  static constexpr std::size_t most_extended_data = 65535;
  static constexpr std::size_t most_extended_answer = 65536;

  /// `expected` is the number of answer bytes wanted (1 to 65536); nothing means that no answer bytes are expected.
  /// The extended form is used when `data` or `expected` do not fit the short one.
  explicit CommandApdu(CommandHeader header, base::SecretBytes data = {},
                       std::optional<std::size_t> expected = std::nullopt);

  /// Reads the bytes of a command as a card receives them; nothing for any malformed length.
  static std::optional<CommandApdu> parse(ByteView bytes);

  const CommandHeader& header() const { return header_; }
  ByteView data() const { return data_.reveal(); }
  std::optional<std::size_t> expected() const { return expected_; }
  bool is_extended() const;
  /// The bytes to send.
  base::SecretBytes encode() const;
  bool operator==(const CommandApdu&) const = default;

 private:
  CommandHeader header_;
  base::SecretBytes data_;
  std::optional<std::size_t> expected_;
};

/// One answer: data and status word.
class ResponseApdu {
 public:
  explicit ResponseApdu(StatusWord status, base::SecretBytes data = {}) : data_(std::move(data)), status_(status) {}
  /// Splits received bytes; nothing when there are fewer than two (which PC/SC gives for a card that was pulled).
  static std::optional<ResponseApdu> parse(ByteView bytes);

  ByteView data() const { return data_.reveal(); }
  StatusWord status() const { return status_; }
  base::SecretBytes encode() const;
  bool operator==(const ResponseApdu&) const = default;

 private:
  base::SecretBytes data_;
  StatusWord status_;
};

/// "00 20 00 80 Lc=4 (hidden)" and "9000 (done), 256 bytes (hidden)": fit for a log.
std::ostream& operator<<(std::ostream& out, const CommandApdu& command);
std::ostream& operator<<(std::ostream& out, const ResponseApdu& response);

}  // namespace cardreader
