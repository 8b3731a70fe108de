// Changing bytes, files and keys of a genuine virtual card.
#include "cardreader/card_forgery.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cardreader/card_layout.h"
#include "cardreader/face_signature.h"
#include "cardreader/japanese_era.h"
#include "cardreader/rsa_key.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

using namespace layout;

constexpr std::array<std::pair<Forgery, std::string_view>, 11> names{{
    {Forgery::swapped_photo, "swapped-photo"},
    {Forgery::swapped_face, "swapped-face"},
    {Forgery::changed_birth, "changed-birth"},
    {Forgery::changed_name, "changed-name"},
    {Forgery::copied_files, "copied-files"},
    {Forgery::wrong_issuer, "wrong-issuer"},
    {Forgery::foreign_chain, "foreign-chain"},
    {Forgery::truncated_face, "truncated-face"},
    {Forgery::oversized_face, "oversized-face"},
    {Forgery::changed_expiry, "changed-expiry"},
    {Forgery::other_key, "other-key"},
}};

CardError missing(std::string_view what) { return {CardProblem::broken_contents, std::string(what)}; }

VirtualFile* file_of(VirtualCardContents& card, const Aid& aid, FileId id) {
  VirtualApplication* application = card.find(aid);
  return application == nullptr ? nullptr : application->find(id);
}

/// Replaces the value of one object in a file of side by side objects; lengths of the file follow.
bool replace_value(Bytes& file, std::uint32_t tag, ByteView value) {
  const auto whole = read_tlv(file);
  if (!whole || !find_tlv(whole->value, tag)) return false;
  Bytes inside;
  for (const Tlv& object : read_all_tlv(whole->value)) {
    append(inside, object.tag == tag ? make_tlv(tag, value) : Bytes(object.whole.begin(), object.whole.end()));
  }
  file = make_tlv(whole->tag, inside);
  return true;
}

std::optional<Bytes> value_in(const Bytes& file, std::uint32_t tag) {
  const auto whole = read_tlv(file);
  const auto object = whole ? find_tlv(whole->value, tag) : std::nullopt;
  if (!object) return std::nullopt;
  return Bytes(object->value.begin(), object->value.end());
}

bool swap_photo(VirtualCardContents& card, const VirtualCardContents& other) {
  VirtualCardContents copy = other;
  VirtualFile* own = file_of(card, visual, visual_file::face);
  VirtualFile* theirs = file_of(copy, visual, visual_file::face);
  const auto photo = theirs == nullptr ? std::nullopt : value_in(theirs->content, tag::face_portrait);
  return own != nullptr && photo && replace_value(own->content, tag::face_portrait, *photo);
}

bool swap_face(VirtualCardContents& card, const VirtualCardContents& other) {
  VirtualCardContents copy = other;
  VirtualFile* own = file_of(card, visual, visual_file::face);
  VirtualFile* theirs = file_of(copy, visual, visual_file::face);
  if (own == nullptr || theirs == nullptr) return false;
  own->content = theirs->content;
  return true;
}

bool change_birth(VirtualCardContents& card) {
  card.front.birth = std::chrono::year_month_day{std::chrono::sys_days{card.front.birth} - std::chrono::days{1}};
  const std::string digits = digits_of(card.front.birth);
  const auto number = card.front.number_b();
  VirtualFile* face = file_of(card, visual, visual_file::face);
  VirtualFile* four = file_of(card, text, text_file::attributes);
  VirtualFile* face_number = file_of(card, visual, visual_file::number_b);
  VirtualFile* text_number = file_of(card, text, text_file::number_b);
  if (!number || face == nullptr || four == nullptr || face_number == nullptr || text_number == nullptr) return false;
  face_number->secret.value = number->digits();
  text_number->secret.value = number->digits();
  return replace_value(face->content, tag::face_birth, view_of(digits)) &&
         replace_value(four->content, tag::attributes_birth, view_of(digits));
}

bool change_name(VirtualCardContents& card) {
  VirtualFile* four = file_of(card, text, text_file::attributes);
  card.front.name = "偽　名太郎";
  return four != nullptr && replace_value(four->content, tag::attributes_name, view_of(card.front.name));
}

/// A chip that was given all the files cannot be given the keys: it has others.
bool give_other_keys(VirtualCardContents& card, const Aid* only) {
  const auto key = RsaKey::generate();
  if (!key) return false;
  for (VirtualApplication& application : card.applications) {
    if (only != nullptr && !std::ranges::equal(application.aid, *only)) continue;
    for (VirtualFile& file : application.files) {
      if (file.kind == VirtualFileKind::key) file.key = key->pkcs8();
    }
  }
  return true;
}

