// uketsuke-kiosk and uketsuke-demo as a person uses them: a display, a card in a reader, a camera, and a finger
// (xdotool) that presses where each screen says its controls are.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "kiosk/replay/invented_insurance.h"
#include "kiosk/replay/stage.h"
#include "tests/programs/cast.h"
#include "tests/support/own_display.h"
#include "tests/support/own_folder.h"
#include "tests/support/started_program.h"

using programs::Cast;
using programs::run;

namespace {

constexpr std::chrono::milliseconds patience{60'000};

/// A program on the display, and the finger.
class Glass {
 public:
  Glass(const std::string& program, std::vector<std::string> words) : program_(with_path(program, std::move(words))) {}

  /// Waits until a screen whose name begins so takes presses.
  void wait_for(const std::string& screen) {
    while (now_.rfind(screen, 0) != 0) {
      const auto line = program_.line(patience);
      REQUIRE_MESSAGE(line, "no screen \"" << screen << "\" came; the last one was \"" << now_ << "\"");
      read(*line);
    }
  }

  void press(const std::string& control) {
    REQUIRE_MESSAGE(places_.count(control) == 1, "no control " << control << " on " << last_);
    now_.clear();  // what is on the glass next is told by the program
    click(places_.at(control));
  }

  /// Presses what leaves the screen where it is: a key, another keyboard.
  void choose(const std::string& control) {
    const std::string screen = now_;
    press(control);
    wait_for(screen);
  }
  void type(const std::string& keys) {
    for (const char key : keys) choose(key == ' ' ? std::string("key.space") : std::string("key.") + key);
  }

  /// Waits until the screen is laid out for a glass of this size.
  void choose_size(const std::string& size) {
    while (last_.find(" " + size + " ") == std::string::npos) {
      const auto line = program_.line(patience);
      REQUIRE_MESSAGE(line, "the screen was never laid out for " << size);
      read(*line);
    }
  }

  static void click(const std::string& place) {
    std::string spaced = place;
    spaced.replace(spaced.find(','), 1, " ");
    REQUIRE(run("xdotool mousemove " + spaced + " click 1").status == 0);
  }
  const std::string& screen() const { return now_; }

  void kill() { ::kill(program_.id(), SIGKILL); }
  bool ends_within(std::chrono::milliseconds limit) const { return program_.has_ended_within(limit); }

  /// The folder in memory that this program, and no other demo beside it, holds open.
  std::filesystem::path folder_in_memory() const {
    for (const auto& held : std::filesystem::directory_iterator("/proc/" + std::to_string(program_.id()) + "/fd")) {
      std::error_code closed_meanwhile;
      const auto target = std::filesystem::read_symlink(held.path(), closed_meanwhile);
      if (target.parent_path() == "/dev/shm" && target.filename().string().rfind("uketsuke-demo-", 0) == 0)
        return target;
    }
    return {};
  }

 private:
  static std::vector<std::string> with_path(const std::string& program, std::vector<std::string> words) {
    words.insert(words.begin(), std::string(UKETSUKE_PROGRAMS_DIR) + "/" + program);
    words.push_back("--tell-screens");
    return words;
  }

  void read(const std::string& line) {
    last_ = line;
    std::istringstream words(line);
    std::string word;
    words >> word >> now_ >> word;
    places_.clear();
    while (words >> word) {
      const auto equals = word.rfind('=');
      places_[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }

  support::StartedProgram program_;
  std::string now_;
  std::string last_;  ///< the last line, to be shown when something is missing
  std::map<std::string, std::string> places_;
};

/// The clinic around uketsuke-kiosk: a display, a card service with a card, an insurer's roster.
struct Clinic {
  Clinic() {
    ::setenv("SDL_AUDIODRIVER", "dummy", 1);
    auto opened = kiosk::replay::Stage::open();
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text()));
    stage = std::move(opened).value();
    const std::string card = Cast::card("John_Shimkus");
    REQUIRE(stage->hold_card(card));
    const auto contents = cardreader::load_virtual_card(card);
    REQUIRE(contents);
    const auto insured = kiosk::replay::insure_people({UKETSUKE_SOURCE_DIR "/assets/rosters/letters.json"},
                                                      {contents.value()}, folder / "roster.db");
    REQUIRE_MESSAGE(insured, (insured ? "" : insured.error().detail));
  }
  std::vector<std::string> words(const std::string& language = "en") const {
    return {"--roster",     (folder / "roster.db").string(),
            "--records",    (folder / "visits.db").string(),
            "--authority",  Cast::authority(),
            "--window",     "540x960",
            "--video",      Cast::video("John_Shimkus"),
            "--language",   language,
            "--card-front", Cast::card("John_Shimkus")};
  }

  support::OwnFolder folder;
  support::OwnDisplay display{540, 960};
  std::unique_ptr<kiosk::replay::Stage> stage;
};

void put_the_card_on(Clinic& clinic, Glass& glass) {
  glass.wait_for("welcome");
  REQUIRE(clinic.stage->insert_card());
  glass.wait_for("choosing-method");
}

}  // namespace

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
  glass.press("no-card");
  glass.wait_for("choosing-document");
  glass.press("letter");
  glass.wait_for("entering-letter.insurer-number");
  glass.press("use-camera");
  glass.wait_for("reading-letter");
  glass.wait_for("explaining-document.notice");
  glass.press("another");
  glass.wait_for("choosing-document");
}

