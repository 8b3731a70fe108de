// All five people of Debian's dlib samples against all five cards.
#include <doctest/doctest.h>

#include "tests/programs/cast.h"

using programs::Cast;
using programs::run;

TEST_CASE(
    "of five people and five cards, the five holders check in within three seconds of video and the twenty strangers "
    "do not") {
  const char* people[] = {"John_Salley", "John_Savage", "John_Schneider", "John_Shimkus", "John_Simm"};
  for (const std::string holder : people) {
    for (const std::string person : people) {
      CAPTURE(holder);
      CAPTURE(person);
      const auto played =
          run("uketsuke-replay --authority " + Cast::authority() + " --card " + Cast::card(holder) + " --video " +
              Cast::video(person) + " --expect " + (holder == person ? "checked-in" : "not-verified"));
      CHECK_MESSAGE(played.status == 0, played.err);
    }
  }
}
