// Composition of the card's files from tags and values.
#include "cardreader/personalised_files.h"

#include <array>
#include <vector>

#include "cardreader/card_layout.h"
#include "cardreader/face_signature.h"
#include "cardreader/japanese_era.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

Bytes text_tlv(std::uint32_t tag, std::string_view text) { return make_tlv(tag, view_of(text)); }

std::string_view sex_digit(Sex sex) {
  switch (sex) {
    case Sex::male:
      return "1";
    case Sex::female:
      return "2";
    case Sex::not_applicable:
      return "9";
    case Sex::unknown:
      break;
  }
  return "0";
}

/// How many bytes the header of an object with this value takes.
std::size_t header_size(std::uint32_t tag, std::size_t value_size) {
  return make_tlv(tag, Bytes(value_size)).size() - value_size;
}

/// A file that begins with a table of the 16-bit offsets of its objects, counted from the file's first byte.
Bytes with_offset_table(std::uint32_t file_tag, const std::vector<Bytes>& objects) {
  const std::size_t table_size = objects.size() * 2;
  std::size_t total = header_size(0xDF21, table_size) + table_size;
  for (const Bytes& object : objects) total += object.size();
  std::size_t at = header_size(file_tag, total) + header_size(0xDF21, table_size) + table_size;
  Bytes table;
  for (const Bytes& object : objects) {
    table.push_back(static_cast<unsigned char>(at >> 8U));
    table.push_back(static_cast<unsigned char>(at & 0xFFU));
    at += object.size();
  }
  Bytes value = make_tlv(0xDF21, table);
  for (const Bytes& object : objects) append(value, object);
  return make_tlv(file_tag, value);
}

/// [0] { OID 1.2.392.200149.8.5.5.n, [0] { UTF8String } }
Bytes other_name(unsigned char number, std::string_view text) {
  Bytes inside = make_tlv(0x06, Bytes{0x2A, 0x83, 0x08, 0x8C, 0x9B, 0x55, 0x08, 0x05, 0x05, number});
  append(inside, make_tlv(0xA0, make_tlv(0x0C, view_of(text))));
  return make_tlv(0xA0, inside);
}

void pad_to(Bytes& bytes, std::size_t size, unsigned char filler) {
  if (bytes.size() < size) bytes.resize(size, filler);
}

/// Objects followed by the issuer's ordinary signature over all of them.
Bytes signed_objects(std::uint32_t file_tag, const std::vector<Bytes>& objects, std::uint32_t signature_tag,
                     const CardAuthority& authority) {
  Bytes value;
  for (const Bytes& object : objects) append(value, object);
  append(value, make_tlv(signature_tag, authority.issuer_signature(value)));
  return make_tlv(file_tag, value);
}

}  // namespace

std::string printed_sex(Sex sex) {
  if (sex == Sex::male) return "男";
  if (sex == Sex::female) return "女";
  return "";
}

Bytes token_file() {
  // A serialised CK_TOKEN_INFO: label 32, maker 32, model 16, serial 16, then flags, counts, versions and time.
  Bytes bytes;
  append(bytes, view_of("JPKIAPICCTOKEN2"));
  pad_to(bytes, 32, ' ');
  append(bytes, view_of("UKETSUKE SIMULATED CARD"));
  pad_to(bytes, 64, ' ');
  append(bytes, view_of("VIRTUAL"));
  pad_to(bytes, 80, ' ');
  append(bytes, view_of("0000000000000001"));
  pad_to(bytes, 160, 0x00);
  return bytes;
}

Bytes attribute_names(const CardParticulars& person) {
  Bytes names = other_name(1, person.name);
  append(names, other_name(2, "0"));
  append(names, other_name(3, sex_digit(person.sex)));
  append(names, other_name(4, digits_of(person.birth)));
  append(names, other_name(5, person.address));
  append(names, other_name(6, "0"));
  return make_tlv(0x30, names);
}

