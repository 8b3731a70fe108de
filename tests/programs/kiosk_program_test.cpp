// uketsuke-kiosk on a display of its own, pressed by a finger.
#include "tests/programs/glass.h"

using namespace programs;

TEST_CASE("uketsuke-kiosk checks a person in with card and face, in Japanese, pressed by a finger on a real display") {
  Clinic clinic;
  Glass glass("uketsuke-kiosk", clinic.words("ja"));
  put_the_card_on(clinic, glass);
  glass.press("face");
  glass.wait_for("asking-consent");
  glass.press("agree-all");
  glass.wait_for("checked-in");
  clinic.stage->take_card();
  glass.wait_for("welcome");
}

TEST_CASE("uketsuke-kiosk checks a person in with the PIN, in Burmese, and a wrong PIN first costs one try") {
  Clinic clinic;
  Glass glass("uketsuke-kiosk", clinic.words("my"));
  put_the_card_on(clinic, glass);
  glass.press("pin");
  glass.wait_for("entering-pin");
  glass.type("1235");
  glass.press("next");
  glass.wait_for("entering-pin");
  glass.type("1234");
  glass.press("next");
  glass.wait_for("asking-consent");
  glass.press("decline-all");
  glass.wait_for("checked-in");
}

TEST_CASE("uketsuke-kiosk checks a person in with a letter, typed on the glass") {
  Clinic clinic;
  Glass glass("uketsuke-kiosk", clinic.words());
  glass.wait_for("welcome");
  glass.press("no-card");
  glass.wait_for("choosing-document");
  glass.press("letter");
  const std::pair<const char*, const char*> fields[] = {{"insurer-number", "138016"}, {"symbol", ""},
                                                        {"number", "90210"},          {"branch", "00"},
                                                        {"name", "NGUYEN VAN MIHON"}, {"birth-date", "20010903"},
                                                        {"valid-from", "20250801"},   {"valid-until", "20300731"}};
  for (const auto& [field, text] : fields) {
    glass.wait_for(std::string("entering-letter.") + field);
    glass.type(text);
    glass.press("next");
  }
  glass.wait_for("entering-letter.burden-ratio");
  glass.choose("burden.30");
  glass.press("next");
  glass.wait_for("reviewing-letter");
  glass.press("send");
  glass.wait_for("asking-consent");
  glass.press("agree-all");
  glass.wait_for("checked-in");
}

TEST_CASE("uketsuke-kiosk declines the notice that is held up to the camera, by its printed title") {
  Clinic clinic;
  const std::string film = (clinic.folder / "notice.mp4").string();
  const auto made = run("uketsuke-letter film --kind notice --layout card --seed 5 --to " + film);
  REQUIRE_MESSAGE(made.status == 0, made.err);
  auto words = clinic.words();
  *std::next(std::find(words.begin(), words.end(), "--video")) = film;
  Glass glass("uketsuke-kiosk", words);
  glass.wait_for("welcome");
  let_the_camera_read_a_letter(glass);
  glass.wait_for("explaining-document.notice");
  glass.press("another");
  glass.wait_for("choosing-document");
}

TEST_CASE("after a power cut at the moment of recording, the next card is read and no record is torn") {
  Clinic clinic;
  const std::string records = (clinic.folder / "visits.db").string();
  {
    Glass glass("uketsuke-kiosk", clinic.words());
    put_the_card_on(clinic, glass);
    glass.press("pin");
    glass.wait_for("entering-pin");
    glass.type("1234");
    glass.press("next");
    glass.wait_for("asking-consent");
    glass.press("agree-all");
  }  // killed at once, as when the plug is pulled
  clinic.stage->take_card();
  const auto begun = std::chrono::steady_clock::now();
  Glass glass("uketsuke-kiosk", clinic.words());
  put_the_card_on(clinic, glass);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  MESSAGE("from the start of the program to the next card read: " << took.count() << " s");
  const auto verified = run("uketsuke-records verify " + records);
  CHECK_MESSAGE(verified.status == 0, verified.out << verified.err);
}

TEST_CASE("without a display both programs say so and what to do") {
  Clinic clinic;
  std::string line;
  for (const std::string& word : clinic.words()) line += " " + word;
  const auto kiosk = run("env -u DISPLAY SDL_VIDEODRIVER=x11 uketsuke-kiosk" + line);
  CHECK(kiosk.status == 2);
  CHECK_MESSAGE(kiosk.err.find("no display can be used") != std::string::npos, kiosk.err);
  const auto demo = run("env -u DISPLAY SDL_VIDEODRIVER=x11 uketsuke-demo --video " + Cast::video("John_Shimkus") +
                        " --card " + Cast::card("John_Shimkus") + " --authority " + Cast::authority());
  CHECK(demo.status == 2);
  CHECK_MESSAGE(demo.err.find("no display can be used") != std::string::npos, demo.err);
}

TEST_CASE("a kiosk without a sound device says so and works in silence") {
  Clinic clinic;
  ::setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
  Glass glass("uketsuke-kiosk", clinic.words());
  glass.wait_for("welcome");
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
}

TEST_CASE("a missing font, a missing sentence and a broken sentence are told at the start, with what to do") {
  Clinic clinic;
  std::string line;
  for (const std::string& word : clinic.words()) line += " " + word;
  namespace fs = std::filesystem;
  const fs::path assets = clinic.folder / "assets";
  const auto with = [&](const std::string& change) {
    fs::remove_all(assets);
    fs::copy(fs::path(UKETSUKE_SOURCE_DIR) / "assets", assets, fs::copy_options::recursive);
    REQUIRE(run("cd " + assets.string() + " && " + change).status == 0);
    return run("env UKETSUKE_ASSETS=" + assets.string() + " timeout 60 uketsuke-kiosk" + line);
  };
  const auto no_font = with("sed -i 's|<dir>.*</dir>|<dir>/nowhere</dir>|' fonts/fonts.conf");
  CHECK(no_font.status == 2);
  CHECK_MESSAGE(no_font.err.find("install the package fonts-noto") != std::string::npos, no_font.err);
  const auto no_key = with("sed -i '/\"pin.title\"/d' text/ko.json");
  CHECK(no_key.status == 2);
  CHECK_MESSAGE((no_key.err.find("ko.json") != std::string::npos && no_key.err.find("pin.title") != std::string::npos),
                no_key.err);
  const auto broken = with("sed -i 's/{tries, plural,/{tries, plurel,/' text/en.json");
  CHECK(broken.status == 2);
  CHECK_MESSAGE(broken.err.find("en.json") != std::string::npos, broken.err);
}

TEST_CASE("fifty taps a second on a wild screen, and a window that changes its size, leave the kiosk at work") {
  Clinic clinic;
  Glass glass("uketsuke-kiosk", clinic.words());
  put_the_card_on(clinic, glass);
  REQUIRE(run("xdotool mousemove 20 200 click --repeat 50 --delay 20 1").status == 0);  // on nothing
  REQUIRE(run("xdotool search --name Uketsuke windowsize 400 700").status == 0);
  glass.choose_size("400x700");
  glass.press("pin");
  glass.wait_for("entering-pin");
  glass.press("stop");
  glass.wait_for("taking-card");
  clinic.stage->take_card();
  glass.wait_for("welcome");
}
