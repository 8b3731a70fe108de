// From particulars to applications and files, with the sizes of real cards.
#include "cardreader/personalisation.h"

#include <algorithm>
#include <utility>

#include "cardreader/card_layout.h"
#include "cardreader/japanese_era.h"
#include "cardreader/personalised_files.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

using namespace layout;
using std::chrono::year_month_day;

Bytes bytes_of(std::string_view text) {
  const ByteView view = view_of(text);
  return {view.begin(), view.end()};
}

VirtualFile transparent(FileId id, Bytes content, std::vector<FileId> opened_by = {}) {
  VirtualFile file{id, VirtualFileKind::transparent, std::move(opened_by)};
  file.content = std::move(content);
  return file;
}

VirtualFile secret(FileId id, const base::SecretText& value, int tries, int tries_left) {
  VirtualFile file{id, VirtualFileKind::secret};
  file.secret = {value, tries, tries_left};
  return file;
}

VirtualFile key_file(FileId id, const RsaKey& key, std::vector<FileId> opened_by = {}) {
  VirtualFile file{id, VirtualFileKind::key, std::move(opened_by)};
  file.key = key.pkcs8();
  return file;
}

bool digits_only(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> mistake_in(const CardParticulars& person) {
  if (person.name.empty() || person.name.size() > 400) return "the name is empty or longer than 400 bytes";
  if (person.address.size() > 2000) return "the address is longer than 2000 bytes";
  if (!person.birth.ok() || !era_year_of(person.birth)) return "the birth date is not a day between Meiji and now";
  if (!person.issued.ok() || person.issued < person.birth) return "the day of issue is before the birth date";
  if (!person.expiry.ok() || person.expiry <= person.issued) return "the expiry date is not after the day of issue";
  if (!digits_only(person.security_code, 4)) return "the security code is not four digits";
  if (!digits_only(person.my_number.reveal(), 12)) return "the my number is not twelve digits";
  if (person.variant.has_pins && !digits_only(person.pin.reveal(), 4)) return "the PIN is not four digits";
  const std::string& password = person.password.reveal();
  const bool good = password.size() >= 6 && password.size() <= 16 && std::ranges::all_of(password, [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                    });
  if (person.variant.has_signature_certificate && person.variant.has_pins && !good) {
    return "the signature password is not six to sixteen of A-Z and 0-9";
  }
  if (!digits_only(person.municipality, 5)) return "the municipality code is not five digits";
  if (person.variant.has_photo && person.portrait.empty()) return "the photo is missing";
  if (person.portrait.reveal().size() > 20000) return "the photo is larger than 20000 bytes";
  return std::nullopt;
}

/// Twenty-six letters and digits, as on real cards: nothing of the person is in it.
std::string random_common_name() {
  constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string name;
  for (const unsigned char byte : random_bytes(26)) name += letters[byte % letters.size()];
  return name;
}

struct CardKeys {
  RsaKey authentication;
  RsaKey signature;
  RsaKey visual;
  RsaKey text;
  RsaKey shared;
};

std::optional<CardKeys> make_keys() {
  std::vector<RsaKey> keys;
  for (int i = 0; i < 5; ++i) {
    auto key = RsaKey::generate();
    if (!key) return std::nullopt;
    keys.push_back(std::move(*key));
  }
  return CardKeys{keys[0], keys[1], keys[2], keys[3], keys[4]};
}

/// A PIN of a card that has none set cannot be entered: its reference answers as blocked.
int pin_tries(const CardParticulars& person, int tries) { return person.variant.has_pins ? tries : 0; }

base::Result<VirtualApplication, CardError> jpki_application(const CardParticulars& person, const CardKeys& keys,
                                                             CardAuthority& authority) {
  using namespace jpki_file;
  const bool signs = person.variant.has_signature_certificate;
  const auto authentication = authority.certify(CertificatePurpose::authentication, keys.authentication.public_key(),
                                                {random_common_name(), person.issued, person.certificate_expiry, {}});
  if (!authentication) return authentication.error();
  VirtualApplication application{"jpki", Bytes(jpki.begin(), jpki.end()), {}};
  auto& files = application.files;
  if (signs) {
    const auto signature =
        authority.certify(CertificatePurpose::signature, keys.signature.public_key(),
                          {random_common_name(), person.issued, person.certificate_expiry, attribute_names(person)});
    if (!signature) return signature.error();
    files.push_back(transparent(signature_certificate, signature.value(), {signature_password}));
  }
  files.push_back(transparent(signature_issuer, authority.authority_certificate(CertificatePurpose::signature)));
  files.push_back(transparent(token, token_file()));
  files.push_back(transparent(certificates_present, {static_cast<unsigned char>(signs ? 0x8F : 0x00), 0x8F, 0x00}));
  files.push_back(transparent(authentication_certificate, authentication.value()));
  files.push_back(
      transparent(authentication_issuer, authority.authority_certificate(CertificatePurpose::authentication)));
  files.push_back(transparent(terminal_authority, authority.terminal_authority().card_form()));
  files.push_back(key_file(authentication_key, keys.authentication, {authentication_pin}));
  files.push_back(secret(authentication_pin, person.pin, 3, pin_tries(person, 3)));
  if (signs) files.push_back(key_file(signature_key, keys.signature, {signature_password}));
  files.push_back(secret(signature_password, person.password, 5, signs ? pin_tries(person, 5) : 0));
  return application;
}

VirtualApplication text_application(const CardParticulars& person, const CardKeys& keys, const CardAuthority& authority,
                                    const base::SecretText& number_b) {
  using namespace text_file;
  const Bytes number = my_number_file(person.my_number);
  const Bytes four = attributes_file(person);
  const RsaPublicKey own = keys.text.public_key();
  return {"text",
          Bytes(layout::text.begin(), layout::text.end()),
          {transparent(my_number, number, {pin, number_a}), transparent(attributes, four, {pin, text_file::number_b}),
           transparent(signature, text_signature_file(number, four, authority), {pin, number_a, text_file::number_b}),
           transparent(certificate, authority.issuer_certificate("33")),
           transparent(text_file::application, text_application_file(person.variant)),
           transparent(session_key, make_tlv(0xA1, own.card_form()), {pin, number_a, text_file::number_b}),
           transparent(public_key, signed_key_file(own, authority), {pin, number_a, text_file::number_b}),
           transparent(filler, Bytes(16, 0xFF)), secret(pin, person.pin, 3, pin_tries(person, 3)),
           secret(blocked_reference, {}, 3, 0), key_file(key, keys.text), secret(number_a, person.my_number, 10, 10),
           secret(text_file::number_b, number_b, 10, 10)}};
}

VirtualApplication visual_application(const CardParticulars& person, const CardKeys& keys,
                                      const CardAuthority& authority, const base::SecretText& number_b) {
  using namespace visual_file;
  const RsaPublicKey own = keys.visual.public_key();
  const base::SecretText birth_digits(number_b.reveal().substr(0, 6));
  return {"visual",
          Bytes(layout::visual.begin(), layout::visual.end()),
          {transparent(age, age_file(person, own, authority), {birth_key}),
           transparent(face, face_file(person, own, authority), {visual_file::number_b, number_a}),
           transparent(application, visual_application_file(person)),
           transparent(certificate, authority.issuer_certificate("23")),
           transparent(my_number_picture, my_number_picture_file(person, own, authority), {number_a}),
           transparent(unidentified, Bytes(16, 0xFF), {visual_file::number_b, number_a}),
           secret(birth_key, birth_digits, 10, 10), secret(visual_file::number_b, number_b, 10, 10),
           secret(number_a, person.my_number, 10, 10), key_file(key, keys.visual)}};
}

VirtualApplication shared_application(const CardParticulars& person, const CardKeys& keys) {
  VirtualFile record{0x0001, VirtualFileKind::records};
  Bytes line{0x01, 0x1C};
  append(line, bytes_of("900000000000001" + person.municipality + digits_of(person.expiry)));
  record.records.push_back(std::move(line));
  return {"shared",
          Bytes(shared.begin(), shared.end()),
          {std::move(record), key_file(0x0019, keys.shared), secret(0x001C, person.pin, 3, pin_tries(person, 3))}};
}

VirtualApplication resident_application(const CardParticulars& person, const CardKeys& keys) {
  return {"resident",
          Bytes(resident.begin(), resident.end()),
          {key_file(0x0002, keys.shared, {0x001C}), secret(0x001C, person.pin, 3, pin_tries(person, 3))}};
}

year_month_day birthday_after(year_month_day birth, year_month_day issued, int years) {
  auto birthday = year_month_day{issued.year() + std::chrono::years{years}, birth.month(), birth.day()};
  // The n-th birthday after issue: this year's counts when it still lies ahead.
  if (std::chrono::sys_days{issued.year() / birth.month() / birth.day()} > std::chrono::sys_days{issued})
    birthday -= std::chrono::years{1};
  return birthday.ok() ? birthday : year_month_day{std::chrono::sys_days{birthday}};
}

}  // namespace

