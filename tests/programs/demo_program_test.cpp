// uketsuke-demo in a window: check-ins, the engineer's keys, what is recorded of a session, what stays of a person.
#include "tests/programs/glass.h"

using namespace programs;

TEST_CASE("uketsuke-demo checks its person in, and the engineer's keys pull the card and unplug the camera") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  support::OwnDisplay display(1440, 810);
  Glass glass("uketsuke-demo", demo_with("John_Shimkus"));
  glass.wait_for("welcome");
  glass.key("i");
  glass.wait_for("choosing-method");
  glass.key("r");
  glass.wait_for("explaining-card.pulled");
  glass.key("i");
  glass.wait_for("choosing-method");
  glass.press("face");
  glass.wait_for("checking-face");
  glass.key("c");
  glass.wait_for("offering-other-ways");
  glass.key("c");
  glass.press("pin");
  glass.wait_for("entering-pin");
  glass.type("1234");
  glass.key("n");
  glass.press("next");
  glass.wait_for("explaining-outage");
}

TEST_CASE("in uketsuke-demo a sample letter is held up, read, and asked about field by field") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  support::OwnDisplay display(1440, 810);
  Glass glass("uketsuke-demo", demo_with("John_Shimkus"));
  glass.wait_for("welcome");
  glass.key("l");
  let_the_camera_read_a_letter(glass);
  glass.wait_for("entering-letter.");
  glass.press("back");
  glass.wait_for(
      "reviewing-letter");  // so it was read: from a letter that is typed the way back is the choice of papers
}

TEST_CASE(
    "ready-made people come one after another, each with their card and their face, and a card of one's own is kept on "
    "request") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  for (const char* person : {"John_Shimkus", "John_Simm"}) Cast::card(person), Cast::video(person);
  support::OwnDisplay display(1440, 810);
  {
    Glass glass("uketsuke-demo", {"--people", Cast::folder(), "--language", "en"});
    glass.wait_for("welcome");
    glass.key("p");
    glass.key("i");
    glass.wait_for("choosing-method");
    glass.press("face");
    glass.wait_for("asking-consent");
  }
  const support::OwnFolder folder;
  const std::string mine = (folder.path() / "mine").string();
  Glass glass("uketsuke-demo", {"--me", Cast::picture("John_Simm"), "--video", Cast::video("John_Simm"), "--keep-in",
                                mine, "--language", "en"});
  glass.wait_for("welcome");
  glass.key("s");
  glass.key("i");
  glass.wait_for("choosing-method");
  const auto shown = run("uketsuke-card show " + mine + "/my.card");
  CHECK_MESSAGE(shown.status == 0, shown.err);
}

TEST_CASE(
    "a session of the demo is recorded without a picture, a PIN or a letter, and the harness ends each check-in the "
    "same") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  const support::OwnFolder folder;
  const std::string recorded = (folder.path() / "recorded").string();
  {
    support::OwnDisplay display(1440, 810);
    Glass glass("uketsuke-demo", demo_with("John_Shimkus", {"--record", recorded}));
    glass.wait_for("welcome");
    glass.key("i");
    glass.wait_for("choosing-method");
    glass.press("face");
    glass.wait_for("asking-consent");
    glass.press("agree-all");
    glass.wait_for("checked-in");
    glass.key("r");
    glass.wait_for("welcome");
    glass.key("i");
    glass.wait_for("choosing-method");
    glass.press("pin");
    glass.wait_for("entering-pin");
    glass.type("4321");
    glass.press("next");
    glass.wait_for("entering-pin");
    glass.key("n");
    glass.type("1234");
    glass.press("next");
    glass.wait_for("explaining-outage");
    glass.press("stop");
    glass.wait_for("taking-card");
    glass.key("r");
    glass.wait_for("welcome");
    glass.press("no-card");
    glass.wait_for("choosing-document");
    glass.press("letter");
    glass.wait_for("entering-letter.insurer-number");
    glass.type("06137897");
    glass.press("stop");
    glass.wait_for("welcome");
  }
  const auto words = run("cat " + recorded + "/*.scenario");
  REQUIRE_MESSAGE(words.status == 0, words.err);
  for (const char* line : {"expect   checked-in by face", "type     a wrong PIN", "type     the card's PIN",
                           "suddenly the insurer cannot be reached", "observe  check-in-1.face-1.observations"}) {
    CHECK_MESSAGE(words.out.find(line) != std::string::npos, line << "\n" << words.out);
  }
  CHECK(words.out.find("1234") == std::string::npos);
  CHECK(words.out.find("4321") == std::string::npos);
  CHECK(words.out.find("0613") == std::string::npos);
  CHECK(words.out.find("# A letter was typed from here on") != std::string::npos);
  const auto replayed = run("uketsuke-replay -j2 --authority " + Cast::authority() + " " + recorded);
  CHECK_MESSAGE(replayed.status == 0, words.out << replayed.err);
}

