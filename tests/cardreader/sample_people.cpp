// The particulars of the invented people.
#include <fstream>
#include <iterator>

#include "tests/cardreader/sample_cards.h"

namespace samples {

using namespace std::chrono;

cardreader::CardParticulars hanako() {
  cardreader::CardParticulars person;
  person.name = "受付　花子";
  person.address = "東京都千代田区架空町１丁目２番３号";
  person.sex = cardreader::Sex::female;
  person.birth = year{1980} / 2 / 17;
  const year_month_day today = cardreader::today_in_japan();
  person.issued = year_month_day{sys_days{today} - days{400}};
  person.expiry = cardreader::usual_card_expiry(person.birth, person.issued);
  person.certificate_expiry = cardreader::usual_certificate_expiry(person.birth, person.issued);
  person.security_code = "2285";
  person.my_number = base::SecretText("123456789018");
  person.pin = base::SecretText("1234");
  person.password = base::SecretText("PASSWORD1");
  person.municipality = "13101";
  // A grey gradient without a face: decodes as a picture, and is filled up to the usual size of a portrait.
  std::ifstream picture(UKETSUKE_BLANK_PORTRAIT, std::ios::binary);
  cardreader::Bytes portrait{std::istreambuf_iterator<char>(picture), {}};
  portrait.resize(2100, 0x4A);
  person.portrait = base::SecretBytes(portrait);
  person.name_picture = cardreader::Bytes(300, 0x11);
  person.address_picture = cardreader::Bytes(420, 0x22);
  person.security_code_picture = cardreader::Bytes(120, 0x33);
  person.my_number_picture = cardreader::Bytes(200, 0x44);
  return person;
}

}  // namespace samples
