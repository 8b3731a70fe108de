// CardFrontReader: where the kiosk gets number B from: what is printed on the card's front.
#pragma once

#include <optional>

#include "cardreader/card_error.h"
#include "cardreader/check_number.h"
#include "kiosk/base/result.h"

namespace cardreader {

/// One per reader with a camera over the card. One thread at a time.
class CardFrontReader {
 public:
  virtual ~CardFrontReader() = default;

  /// Reads the front of the card that lies in the reader now. Nothing when it cannot be read with confidence: then the
  /// person is asked for birth date, expiry year and security code. Never guesses; a wrong number would cost a try.
  virtual base::Result<std::optional<CheckNumberB>, CardError> read() = 0;
};

}  // namespace cardreader
