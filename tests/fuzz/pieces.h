// One fuzz input as a row of messages: two bytes of length (big-endian), then that many bytes.
#pragma once

#include <algorithm>
#include <optional>

#include "cardreader/bytes.h"

namespace fuzz {

/// Takes the next message off the front of `rest`; a length beyond the end takes all there is. Nothing at the end.
inline std::optional<cardreader::ByteView> next_piece(cardreader::ByteView& rest) {
  if (rest.size() < 2) return std::nullopt;
  const std::size_t length = std::min<std::size_t>(rest[0] * 256U + rest[1], rest.size() - 2);
  const auto piece = rest.subspan(2, length);
  rest = rest.subspan(2 + length);
  return piece;
}

inline void append_piece(cardreader::Bytes& bytes, cardreader::ByteView piece) {
  bytes.push_back(static_cast<unsigned char>(piece.size() >> 8U));
  bytes.push_back(static_cast<unsigned char>(piece.size() & 0xFFU));
  cardreader::append(bytes, piece);
}

}  // namespace fuzz
