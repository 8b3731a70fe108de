// From what a camera's text recognition saw on a card's front to number B: the three printed parts, found and judged.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cardreader/check_number.h"

namespace cardreader {

/// Whatever of the three parts a text holds. Parts that are found more than once with different values are left out.
struct FrontParts {
  std::optional<std::chrono::year_month_day> birth;
  std::optional<std::chrono::year_month_day> expiry;
  std::optional<std::string> security_code;
};

/// Finds 昭和55年2月17日生, 2035年2月17日まで有効 and a line of just four digits in recognised text. Forgiving about
/// spaces, full width and the usual confusions of the characters around a date; never about digits. Total on any text.
FrontParts find_front_parts(std::string_view text);

/// The number, when all parts are there and fit each other: it is plausible today or has expired, and a card's expiry
/// falls on the holder's birthday (a foreign resident's need not: those are asked instead).
std::optional<CheckNumberB> number_from(const FrontParts& parts, std::chrono::year_month_day today);

/// The number that at least two independent readings agree on and none contradicts; nothing otherwise.
std::optional<CheckNumberB> agreed(const std::vector<std::optional<CheckNumberB>>& readings);

}  // namespace cardreader
