// uketsuke-card issue: particulars and a picture to a .card file and the picture of its front.
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cardreader/atomic_file.h"
#include "cardreader/card_layout.h"
#include "cardreader/japanese_era.h"
#include "cardreader/personalisation.h"
#include "cardreader/rsa_key.h"
#include "tools/card/authority_place.h"
#include "tools/card/card_pictures.h"
#include "tools/card/card_variants.h"
#include "tools/card/commands.h"

namespace card_tool {
namespace {

using cardreader::CardParticulars;
using std::chrono::year_month_day;

/// All as typed; an empty text means "not given".
struct IssueOptions {
  std::string particulars;
  std::string name, alias, address, birth, sex, photo;
  std::string issued, expires, stay_until, certificate_expires, code, my_number, pin, password, municipality, atr;
  std::string output;
  std::string authority = cardreader::usual_authority_folder().string();
  bool no_signature = false;
  bool no_pins = false;
  bool no_photo = false;
  bool short_reads = false;
  bool locked_pin = false;
  bool locked_number = false;
  bool revoked = false;
  std::size_t photo_bytes = 2000;
};

std::optional<std::string> fill_from_json(IssueOptions& options) {
  std::ifstream in(options.particulars);
  if (!in) return options.particulars + " cannot be read";
  const auto json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_object()) return options.particulars + " is not a JSON object with the particulars of a person";
  const std::initializer_list<std::pair<const char*, std::string*>> fields{
      {"name", &options.name},
      {"alias", &options.alias},
      {"address", &options.address},
      {"birth", &options.birth},
      {"sex", &options.sex},
      {"photo", &options.photo},
      {"issued", &options.issued},
      {"expires", &options.expires},
      {"stay_until", &options.stay_until},
      {"certificate_expires", &options.certificate_expires},
      {"security_code", &options.code},
      {"my_number", &options.my_number},
      {"pin", &options.pin},
      {"password", &options.password},
      {"municipality", &options.municipality}};
  for (const auto& [key, value] : json.items()) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&key](const auto& one) { return key == one.first; });
    if (field == fields.end()) return options.particulars + ": unknown field '" + key + "'";
    if (!value.is_string()) return options.particulars + ": the field '" + key + "' is not text";
    if (!field->second->empty()) continue;  // a flag wins
    *field->second = value.get<std::string>();
    // A photo named in a file lies beside that file.
    if (key == "photo" && field->second->front() != '/') {
      *field->second = (std::filesystem::path(options.particulars).parent_path() / *field->second).string();
    }
  }
  return std::nullopt;
}

std::string random_digits(std::size_t count) {
  std::string digits;
  for (const unsigned char byte : cardreader::random_bytes(count)) digits += static_cast<char>('0' + byte % 10);
  return digits;
}

/// Eleven random digits and the check digit of a my number (weights 2 to 7 from the right, twice).
std::string random_my_number() {
  std::string digits = random_digits(11);
  int sum = 0;
  for (int n = 1; n <= 11; ++n) sum += (digits[static_cast<std::size_t>(11 - n)] - '0') * (n <= 6 ? n + 1 : n - 5);
  const int rest = sum % 11;
  return digits + static_cast<char>('0' + (rest <= 1 ? 0 : 11 - rest));
}

std::string given_or(const std::string& given, std::string otherwise) {
  return given.empty() ? std::move(otherwise) : given;
}

base::Result<year_month_day, Mistake> day(const std::string& text, year_month_day otherwise, const char* what) {
  if (text.empty()) return otherwise;
  const auto date = cardreader::date_from_iso(text);
  if (!date) return Mistake{std::string("the ") + what + " '" + text + "' is not a date such as 1980-02-17"};
  return *date;
}

std::optional<std::string> fill_dates(CardParticulars& person, const IssueOptions& options) {
  const auto birth = day(options.birth, {}, "birth date");
  if (!birth) return birth.error().sentence;
  if (options.birth.empty()) return "the birth date is missing: --birth 1980-02-17";
  person.birth = birth.value();
  const year_month_day a_year_ago{std::chrono::sys_days{cardreader::today_in_japan()} - std::chrono::days{365}};
  const auto issued = day(options.issued, std::max(a_year_ago, person.birth), "day of issue");
  if (!issued) return issued.error().sentence;
  person.issued = issued.value();
  const auto expiry = day(options.expires, cardreader::usual_card_expiry(person.birth, person.issued), "expiry date");
  if (!expiry) return expiry.error().sentence;
  person.expiry = expiry.value();
  // A foreign resident's card ends with the period of stay, if that is earlier.
  const auto stay = day(options.stay_until, person.expiry, "end of the period of stay");
  if (!stay) return stay.error().sentence;
  if (options.expires.empty()) person.expiry = std::min(person.expiry, stay.value());
  const auto certificate =
      day(options.certificate_expires,
          std::min(cardreader::usual_certificate_expiry(person.birth, person.issued), person.expiry),
          "certificates' expiry date");
  if (!certificate) return certificate.error().sentence;
  person.certificate_expiry = certificate.value();
  return std::nullopt;
}

