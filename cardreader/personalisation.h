// Personalisation: makes the contents of a virtual card from a person's particulars, pictures and an authority's keys,
// as an issuer would.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "cardreader/card_authority.h"
#include "cardreader/card_record.h"
#include "cardreader/virtual_card_contents.h"

namespace cardreader {

/// What is peculiar about a card; the default is an ordinary adult's.
struct CardVariant {
  bool has_signature_certificate = true;  ///< false for holders under fifteen
  bool has_pins = true;   ///< false: 顔認証マイナンバーカード, opened by face or by eye only
  bool has_photo = true;  ///< false for holders under one year
  bool has_extended_length = true;
  Bytes atr{0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14};
};

/// The person, all invented. Pictures are made by the caller: the library draws nothing.
struct CardParticulars {
  std::string name;  ///< UTF-8, U+3000 between family and given name
  std::string address;
  Sex sex = Sex::unknown;
  std::chrono::year_month_day birth;
  std::chrono::year_month_day issued;
  std::chrono::year_month_day expiry;              ///< of the card
  std::chrono::year_month_day certificate_expiry;  ///< of the two certificates
  std::string security_code;                       ///< four digits
  base::SecretText my_number;                      ///< twelve digits
  base::SecretText pin;                            ///< four digits: all four-digit PINs of the card
  base::SecretText password;                       ///< six to sixteen of A-Z, 0-9
  std::string municipality;                        ///< five digits
  base::SecretBytes portrait;                      ///< JPEG 2000 in a JP2 container
  Bytes name_picture;                              ///< PNG, one bit per pixel, as are the following
  Bytes address_picture;
  Bytes security_code_picture;
  Bytes my_number_picture;
  CardVariant variant;
};

/// Makes keys, certificates and files. broken_contents names the particular that cannot be right.
base::Result<VirtualCardContents, CardError> personalise(const CardParticulars& particulars, CardAuthority& authority);

/// The card's expiry: the holder's tenth birthday after issue, the fifth for holders under eighteen.
std::chrono::year_month_day usual_card_expiry(std::chrono::year_month_day birth, std::chrono::year_month_day issued);
/// The certificates': the fifth birthday, at most the card's own.
std::chrono::year_month_day usual_certificate_expiry(std::chrono::year_month_day birth,
                                                     std::chrono::year_month_day issued);

}  // namespace cardreader
