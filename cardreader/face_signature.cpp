// Hashing the three groups.
#include "cardreader/face_signature.h"

#include <array>
#include <initializer_list>

#include "cardreader/card_layout.h"
#include "cardreader/rsa_key.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

std::optional<Digest> group_digest(ByteView face_value, std::initializer_list<std::uint32_t> tags) {
  Bytes group;
  for (const std::uint32_t tag : tags) {
    const auto object = find_tlv(face_value, tag);
    if (!object) return std::nullopt;
    append(group, object->whole);
  }
  return sha256(group);
}

}  // namespace

std::optional<Bytes> face_signature_frame(ByteView face_value) {
  using namespace layout;
  const auto person = group_digest(face_value, {tag::face_birth, tag::face_sex, tag::face_public_key});
  const auto words = group_digest(face_value, {tag::face_name, tag::face_address});
  const auto photo = group_digest(face_value, {tag::face_portrait});
  if (!person || !words || !photo) return std::nullopt;
  Bytes frame{0x30, 0x71, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
              0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x60};
  append(frame, *person);
  append(frame, *words);
  append(frame, *photo);
  return frame;
}

}  // namespace cardreader