/// A certificate body like the genuine one, with the forger's key, signed by that same key.
std::optional<Bytes> own_certificate(const Bytes& genuine, const RsaKey& key) {
  auto body = value_in(genuine, tag::certificate_body);
  if (!body || body->size() < 32) return std::nullopt;
  body->resize(32);
  append(*body, key.public_key().card_form());
  Bytes parts = make_tlv(tag::certificate_body, *body);
  append(parts, make_tlv(tag::certificate_signature, key.sign(*body)));
  return make_tlv(tag::certificate, parts);
}

bool replace_certificates(VirtualCardContents& card, const RsaKey& key) {
  for (VirtualFile* file :
       {file_of(card, visual, visual_file::certificate), file_of(card, text, text_file::certificate)}) {
    const auto made = file == nullptr ? std::nullopt : own_certificate(file->content, key);
    if (!made) return false;
    file->content = *made;
  }
  return true;
}

bool become_issuer(VirtualCardContents& card) {
  const auto key = RsaKey::generate();
  if (!key || !replace_certificates(card, *key)) return false;
  VirtualFile* face = file_of(card, visual, visual_file::face);
  if (face == nullptr) return false;
  const auto whole = read_tlv(face->content);
  const auto frame = whole ? face_signature_frame(whole->value) : std::nullopt;
  const auto signature = frame ? key->sign_raw(*frame) : std::nullopt;
  return signature && replace_value(face->content, tag::face_signature, *signature);
}

bool take_foreign_chain(VirtualCardContents& card) {
  const auto key = RsaKey::generate();
  return key && replace_certificates(card, *key);
}

bool truncate_face(VirtualCardContents& card) {
  VirtualFile* face = file_of(card, visual, visual_file::face);
  if (face == nullptr) return false;
  face->content.resize(face->content.size() / 2);
  return true;
}

bool oversize_face(VirtualCardContents& card) {
  VirtualFile* face = file_of(card, visual, visual_file::face);
  if (face == nullptr || face->content.size() < 5 || face->content[2] != 0x82) return false;
  face->content[3] = 0x7F;  // the length of FF20 in two bytes: now far beyond the file's end
  return true;
}

bool change_expiry(VirtualCardContents& card) {
  card.front.expiry += std::chrono::years{10};
  VirtualFile* face = file_of(card, visual, visual_file::face);
  return face != nullptr && replace_value(face->content, tag::face_expiry, view_of(digits_of(card.front.expiry)));
}

bool apply(VirtualCardContents& card, Forgery forgery, const VirtualCardContents* other) {
  switch (forgery) {
    case Forgery::swapped_photo:
      return swap_photo(card, *other);
    case Forgery::swapped_face:
      return swap_face(card, *other);
    case Forgery::changed_birth:
      return change_birth(card);
    case Forgery::changed_name:
      return change_name(card);
    case Forgery::copied_files:
      return give_other_keys(card, nullptr);
    case Forgery::wrong_issuer:
      return become_issuer(card);
    case Forgery::foreign_chain:
      return take_foreign_chain(card);
    case Forgery::truncated_face:
      return truncate_face(card);
    case Forgery::oversized_face:
      return oversize_face(card);
    case Forgery::changed_expiry:
      return change_expiry(card);
    case Forgery::other_key:
      return give_other_keys(card, &jpki);
  }
  return false;
}

}  // namespace

std::string_view name_of(Forgery forgery) {
  return std::ranges::find(names, forgery, &std::pair<Forgery, std::string_view>::first)->second;
}

std::optional<Forgery> forgery_named(std::string_view name) {
  const auto found = std::ranges::find(names, name, &std::pair<Forgery, std::string_view>::second);
  if (found == names.end()) return std::nullopt;
  return found->first;
}

base::Result<VirtualCardContents, CardError> forge(VirtualCardContents genuine, Forgery forgery,
                                                   const VirtualCardContents* other) {
  const bool swaps = forgery == Forgery::swapped_photo || forgery == Forgery::swapped_face;
  if (swaps && other == nullptr) return missing("this forgery needs a second genuine card");
  if (!apply(genuine, forgery, other)) return missing("the card does not have what this forgery changes");
  return genuine;
}

}  // namespace cardreader
