#include "kiosk/screens/date_entry.h"

#include <doctest/doctest.h>

using kiosk::checkin::Era;
using namespace kiosk::screens;
using namespace std::chrono_literals;

TEST_CASE("a date typed in an era becomes a calendar day in the draft") {
  CHECK(draft_of({Era::showa, "391010"}) == "1964-10-10");
  CHECK(draft_of({Era::reiwa, "010501"}) == "2019-05-01");
  CHECK(draft_of({Era::western, "19641010"}) == "1964-10-10");
}

TEST_CASE("an unfinished date survives in the draft as it was typed") {
  CHECK(draft_of({Era::showa, "3910"}) == "S3910");
  CHECK(date_entry_from("S3910", Era::reiwa) == DateEntry{Era::showa, "3910"});
  CHECK(date_entry_from("W1964", Era::showa) == DateEntry{Era::western, "1964"});
}

TEST_CASE("a day that lies outside its era is no date") {
  CHECK(draft_of({Era::heisei, "310501"}) == "H310501");
  CHECK(draft_of({Era::showa, "640108"}) == "S640108");
  CHECK_FALSE(day_of({Era::reiwa, "070230"}));
}

TEST_CASE("a finished date comes back in its era, or western where that is preferred") {
  CHECK(date_entry_from("1989-01-07", Era::showa) == DateEntry{Era::showa, "640107"});
  CHECK(date_entry_from("1989-01-08", Era::showa) == DateEntry{Era::heisei, "010108"});
  CHECK(date_entry_from("1989-01-08", Era::western) == DateEntry{Era::western, "19890108"});
}

TEST_CASE("the field shows which digits are missing") {
  CHECK(shown({Era::showa, "3910"}) == "昭和39年10月__日");
  CHECK(shown({Era::western, "1964"}) == "1964/__/__");
}