TEST_CASE("in uketsuke-demo a sample letter is held up, read, and asked about field by field") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  support::OwnDisplay display(1440, 810);
  Glass glass("uketsuke-demo", {"--card", Cast::card("John_Shimkus"), "--authority", Cast::authority(), "--video",
                                Cast::video("John_Shimkus"), "--language", "en"});
  glass.wait_for("welcome");
  REQUIRE(run("xdotool key l").status == 0);
  glass.press("no-card");
  glass.wait_for("choosing-document");
  glass.press("letter");
  glass.wait_for("entering-letter.insurer-number");
  glass.press("use-camera");
  glass.wait_for("reading-letter");
  glass.wait_for("entering-letter.");
  glass.press("back");
  glass.wait_for(
      "reviewing-letter");  // so it was read: from a letter that is typed the way back is the choice of papers
}

TEST_CASE("uketsuke-demo checks its person in, and the engineer's keys pull the card and unplug the camera") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  support::OwnDisplay display(1440, 810);
  Glass glass("uketsuke-demo", {"--card", Cast::card("John_Shimkus"), "--authority", Cast::authority(), "--video",
                                Cast::video("John_Shimkus"), "--language", "en"});
  glass.wait_for("welcome");
  const auto key = [](const std::string& name) { REQUIRE(run("xdotool key " + name).status == 0); };
  key("i");
  glass.wait_for("choosing-method");
  key("r");
  glass.wait_for("explaining-card.pulled");
  key("i");
  glass.wait_for("choosing-method");
  glass.press("face");
  glass.wait_for("checking-face");
  key("c");
  glass.wait_for("offering-other-ways");
  key("c");
  glass.press("pin");
  glass.wait_for("entering-pin");
  glass.type("1234");
  key("n");
  glass.press("next");
  glass.wait_for("explaining-outage");
}

TEST_CASE(
    "ready-made people come one after another, each with their card and their face, and a card of one's own is kept on "
    "request") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  for (const char* person : {"John_Shimkus", "John_Simm"}) Cast::card(person), Cast::video(person);
  support::OwnDisplay display(1440, 810);
  const auto key = [](const std::string& name) { REQUIRE(run("xdotool key " + name).status == 0); };
  {
    Glass glass("uketsuke-demo", {"--people", Cast::folder(), "--language", "en"});
    glass.wait_for("welcome");
    key("p");
    key("i");
    glass.wait_for("choosing-method");
    glass.press("face");
    glass.wait_for("asking-consent");
  }
  const support::OwnFolder folder;
  const std::string mine = (folder.path() / "mine").string();
  Glass glass("uketsuke-demo", {"--me", Cast::picture("John_Simm"), "--video", Cast::video("John_Simm"), "--keep-in",
                                mine, "--language", "en"});
  glass.wait_for("welcome");
  key("s");
  key("i");
  glass.wait_for("choosing-method");
  const auto shown = run("uketsuke-card show " + mine + "/my.card");
  CHECK_MESSAGE(shown.status == 0, shown.err);
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

