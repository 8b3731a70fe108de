// Bytes as they travel to and from a card, and their hexadecimal form for files and tests.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cardreader {

using Bytes = std::vector<unsigned char>;
using ByteView = std::span<const unsigned char>;

/// Upper-case hexadecimal without spaces: {0x3B, 0x0F} gives "3B0F".
std::string to_hex(ByteView bytes);

/// Reads hexadecimal digits in either case; spaces between bytes are allowed. Nothing when anything else appears.
std::optional<Bytes> from_hex(std::string_view text);

/// The characters of `text` as bytes (UTF-8 stays UTF-8).
inline ByteView view_of(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

/// Appends `more` to `bytes`.
inline void append(Bytes& bytes, ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

}  // namespace cardreader
