// Encoding and decoding of commands and answers, byte for byte after ISO 7816-3, 12.1.3.
#include "cardreader/apdu.h"

#include <cassert>
#include <ostream>
#include <utility>

namespace cardreader {
namespace {

base::SecretBytes secret_copy(ByteView bytes) { return base::SecretBytes(Bytes(bytes.begin(), bytes.end())); }

std::size_t word_at(ByteView bytes, std::size_t at) {
  return (static_cast<std::size_t>(bytes[at]) << 8U) | bytes[at + 1];
}

unsigned char low_byte(std::size_t value) { return static_cast<unsigned char>(value & 0xFFU); }

std::optional<CommandApdu> parse_short(const CommandHeader& header, ByteView body) {
  if (body.size() == 1) return CommandApdu(header, {}, body[0] == 0 ? 256U : body[0]);
  const std::size_t length = body[0];
  if (length == 0) return std::nullopt;
  if (body.size() == 1 + length) return CommandApdu(header, secret_copy(body.subspan(1, length)));
  if (body.size() != 2 + length) return std::nullopt;
  const unsigned char expected = body.back();
  return CommandApdu(header, secret_copy(body.subspan(1, length)), expected == 0 ? 256U : expected);
}

std::optional<CommandApdu> parse_extended(const CommandHeader& header, ByteView body) {
  const std::size_t length = word_at(body, 1);
  if (body.size() == 3) return CommandApdu(header, {}, length == 0 ? CommandApdu::most_extended_answer : length);
  if (length == 0) return std::nullopt;
  if (body.size() == 3 + length) return CommandApdu(header, secret_copy(body.subspan(3, length)));
  if (body.size() != 5 + length) return std::nullopt;
  const std::size_t expected = word_at(body, 3 + length);
  return CommandApdu(header, secret_copy(body.subspan(3, length)),
                     expected == 0 ? CommandApdu::most_extended_answer : expected);
}

}  // namespace

CommandApdu::CommandApdu(CommandHeader header, base::SecretBytes data, std::optional<std::size_t> expected)
    : header_(header), data_(std::move(data)), expected_(expected) {
  assert(data_.reveal().size() <= most_extended_data);
  assert(!expected_ || (*expected_ >= 1 && *expected_ <= most_extended_answer));
}

std::optional<CommandApdu> CommandApdu::parse(ByteView bytes) {
  if (bytes.size() < 4) return std::nullopt;
  const CommandHeader header{bytes[0], bytes[1], bytes[2], bytes[3]};
  const ByteView body = bytes.subspan(4);
  if (body.empty()) return CommandApdu(header);
  if (body[0] == 0 && body.size() >= 3) return parse_extended(header, body);
  return parse_short(header, body);
}

bool CommandApdu::is_extended() const {
  return data_.reveal().size() > most_short_data || (expected_ && *expected_ > most_short_answer);
}

base::SecretBytes CommandApdu::encode() const {
  const Bytes& data = data_.reveal();
  Bytes bytes;
  bytes.reserve(data.size() + 9);  // no reallocation: a copy left behind could hold a PIN
  append(bytes, Bytes{header_.cla, header_.ins, header_.p1, header_.p2});
  if (is_extended()) {
    bytes.push_back(0);
    if (!data.empty()) {
      bytes.push_back(low_byte(data.size() >> 8U));
      bytes.push_back(low_byte(data.size()));
      append(bytes, data);
    }
    if (expected_) {
      bytes.push_back(low_byte(*expected_ >> 8U));
      bytes.push_back(low_byte(*expected_));
    }
  } else {
    if (!data.empty()) {
      bytes.push_back(low_byte(data.size()));
      append(bytes, data);
    }
    if (expected_) bytes.push_back(low_byte(*expected_));
  }
  return base::SecretBytes(std::move(bytes));
}

std::optional<ResponseApdu> ResponseApdu::parse(ByteView bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const StatusWord status{static_cast<std::uint16_t>(word_at(bytes, bytes.size() - 2))};
  return ResponseApdu(status, secret_copy(bytes.first(bytes.size() - 2)));
}

base::SecretBytes ResponseApdu::encode() const {
  Bytes bytes;
  bytes.reserve(data().size() + 2);
  append(bytes, data());
  bytes.push_back(status_.high());
  bytes.push_back(status_.low());
  return base::SecretBytes(std::move(bytes));
}

std::ostream& operator<<(std::ostream& out, const CommandApdu& command) {
  const auto& [cla, ins, p1, p2] = command.header();
  out << to_hex({&cla, 1}) << ' ' << to_hex({&ins, 1}) << ' ' << to_hex({&p1, 1}) << ' ' << to_hex({&p2, 1});
  if (!command.data().empty()) out << " Lc=" << command.data().size() << " (hidden)";
  if (command.expected()) out << " Le=" << *command.expected();
  return out;
}

std::ostream& operator<<(std::ostream& out, const ResponseApdu& response) {
  out << response.status();
  if (!response.data().empty()) out << ", " << response.data().size() << " bytes (hidden)";
  return out;
}

}  // namespace cardreader
