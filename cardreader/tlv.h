// BER-TLV (ISO 8825-1 in the form ISO 7816-4 uses): reading is total on any bytes, writing is minimal.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cardreader/bytes.h"

namespace cardreader {

/// One object inside a buffer that outlives it. Tags keep all their bytes: FF 20 is 0xFF20.
struct Tlv {
  std::uint32_t tag;
  ByteView value;  ///< without header
  ByteView whole;  ///< header and value
};

/// The object that starts at the first byte; nothing when it is cut short, has a tag of more than four bytes, an
/// indefinite length or a length of more than four bytes.
std::optional<Tlv> read_tlv(ByteView bytes);

/// How many bytes the object at the start takes, header included, when the header itself is complete; the value may be
/// cut off. Used to learn from the first bytes of a file how much to read.
std::optional<std::size_t> tlv_size(ByteView start);

/// All objects side by side, up to the end or to the first byte that does not start an object (filler such as FF FF).
std::vector<Tlv> read_all_tlv(ByteView bytes);

/// The first object with this tag side by side in `bytes`.
std::optional<Tlv> find_tlv(ByteView bytes, std::uint32_t tag);

/// Tag, shortest length form, value.
Bytes make_tlv(std::uint32_t tag, ByteView value);

}  // namespace cardreader