year_month_day usual_card_expiry(year_month_day birth, year_month_day issued) {
  const bool adult = std::chrono::sys_days{birth + std::chrono::years{18}} <= std::chrono::sys_days{issued};
  return birthday_after(birth, issued, adult ? 10 : 5);
}

year_month_day usual_certificate_expiry(year_month_day birth, year_month_day issued) {
  return birthday_after(birth, issued, 5);
}

base::Result<VirtualCardContents, CardError> personalise(const CardParticulars& person, CardAuthority& authority) {
  if (const auto mistake = mistake_in(person)) return CardError{CardProblem::broken_contents, *mistake};
  const auto number_b = CheckNumberB::from_front(person.birth, person.expiry.year(), person.security_code);
  if (!number_b) return CardError{CardProblem::broken_contents, "birth, expiry and security code give no number B"};
  const auto keys = make_keys();
  if (!keys) return CardError{CardProblem::broken_contents, "OpenSSL cannot make an RSA key"};
  auto crypto = jpki_application(person, *keys, authority);
  if (!crypto) return crypto.error();
  VirtualCardContents contents;
  contents.atr = person.variant.atr;
  contents.front = {
      person.name, person.address, printed_sex(person.sex), person.birth, person.expiry, person.security_code, {}};
  contents.applications.push_back(std::move(crypto).value());
  contents.applications.push_back(visual_application(person, *keys, authority, number_b->digits()));
  contents.applications.push_back(text_application(person, *keys, authority, number_b->digits()));
  contents.applications.push_back(resident_application(person, *keys));
  contents.applications.push_back(shared_application(person, *keys));
  // What a contactless reader makes up is not the chip's own: that one stands in the object all the same.
  const bool contactless = to_hex(person.variant.atr).starts_with("3B8880");
  const Bytes contact_atr = contactless ? CardVariant{}.atr : person.variant.atr;
  contents.objects = {{0x5F51, Bytes(contact_atr.begin() + 1, contact_atr.end())},
                      {0x0045, bytes_of("900000000000001")},
                      {0x00F0, bytes_of(person.municipality)},
                      {0x00F2, bytes_of(digits_of(person.expiry))},
                      {0x7F21, authority.issuer_certificate("03")}};
  return contents;
}

}  // namespace cardreader
