// make_sample_cards FOLDER: makes the test authority and the cards that the tests of cardreader use. Runs during the
// build, because making RSA keys takes a second or two.
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/cardreader/sample_cards.h"

namespace {

std::vector<std::pair<std::string, cardreader::CardParticulars>> people() {
  using namespace std::chrono;
  const auto hanako = samples::hanako();
  auto taro = hanako;
  taro.name = "受付　太郎";
  taro.sex = cardreader::Sex::male;
  taro.birth = year{1992} / 11 / 3;
  taro.expiry = cardreader::usual_card_expiry(taro.birth, taro.issued);
  taro.certificate_expiry = cardreader::usual_certificate_expiry(taro.birth, taro.issued);
  taro.security_code = "0417";
  taro.my_number = base::SecretText("210987654321");
  taro.portrait = base::SecretBytes(cardreader::Bytes(2300, 0x54));
  auto child = hanako;
  child.name = "受付　小春";
  child.birth = year_month_day{floor<days>(system_clock::now()) - days{3000}};
  child.expiry = cardreader::usual_card_expiry(child.birth, child.issued);
  child.certificate_expiry = cardreader::usual_certificate_expiry(child.birth, child.issued);
  child.variant.has_signature_certificate = false;
  auto without_pins = hanako;
  without_pins.variant.has_pins = false;
  auto short_reads = hanako;
  short_reads.variant.has_extended_length = false;
  return {{"hanako", hanako},
          {"taro", taro},
          {"child", child},
          {"without-pins", without_pins},
          {"short-reads", short_reads}};
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const std::filesystem::path folder = words[1];
  std::filesystem::remove_all(folder);
  auto authority = cardreader::CardAuthority::create(folder / "authority");
  if (!authority) return std::fprintf(stderr, "%s\n", authority.error().text().c_str()), 1;
  const auto other = cardreader::CardAuthority::create(folder / "other-authority");
  if (!other) return std::fprintf(stderr, "%s\n", other.error().text().c_str()), 1;
  for (const auto& [name, person] : people()) {
    const auto contents = cardreader::personalise(person, authority.value());
    if (!contents) return std::fprintf(stderr, "%s: %s\n", name.c_str(), contents.error().text().c_str()), 1;
    const auto saved = cardreader::save_virtual_card(contents.value(), folder / (name + ".card"));
    if (!saved) return std::fprintf(stderr, "%s\n", saved.error().text().c_str()), 1;
  }
  return 0;
}