TEST_CASE("who agrees has the video of their own check-in kept, the next person has not, and the harness plays both") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  const support::OwnFolder folder;
  const std::filesystem::path recorded = folder.path() / "recorded";
  {
    support::OwnDisplay display(1440, 810);
    Glass glass("uketsuke-demo", demo_with("John_Simm", {"--record", recorded}));
    glass.wait_for("welcome");
    glass.key("v");
    for (int person = 1; person <= 2; ++person) {
      glass.key("i");
      glass.wait_for("choosing-method");
      glass.press("face");
      glass.wait_for("asking-consent");
      glass.press("decline-all");
      glass.wait_for("checked-in");
      glass.key("r");
      glass.wait_for("welcome");
    }
  }
  const auto words = run("cat " + (recorded / "check-in-1.scenario").string());
  CHECK_MESSAGE(words.out.find("video    check-in-1.face-1.mp4") != std::string::npos, words.out);
  CHECK(std::filesystem::file_size(recorded / "check-in-1.face-1.mp4") > 0);
  CHECK_FALSE(std::filesystem::exists(recorded / "check-in-1.face-1.observations"));
  CHECK(std::filesystem::exists(recorded / "check-in-2.face-1.observations"));
  CHECK_FALSE(std::filesystem::exists(recorded / "check-in-2.face-1.mp4"));
  const auto replayed = run("uketsuke-replay --authority " + Cast::authority() + " " + recorded.string());
  CHECK_MESSAGE(replayed.status == 0, words.out << replayed.out << replayed.err);
}

TEST_CASE("a video agreed to is nowhere once the agreement is withdrawn") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  const support::OwnFolder folder;
  const std::filesystem::path recorded = folder.path() / "recorded";
  support::OwnDisplay display(1440, 810);
  Glass glass("uketsuke-demo", demo_with("John_Shimkus", {"--record", recorded}));
  glass.wait_for("welcome");
  glass.key("v");
  glass.key("i");
  glass.wait_for("choosing-method");
  glass.press("face");
  glass.wait_for("asking-consent");
  const auto kept = glass.folder_in_memory() / "face-1.mp4";
  CHECK(std::filesystem::exists(kept));
  glass.key("v");
  glass.press("decline-all");
  glass.wait_for("checked-in");
  CHECK_FALSE(std::filesystem::exists(kept));
  glass.key("r");
  glass.wait_for("welcome");
  CHECK(std::filesystem::exists(recorded / "check-in-1.face-1.observations"));
  CHECK_FALSE(std::filesystem::exists(recorded / "check-in-1.face-1.mp4"));
}

TEST_CASE("what a killed demo left in memory is gone with the next one") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  support::OwnDisplay display(1440, 810);
  const auto begun = [] {
    auto glass = std::make_unique<Glass>("uketsuke-demo", demo_with("John_Shimkus"));
    glass->wait_for("welcome");
    return glass;
  };
  auto killed = begun();
  const auto left = killed->folder_in_memory();
  REQUIRE_FALSE(left.empty());
  REQUIRE(std::filesystem::exists(left / "roster.db"));
  killed->kill();
  killed.reset();
  const auto living = begun();
  CHECK_FALSE(std::filesystem::exists(left));
  const auto beside = begun();
  CHECK(std::filesystem::exists(living->folder_in_memory()));
}

TEST_CASE("when the display goes, as at a logout, nothing of the demo stays in memory") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  auto display = std::make_unique<support::OwnDisplay>(1440, 810);
  Glass glass("uketsuke-demo", demo_with("John_Shimkus"));
  glass.wait_for("welcome");
  const auto folder = glass.folder_in_memory();
  REQUIRE(std::filesystem::exists(folder));
  display.reset();
  REQUIRE(glass.ends_within(patience));
  CHECK_FALSE(std::filesystem::exists(folder));
}

TEST_CASE("without a webcam uketsuke-demo says how to go on") {
  const auto demo = run("uketsuke-demo --camera /dev/no-camera");
  CHECK(demo.status == 2);
  CHECK_MESSAGE(demo.err.find("--video FILE") != std::string::npos, demo.err);
}