std::optional<std::string> fill_particulars(CardParticulars& person, const IssueOptions& options) {
  if (options.name.empty()) return "the name is missing: --name '受付　花子'";
  // How a real chip joins a foreign resident's two names is not published; this is our form of it.
  person.name = options.alias.empty() ? options.name : options.name + "（" + options.alias + "）";
  person.address = given_or(options.address, "東京都千代田区架空町１丁目２番３号");
  if (options.sex == "male")
    person.sex = cardreader::Sex::male;
  else if (options.sex == "female")
    person.sex = cardreader::Sex::female;
  else if (options.sex == "none" || options.sex.empty())
    person.sex = cardreader::Sex::not_applicable;
  else
    return "the sex '" + options.sex + "' is not one of male, female, none";
  if (const auto wrong = fill_dates(person, options)) return wrong;
  person.security_code = given_or(options.code, random_digits(4));
  person.my_number = base::SecretText(given_or(options.my_number, random_my_number()));
  person.pin = base::SecretText(given_or(options.pin, "1234"));
  person.password = base::SecretText(given_or(options.password, "PASSWORD1"));
  person.municipality = given_or(options.municipality, "13101");
  person.variant.has_signature_certificate = !options.no_signature;
  person.variant.has_pins = !options.no_pins;
  person.variant.has_photo = !options.no_photo;
  person.variant.has_extended_length = !options.short_reads;
  if (!options.atr.empty()) {
    const auto atr = atr_from(options.atr);
    if (!atr) return "the ATR '" + options.atr + "' is neither 2 to 33 bytes in hexadecimal nor one of " + atr_names();
    person.variant.atr = *atr;
  }
  return std::nullopt;
}

std::optional<std::string> fill_pictures(CardParticulars& person, const IssueOptions& options) {
  if (person.variant.has_photo) {
    if (options.photo.empty()) return "the photo is missing: --photo PICTURE, or --no-photo for a child under one year";
    auto photo = prepare_photo(options.photo, {.bytes = options.photo_bytes});
    if (!photo) return photo.error().sentence;
    person.portrait = base::SecretBytes(std::move(photo).value());
  }
  person.name_picture = text_picture(person.name, 500, 40);
  person.address_picture = text_picture(person.address, 700, 32);
  person.security_code_picture = text_picture(person.security_code, 120, 40);
  person.my_number_picture = text_picture(person.my_number.reveal(), 400, 40);
  return std::nullopt;
}

/// The front's picture lies beside the card: hanako.card, hanako.front.png.
std::optional<std::string> save(cardreader::VirtualCardContents& contents, const CardParticulars& person,
                                const std::filesystem::path& output) {
  auto picture = front_picture(contents.front, person.portrait.reveal());
  if (!picture) return picture.error().sentence;
  const std::filesystem::path picture_path = std::filesystem::path(output).replace_extension(".front.png");
  contents.front.picture = picture_path.filename().string();
  const auto& png = picture.value();
  const auto drawn =
      cardreader::write_atomically(picture_path, {reinterpret_cast<const char*>(png.data()), png.size()});
  if (!drawn) return drawn.error().detail;
  const auto saved = cardreader::save_virtual_card(contents, output);
  if (!saved) return saved.error().detail;
  std::printf("%s\n%s\n", output.c_str(), picture_path.c_str());
  return std::nullopt;
}

void lock_pin(cardreader::VirtualCardContents& contents) {
  contents.find(cardreader::layout::jpki)->find(cardreader::layout::jpki_file::authentication_pin)->secret.tries_left =
      0;
}

/// As after ten wrong entries of what is printed on the front: only the municipality opens the photo again.
void lock_number(cardreader::VirtualCardContents& contents) {
  contents.find(cardreader::layout::visual)->find(cardreader::layout::visual_file::number_b)->secret.tries_left = 0;
}

