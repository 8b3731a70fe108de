// DateEntry: a date while it is being typed from a letter: an era or the western calendar, and the digits so far.
// In the letter's draft a finished date is `YYYY-MM-DD`; an unfinished one is written as a letter and digits, "S3910".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/checkin/era.h"

namespace kiosk::screens {

struct DateEntry {
  checkin::Era era = checkin::Era::reiwa;
  std::string digits;  ///< year, month, day; 6 digits in an era, 8 in the western calendar

  bool operator==(const DateEntry&) const = default;
};

std::size_t full_length(checkin::Era era);

/// Reads the text of a draft. An empty or foreign text starts an entry in the `preferred` era. A finished date comes
/// back in the era it falls into, or western when that is preferred.
DateEntry date_entry_from(std::string_view draft, checkin::Era preferred);

/// What goes into the draft: `YYYY-MM-DD` once the digits name a day that exists in that era, else the unfinished form.
std::string draft_of(const DateEntry& entry);

/// The day that the entry names, if it is complete, exists and lies within its era.
std::optional<checkin::Date> day_of(const DateEntry& entry);

/// As it stands on the screen, with a line for every missing digit: "昭和39年10月__日", "1964/10/__".
std::string shown(const DateEntry& entry);

}  // namespace kiosk::screens