Bytes my_number_file(const base::SecretText& number) {
  Bytes bytes = make_tlv(0xFF10, view_of(number.reveal()));
  pad_to(bytes, 17, 0xFF);
  return bytes;
}

Bytes attributes_file(const CardParticulars& person) {
  using namespace layout;
  return with_offset_table(
      tag::attributes,
      {text_tlv(tag::attributes_name, person.name), text_tlv(tag::attributes_address, person.address),
       text_tlv(tag::attributes_birth, digits_of(person.birth)), text_tlv(tag::attributes_sex, sex_digit(person.sex))});
}

Bytes text_signature_file(ByteView number_file, ByteView attributes, const CardAuthority& authority) {
  // The digest of the attributes starts behind the offset table.
  const auto whole = read_tlv(attributes);
  const auto table = read_tlv(whole->value);
  const ByteView signed_part = whole->value.subspan(table->whole.size());
  return signed_objects(0xFF30, {make_tlv(0xDF31, sha256(number_file)), make_tlv(0xDF32, sha256(signed_part))}, 0xDF33,
                        authority);
}

Bytes text_application_file(const CardVariant& variant) {
  const unsigned char extended = variant.has_extended_length ? 0x03 : 0x00;
  Bytes value = make_tlv(0xDF41, Bytes{0x01, extended, 0x0E, 0x01});
  append(value, make_tlv(0xDF42, Bytes(16, 0x36)));
  append(value, make_tlv(0xDF43, Bytes(128, 0x00)));
  Bytes file = make_tlv(0xFF40, value);
  pad_to(file, 256, 0xFF);
  return file;
}

Bytes signed_key_file(const RsaPublicKey& key, const CardAuthority& authority) {
  return signed_objects(0xFF50, {make_tlv(0xDF51, key.card_form())}, 0xDF52, authority);
}

Bytes age_file(const CardParticulars& person, const RsaPublicKey& key, const CardAuthority& authority) {
  return signed_objects(0xFF10, {text_tlv(0xDF11, digits_of(person.birth)), make_tlv(0xDF12, key.card_form())}, 0xDF13,
                        authority);
}

Bytes face_file(const CardParticulars& person, const RsaPublicKey& key, const CardAuthority& authority) {
  using namespace layout;
  std::vector<Bytes> objects{
      text_tlv(tag::face_birth, digits_of(person.birth)),  text_tlv(tag::face_sex, sex_digit(person.sex)),
      make_tlv(tag::face_public_key, key.card_form()),     make_tlv(tag::face_name, person.name_picture),
      make_tlv(tag::face_address, person.address_picture), make_tlv(tag::face_portrait, person.portrait.reveal())};
  Bytes signed_part;
  for (const Bytes& object : objects) append(signed_part, object);
  objects.push_back(
      make_tlv(tag::face_signature, authority.issuer_signature_over_frame(*face_signature_frame(signed_part))));
  objects.push_back(text_tlv(tag::face_expiry, digits_of(person.expiry)));
  objects.push_back(make_tlv(tag::face_security_code, person.security_code_picture));
  return with_offset_table(tag::face, objects);
}

Bytes visual_application_file(const CardParticulars& person) {
  Bytes value = make_tlv(0xDF31, Bytes{0x06, 0x03, 0x0E, 0x01});
  append(value, make_tlv(0xDF32, Bytes(16, 0x36)));
  append(value, make_tlv(0xDF33, Bytes{0x01}));
  append(value, text_tlv(0xDF34, person.municipality));
  append(value, make_tlv(0xDF35, Bytes(272, 0x00)));
  return make_tlv(0xFF30, value);
}

Bytes my_number_picture_file(const CardParticulars& person, const RsaPublicKey& key, const CardAuthority& authority) {
  return signed_objects(0xFF40, {make_tlv(0xDF41, person.my_number_picture), make_tlv(0xDF42, key.card_form())}, 0xDF43,
                        authority);
}

}  // namespace cardreader
