#include "kiosk/replay/scenario.h"

#include <doctest/doctest.h>

#include "kiosk/replay/outcome.h"

using namespace kiosk::replay;

TEST_CASE("replay: a scenario is read line by line, with remarks and blank lines left out") {
  const auto scenario =
      parse_scenario("# Hanako\ntitle A visit\n\ncard hanako.card   # hers\ninsert card\nsee choosing-method\n",
                     "hanako", "scenarios");
  REQUIRE(scenario);
  REQUIRE(scenario.value().statements.size() == 4);
  CHECK(scenario.value().statements[1].verb == Verb::card);
  CHECK(scenario.value().statements[1].words == "hanako.card");
  CHECK(scenario.value().statements[1].line == 4);
  CHECK(scenario.value().statements[2].verb == Verb::insert_card);
}

TEST_CASE("replay: a typo is named with its line and the nearest statement") {
  const auto scenario = parse_scenario("card hanako.card\ninsret card\n", "typo", "");
  REQUIRE_FALSE(scenario);
  CHECK(scenario.error().line == 2);
  CHECK(scenario.error().message == "\"insret card\" is no statement; did you mean \"insert card\"?");
}

TEST_CASE("replay: a statement without its word, or with one too many, says so") {
  CHECK(parse_scenario("press\n", "", "").error().message == "\"press\" needs a word after it");
  CHECK(parse_scenario("insert card twice\n", "", "").error().message ==
        "\"insert card\" stands alone; what is \"twice\"?");
  CHECK(parse_scenario("# only a remark\n", "", "").error().message == "the scenario says nothing");
}

TEST_CASE("replay: the outcome's JSON has exactly the keys that pipelines read") {
  CHECK(json_of({Ending::checked_in, kiosk::checkin::HowIdentified::face, 1.5, 45}) ==
        R"({"outcome":"checked-in","verified_by":"face","seconds":1.5,"frames":45})");
  CHECK(json_of({Ending::not_verified, std::nullopt, 2, 60}) ==
        R"({"outcome":"not-verified","verified_by":null,"seconds":2.0,"frames":60})");
}
