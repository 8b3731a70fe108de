// What is read from a My Number card. The 12-digit my number is not among it, on purpose.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "cardreader/bytes.h"
#include "kiosk/base/secret.h"

namespace cardreader {

enum class Sex { male, female, not_applicable, unknown };

/// From the text application (券面事項入力補助AP, EF 0002).
struct CardAttributes {
  std::string name;     ///< UTF-8, family and given name separated by U+3000
  std::string address;  ///< UTF-8, digits in full width
  std::chrono::year_month_day birth;
  Sex sex = Sex::unknown;
};

/// From the visual application (券面事項確認AP, EF 0002).
struct CardFace {
  std::chrono::year_month_day birth;
  Sex sex = Sex::unknown;
  base::SecretBytes portrait;                         ///< JPEG 2000 in a JP2 container, grey
  std::optional<std::chrono::year_month_day> expiry;  ///< not covered by the card's signature
  base::SecretBytes file;                             ///< the whole file as read, for the authenticity check
};

/// All that a check-in reads.
struct CardRecord {
  CardAttributes attributes;
  CardFace face;
  Bytes authentication_certificate;  ///< X.509 DER
};

/// What kind of token answered, from the JPKI application's token name.
enum class CardKind { my_number_card, resident_card, android_phone, iphone, unknown };

/// What is free to read on any card.
struct CardIdentity {
  CardKind kind = CardKind::unknown;
  std::string token_name;  ///< "JPKIAPICCTOKEN2"
  bool has_authentication_certificate = false;
  bool has_signature_certificate = false;
  bool has_extended_length = false;  ///< the card says that it takes extended commands
};

}  // namespace cardreader