TEST_CASE(
    "a session of the demo is recorded without a picture, a PIN or a letter, and the harness ends each check-in the "
    "same") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  const support::OwnFolder folder;
  const std::string recorded = (folder.path() / "recorded").string();
  {
    support::OwnDisplay display(1440, 810);
    Glass glass("uketsuke-demo", {"--card", Cast::card("John_Shimkus"), "--authority", Cast::authority(), "--video",
                                  Cast::video("John_Shimkus"), "--language", "en", "--record", recorded});
    const auto key = [](const std::string& name) { REQUIRE(run("xdotool key " + name).status == 0); };
    glass.wait_for("welcome");
    key("i");
    glass.wait_for("choosing-method");
    glass.press("face");
    glass.wait_for("asking-consent");
    glass.press("agree-all");
    glass.wait_for("checked-in");
    key("r");
    glass.wait_for("welcome");
    key("i");
    glass.wait_for("choosing-method");
    glass.press("pin");
    glass.wait_for("entering-pin");
    glass.type("4321");
    glass.press("next");
    glass.wait_for("entering-pin");
    key("n");
    glass.type("1234");
    glass.press("next");
    glass.wait_for("explaining-outage");
    glass.press("stop");
    glass.wait_for("taking-card");
    key("r");
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
    Glass glass("uketsuke-demo", {"--card", Cast::card("John_Simm"), "--authority", Cast::authority(), "--video",
                                  Cast::video("John_Simm"), "--language", "en", "--record", recorded});
    const auto key = [](const std::string& name) { REQUIRE(run("xdotool key " + name).status == 0); };
    glass.wait_for("welcome");
    key("v");
    for (int person = 1; person <= 2; ++person) {
      key("i");
      glass.wait_for("choosing-method");
      glass.press("face");
      glass.wait_for("asking-consent");
      glass.press("decline-all");
      glass.wait_for("checked-in");
      key("r");
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
  Glass glass("uketsuke-demo", {"--card", Cast::card("John_Shimkus"), "--authority", Cast::authority(), "--video",
                                Cast::video("John_Shimkus"), "--language", "en", "--record", recorded});
  const auto key = [](const std::string& name) { REQUIRE(run("xdotool key " + name).status == 0); };
  glass.wait_for("welcome");
  key("v");
  key("i");
  glass.wait_for("choosing-method");
  glass.press("face");
  glass.wait_for("asking-consent");
  const auto kept = glass.folder_in_memory() / "face-1.mp4";
  CHECK(std::filesystem::exists(kept));
  key("v");
  glass.press("decline-all");
  glass.wait_for("checked-in");
  CHECK_FALSE(std::filesystem::exists(kept));
  key("r");
  glass.wait_for("welcome");
  CHECK(std::filesystem::exists(recorded / "check-in-1.face-1.observations"));
  CHECK_FALSE(std::filesystem::exists(recorded / "check-in-1.face-1.mp4"));
}

TEST_CASE("what a killed demo left in memory is gone with the next one") {
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
  support::OwnDisplay display(1440, 810);
  const auto begun = [] {
    auto glass = std::make_unique<Glass>(
        "uketsuke-demo", std::vector<std::string>{"--card", Cast::card("John_Shimkus"), "--authority",
                                                  Cast::authority(), "--video", Cast::video("John_Shimkus")});
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
  Glass glass("uketsuke-demo", {"--card", Cast::card("John_Shimkus"), "--authority", Cast::authority(), "--video",
                                Cast::video("John_Shimkus")});
  glass.wait_for("welcome");
  const auto folder = glass.folder_in_memory();
  REQUIRE(std::filesystem::exists(folder));
  display.reset();
  REQUIRE(glass.ends_within(patience));
  CHECK_FALSE(std::filesystem::exists(folder));
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

TEST_CASE("without a webcam uketsuke-demo says how to go on") {
  const auto demo = run("uketsuke-demo --camera /dev/no-camera");
  CHECK(demo.status == 2);
  CHECK_MESSAGE(demo.err.find("--video FILE") != std::string::npos, demo.err);
}
