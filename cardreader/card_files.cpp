// Parsers of the files of the JPKI, text and visual applications.
#include "cardreader/card_files.h"

#include <utility>

#include "cardreader/card_layout.h"
#include "cardreader/japanese_era.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

CardError broken(std::string_view part) { return {CardProblem::broken_contents, std::string(part)}; }

std::string_view text_of(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Sex sex_of(ByteView value) {
  if (value.size() != 1) return Sex::unknown;
  switch (value[0]) {
    case '1':
      return Sex::male;
    case '2':
      return Sex::female;
    case '9':
      return Sex::not_applicable;
    default:
      return Sex::unknown;
  }
}

/// Enough UTF-8 checking that what follows (JSON, the screen, the database) never meets a broken sequence.
bool is_utf8(ByteView bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const unsigned char lead = bytes[at++];
    if (lead == 0) return false;
    const int more = lead < 0x80              ? 0
                     : (lead & 0xE0U) == 0xC0 ? 1
                     : (lead & 0xF0U) == 0xE0 ? 2
                     : (lead & 0xF8U) == 0xF0 ? 3
                                              : -1;
    if (more < 0 || lead == 0xC0 || lead == 0xC1 || lead > 0xF4) return false;
    for (int i = 0; i < more; ++i) {
      if (at >= bytes.size() || (bytes[at] & 0xC0U) != 0x80) return false;
      const unsigned char second = bytes[at++];
      if (i > 0) continue;
      const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
      const bool surrogate = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
      if (overlong || surrogate) return false;
    }
  }
  return true;
}

}  // namespace

std::string token_name_in(ByteView token_file) {
  std::string name;
  for (const unsigned char byte : token_file.first(std::min<std::size_t>(token_file.size(), 32))) {
    if (byte < 0x20 || byte > 0x7E) break;
    name += static_cast<char>(byte);
  }
  name.erase(name.find_last_not_of(' ') + 1);
  return name;
}

CardKind kind_of_token(std::string_view token_name) {
  if (token_name == "JPKIAPICCTOKEN2") return CardKind::my_number_card;
  if (token_name == "JPKIAPICCTOKEN") return CardKind::resident_card;
  if (token_name == "JPKIAPGPSETOKEN") return CardKind::android_phone;
  if (token_name == "JPKIAPIOSTOKEN") return CardKind::iphone;
  return CardKind::unknown;
}

bool says_extended_length(ByteView application_file) {
  const auto whole = read_tlv(application_file);
  const auto versions = whole && whole->tag == 0xFF40 ? find_tlv(whole->value, 0xDF41) : std::nullopt;
  return versions && versions->value.size() >= 2 && versions->value[1] != 0;
}

base::Result<CardFace, CardError> parse_card_face(base::SecretBytes file) {
  CardFace face;
  {
    const auto whole = read_tlv(file.reveal());
    if (!whole || whole->tag != layout::tag::face) return broken("card face: not the expected file");
    const auto birth = find_tlv(whole->value, layout::tag::face_birth);
    const auto date = birth ? date_from_digits(text_of(birth->value)) : std::nullopt;
    if (!date) return broken("card face: birth date");
    face.birth = *date;
    if (const auto sex = find_tlv(whole->value, layout::tag::face_sex)) face.sex = sex_of(sex->value);
    const auto portrait = find_tlv(whole->value, layout::tag::face_portrait);
    if (!portrait) return broken("card face: photo");
    face.portrait = base::SecretBytes(Bytes(portrait->value.begin(), portrait->value.end()));
    if (const auto expiry = find_tlv(whole->value, layout::tag::face_expiry)) {
      face.expiry = date_from_digits(text_of(expiry->value));
      if (!face.expiry) return broken("card face: expiry date");
    }
  }
  face.file = std::move(file);
  return face;
}

base::Result<CardAttributes, CardError> parse_attributes(ByteView file) {
  const auto whole = read_tlv(file);
  if (!whole || whole->tag != layout::tag::attributes) return broken("attributes: not the expected file");
  const auto name = find_tlv(whole->value, layout::tag::attributes_name);
  const auto address = find_tlv(whole->value, layout::tag::attributes_address);
  const auto birth = find_tlv(whole->value, layout::tag::attributes_birth);
  const auto sex = find_tlv(whole->value, layout::tag::attributes_sex);
  if (!name || name->value.empty() || !is_utf8(name->value)) return broken("attributes: name");
  if (!address || !is_utf8(address->value)) return broken("attributes: address");
  const auto date = birth ? date_from_digits(text_of(birth->value)) : std::nullopt;
  if (!date) return broken("attributes: birth date");
  return CardAttributes{std::string(text_of(name->value)), std::string(text_of(address->value)), *date,
                        sex ? sex_of(sex->value) : Sex::unknown};
}

}  // namespace cardreader
