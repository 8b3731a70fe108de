// Reading and writing of tag, length, value.
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

struct TlvHeader {
  std::uint32_t tag;
  std::size_t size;  // of the header itself
  std::size_t value_size;
};

std::optional<TlvHeader> read_header(ByteView bytes) {
  if (bytes.empty()) return std::nullopt;
  std::size_t at = 0;
  std::uint32_t tag = bytes[at++];
  if ((tag & 0x1FU) == 0x1FU) {
    bool more = true;
    while (more) {
      if (at >= bytes.size() || at >= 4) return std::nullopt;
      more = (bytes[at] & 0x80U) != 0;
      tag = (tag << 8U) | bytes[at++];
    }
  }
  if (at >= bytes.size()) return std::nullopt;
  const unsigned char first = bytes[at++];
  if (first < 0x80) return TlvHeader{tag, at, first};
  const std::size_t count = first & 0x7FU;
  if (count == 0 || count > 4 || bytes.size() - at < count) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | bytes[at++];
  return TlvHeader{tag, at, length};
}

}  // namespace

std::optional<Tlv> read_tlv(ByteView bytes) {
  const auto header = read_header(bytes);
  if (!header || bytes.size() - header->size < header->value_size) return std::nullopt;
  return Tlv{header->tag, bytes.subspan(header->size, header->value_size),
             bytes.first(header->size + header->value_size)};
}

std::optional<std::size_t> tlv_size(ByteView start) {
  const auto header = read_header(start);
  if (!header) return std::nullopt;
  return header->size + header->value_size;
}

std::vector<Tlv> read_all_tlv(ByteView bytes) {
  std::vector<Tlv> objects;
  while (const auto object = read_tlv(bytes)) {
    objects.push_back(*object);
    bytes = bytes.subspan(object->whole.size());
  }
  return objects;
}

std::optional<Tlv> find_tlv(ByteView bytes, std::uint32_t tag) {
  while (const auto object = read_tlv(bytes)) {
    if (object->tag == tag) return object;
    bytes = bytes.subspan(object->whole.size());
  }
  return std::nullopt;
}

Bytes make_tlv(std::uint32_t tag, ByteView value) {
  Bytes bytes;
  bytes.reserve(value.size() + 9);
  const auto push_from = [&bytes](std::size_t number, int shift) {
    for (; shift >= 0; shift -= 8)
      bytes.push_back(static_cast<unsigned char>((number >> static_cast<unsigned>(shift)) & 0xFFU));
  };
  push_from(tag, tag > 0xFFFFFF ? 24 : tag > 0xFFFF ? 16 : tag > 0xFF ? 8 : 0);
  const std::size_t size = value.size();
  if (size < 0x80) {
    bytes.push_back(static_cast<unsigned char>(size));
  } else {
    const int length_bytes = size > 0xFFFFFF ? 4 : size > 0xFFFF ? 3 : size > 0xFF ? 2 : 1;
    bytes.push_back(static_cast<unsigned char>(0x80 | length_bytes));
    push_from(size, (length_bytes - 1) * 8);
  }
  append(bytes, value);
  return bytes;
}

}  // namespace cardreader
