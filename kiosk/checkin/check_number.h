// Check number B (照合番号B): what is printed on the card's front, 14 digits, opens the photo. Checked for plausibility
// before a try is spent, since the card allows ten wrong ones in its life without a visit to the municipality.
#pragma once

#include <cstddef>

#include "kiosk/base/secret.h"
#include "kiosk/checkin/state.h"

namespace kiosk::checkin {

/// Digits of a part: birth date YYMMDD (era year), expiry year YYYY, security code 4 digits.
std::size_t length_of(CheckNumberPart part);

/// Can these digits be this part of a card? An expiry year that has passed can: its holder is to be told that the card
/// has expired, not asked to type again what is printed there.
bool is_plausible(CheckNumberPart part, const base::SecretText& digits, Date today);

}  // namespace kiosk::checkin
