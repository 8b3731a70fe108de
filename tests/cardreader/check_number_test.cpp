// Number B and the eras it is made of.
#include "cardreader/check_number.h"

#include <doctest/doctest.h>

#include "cardreader/japanese_era.h"

using namespace cardreader;
using namespace std::chrono;

TEST_CASE("number B is era year, month and day of birth, expiry year and security code") {
  CHECK(CheckNumberB::from_front(year{1980} / 2 / 17, year{2035}, "2285")->digits().reveal() == "55021720352285");
  CHECK(CheckNumberB::from_front(year{2020} / 2 / 24, year{2030}, "0001")->digits().reveal() == "02022420300001");
}

TEST_CASE("on the days around a change of era the era year is the right one") {
  const auto b = [](year_month_day birth) {
    return CheckNumberB::from_front(birth, year{2030}, "1234")->digits().reveal().substr(0, 6);
  };
  CHECK(b(year{1989} / 1 / 7) == "640107");
  CHECK(b(year{1989} / 1 / 8) == "010108");
  CHECK(b(year{2019} / 4 / 30) == "310430");
  CHECK(b(year{2019} / 5 / 1) == "010501");
  CHECK(printed_in_era(year{2019} / 5 / 1) == "令和元年5月1日");
  CHECK(printed_in_era(year{1980} / 2 / 17) == "昭和55年2月17日");
}

TEST_CASE("a day that its era does not have is no date") {
  CHECK_FALSE(date_in_era("昭和", 64, 1, 8));
  CHECK_FALSE(date_in_era("平成", 32, 1, 1));
  CHECK_FALSE(date_in_era("令和", 3, 2, 29));
  CHECK(date_in_era("令和", 2, 2, 29) == year{2020} / 2 / 29);
}

TEST_CASE("what is not fourteen digits is no number B") {
  for (const char* text : {"", "5502172035228", "550217203522850", "5502172035228A", "５５０２１７"}) {
    CAPTURE(text);
    CHECK_FALSE(CheckNumberB::from_digits(text));
  }
  CHECK_FALSE(CheckNumberB::from_front(year{1980} / 2 / 17, year{2035}, "22"));
}

TEST_CASE("an implausible number B is known before a try is spent") {
  const year_month_day today = year{2026} / 5 / 1;
  const auto plausible = [&](const char* digits) { return CheckNumberB::from_digits(digits)->is_plausible(today); };
  CHECK(plausible("55021720352285"));
  CHECK_FALSE(plausible("55023020352285"));  // 30 February
  CHECK_FALSE(plausible("55131720352285"));  // month 13
  CHECK_FALSE(plausible("70010120352285"));  // no era has a 70th year
  CHECK_FALSE(plausible("55021720252285"));  // expired last year
  CHECK_FALSE(plausible("55021720382285"));  // no card lives that long
  CHECK(plausible("08040120302285"));        // Heisei 8 as well as Reiwa 8
}
