// Dates in Japanese eras: the letter prints them so, the birth-date wheels turn so, and 平成31年5月1日 never was.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/checkin/instant.h"

namespace kiosk::checkin {

enum class Era { western, meiji, taisho, showa, heisei, reiwa };

/// A date as it is written; it may not exist.
struct EraDate {
  Era era = Era::western;
  int year = 0;  ///< 元年 is 1
  unsigned month = 0;
  unsigned day = 0;

  bool operator==(const EraDate&) const = default;
};

/// Reads `1985-04-12`, `1985/4/12`, `19850412`, `昭和60年4月12日`, `S60.4.12`, `令和元年5月1日`, in either width;
/// nothing when it is written in no such way.
std::optional<EraDate> date_as_written(std::string_view text);

/// The calendar day; nothing when it does not exist or did not lie in that era.
std::optional<Date> date_of(const EraDate& written);

/// The same day with its era (明治 for everything before 1912-07-30, western before 1868-01-25).
EraDate in_era(Date date);

/// What was probably meant by a date outside its era: 平成31年5月1日 is 令和1年5月1日. Nothing when there is no such
/// day.
std::optional<EraDate> meant_by(const EraDate& written);

/// First western year of an era's first year minus one: era year 1 + this = western year.
int years_before(Era era);

/// `明治` … `令和`; empty for western.
std::string_view era_name(Era era);

}  // namespace kiosk::checkin