std::optional<std::string> issue(IssueOptions options) {
  if (!options.particulars.empty()) {
    if (auto wrong = fill_from_json(options)) return wrong;
  }
  CardParticulars person;
  if (auto wrong = fill_particulars(person, options)) return wrong;
  if (auto wrong = fill_pictures(person, options)) return wrong;
  auto authority = open_or_create_authority(options.authority);
  if (!authority) return authority.error().detail;
  auto contents = cardreader::personalise(person, authority.value());
  if (!contents) return contents.error().detail;
  if (options.locked_pin) lock_pin(contents.value());
  if (options.locked_number) lock_number(contents.value());
  if (options.revoked) {
    const auto& certificate = contents.value()
                                  .find(cardreader::layout::jpki)
                                  ->find(cardreader::layout::jpki_file::authentication_certificate)
                                  ->content;
    if (const auto revoked = authority.value().revoke(certificate); !revoked) return revoked.error().detail;
  }
  return save(contents.value(), person, options.output);
}

void add_particulars(CLI::App& command, IssueOptions& options) {
  command.add_option("--particulars", options.particulars, "JSON file with any of the fields below; flags win over it");
  command.add_option("--name", options.name, "Name in UTF-8, U+3000 between family and given name");
  command.add_option("--alias", options.alias,
                     "Registered alias (通称) of a foreign resident, printed behind the name");
  command.add_option("--address", options.address, "Address");
  command.add_option("--birth", options.birth, "Birth date, 1980-02-17");
  command.add_option("--sex", options.sex, "male, female or none");
  command.add_option("--photo", options.photo, "Picture of one face, any format");
  command.add_option("--issued", options.issued, "Day of issue; a year ago");
  command.add_option("--expires", options.expires,
                     "Expiry of the card; the tenth birthday after issue, the fifth for minors");
  command.add_option("--stay-until", options.stay_until,
                     "End of a foreign resident's period of stay: card and certificates expire by then");
  command.add_option("--certificate-expires", options.certificate_expires,
                     "Expiry of the certificates; the fifth birthday, at most the card's");
  command.add_option("--code", options.code, "Security code, four digits; random");
  command.add_option("--my-number", options.my_number, "Twelve digits; random");
  command.add_option("--pin", options.pin, "All four-digit PINs; 1234");
  command.add_option("--password", options.password, "Signature password; PASSWORD1");
  command.add_option("--municipality", options.municipality, "Municipality code, five digits; 13101");
}

void add_variants(CLI::App& command, IssueOptions& options) {
  command.add_flag("--no-signature", options.no_signature, "No signature certificate (holder under fifteen)");
  command.add_flag("--no-pins", options.no_pins, "No PIN set (顔認証マイナンバーカード)");
  command.add_flag("--no-photo", options.no_photo, "No photo (holder under one year)");
  command.add_flag("--short-reads", options.short_reads, "A card without extended length");
  command.add_flag("--locked-pin", options.locked_pin, "The authentication PIN is locked already");
  command.add_flag("--locked-number", options.locked_number, "Number B, printed on the front, is locked for the photo");
  command.add_flag("--revoked", options.revoked,
                   "The authentication certificate is on the authority's revocation list");
  command.add_option("--atr", options.atr, "Another ATR: in hexadecimal, or one of " + atr_names());
  command.add_option("--photo-bytes", options.photo_bytes, "Largest size of the photo in the chip")
      ->capture_default_str()
      ->check(CLI::Range(600, 20000));
}

}  // namespace

void add_issue(CLI::App& program, Outcome& outcome) {
  auto* command = program.add_subcommand("issue", "Make a virtual card from particulars and a picture");
  auto options = std::make_shared<IssueOptions>();
  add_particulars(*command, *options);
  add_variants(*command, *options);
  command->add_option("--authority", options->authority, "Folder of the test authority; made when it does not exist")
      ->capture_default_str();
  command->add_option("-o,--output", options->output, "The .card file; the front's picture is put beside it")
      ->required();
  command->footer(
      "Examples:\n"
      "  uketsuke-card issue --name '受付　花子' --birth 1980-02-17 --sex female --photo hanako.jpg -o hanako.card\n"
      "  uketsuke-card issue --particulars hanako.json --expires 2024-02-17 -o expired.card\n"
      "  uketsuke-card issue --particulars koharu.json --no-signature --no-pins -o koharu.card\n"
      "  uketsuke-card issue --name 'NGUYEN VAN MIHON' --alias '見本　花' --birth 2001-09-03 --stay-until 2027-03-31 "
      "\\\n"
      "    --photo nguyen.jpg --atr contactless -o nguyen.card");
  command->callback([options, &outcome] {
    if (const auto wrong = issue(*options)) complain(outcome, 2, *wrong);
  });
}

}  // namespace card_tool
