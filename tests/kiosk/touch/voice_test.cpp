// The spoken guidance: what is said, what is never said, and that a real sound comes out (SDL's disk driver writes it).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <thread>

#include "kiosk/screens/specimens.h"
#include "kiosk/touch/touch_front_end.h"
#include "tests/support/own_folder.h"
#include "tests/support/walk.h"

using namespace kiosk::screens;
using namespace kiosk::touch;
using namespace kiosk::checkin;

namespace {

const std::string asset_folder = std::string(UKETSUKE_SOURCE_DIR) + "/assets";

/// Remembers what would be said.
class Listener final : public Voice {
 public:
  void say(std::vector<Spoken> words) override {
    for (Spoken& spoken : words) heard.push_back(std::move(spoken));
  }
  void play(Sound sound) override { sounds.push_back(sound); }
  void hush() override { ++hushed; }

  bool heard_text(const std::string& text) const {
    return std::any_of(heard.begin(), heard.end(), [&](const Spoken& s) { return s.text.find(text) != text.npos; });
  }

  std::vector<Spoken> heard;
  std::vector<Sound> sounds;
  int hushed = 0;
};

/// A person who hears the screens.
class Hearing {
 public:
  explicit Hearing(const std::string& language) {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    TouchChoice choice;
    choice.window.size = {540, 960};
    auto opened = TouchFrontEnd::open(choice, asset_folder, nullptr, &listener);
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().detail));
    glass = std::move(opened).value();
    Presentation presentation;
    presentation.language = language;
    presentation.voice = Presentation::Voice::on;
    walk.then(PresentationChosen{presentation});
    look();
  }
  void look() {
    glass->show(walk.session.situation(), {}, walk.now.steady);
    for (const Event& event : glass->poll(base::Duration{0})) walk.then(event);
    walk.wait(base::Duration{300});
    glass->show(walk.session.situation(), {}, walk.now.steady);
  }
  void key(SDL_Keycode code) {
    SDL_Event event{};
    event.key.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    SDL_PushEvent(&event);
    look();
  }
  void finger(Uint32 type, int x, int y) {
    SDL_Event event{};
    event.tfinger.type = type;
    event.tfinger.fingerId = 1;
    event.tfinger.x = (static_cast<float>(x) + 0.5F) / 540;
    event.tfinger.y = (static_cast<float>(y) + 0.5F) / 960;
    SDL_PushEvent(&event);
  }
  void swipe(int from, int to) {
    finger(SDL_FINGERDOWN, from, 480);
    finger(SDL_FINGERUP, to, 480);
    look();
  }

  Listener listener;
  support::Walk walk;
  std::unique_ptr<TouchFrontEnd> glass;
};

}  // namespace

TEST_CASE("a screen that comes is read, and then the control that has the focus") {
  Hearing person("en");
  person.walk.read_card();
  person.look();
  CHECK(person.listener.heard_text("How would you like to confirm it is you?"));
  REQUIRE_FALSE(person.listener.heard.empty());
  CHECK(person.listener.heard[person.listener.heard.size() - 2].text == "Use my face");
}

TEST_CASE("the digits of a PIN are never spoken: only how many were typed") {
  Hearing person("en");
  person.walk.read_card().then(PinChosen{});
  person.look();
  person.listener.heard.clear();
  for (int step = 0; step < 20; ++step) person.key(SDLK_RIGHT);  // over every key
  for (const SDL_Keycode digit : {SDLK_7, SDLK_3, SDLK_9}) person.key(digit);
  CHECK(person.walk.state<EnteringPin>().digits.reveal() == "739");
  CHECK(person.listener.heard_text("3 of 4 digits entered"));
  for (const Spoken& spoken : person.listener.heard) {
    CAPTURE(spoken.text);
    CHECK(spoken.text.find_first_of("56789") == std::string::npos);  // 4 is in "4 digits", 1 to 3 in counts
    CHECK(spoken.text.size() > 1);
  }
}

TEST_CASE("staff hear their screens in Japanese, whatever language the person chose") {
  Hearing person("en");
  person.walk.read_card().then(StaffCalled{}).then(StaffArrived{});
  person.listener.heard.clear();
  person.look();
  REQUIRE_FALSE(person.listener.heard.empty());
  for (const Spoken& spoken : person.listener.heard) CHECK(spoken.language == "ja");
}

TEST_CASE("no name, number or date of a person is ever said, on any screen") {
  for (const Specimen& specimen : specimens()) {
    CAPTURE(specimen.name);
    const Screen screen = screen_for(specimen.situation, specimen.view);
    std::vector<Phrase> all = said_on_arrival(screen);
    for (const Pressable& control : pressables(screen))
      for (const Phrase& phrase : said_of_control(screen, control.id)) all.push_back(phrase);
    for (const Phrase& phrase : all) {
      if (!phrase.words || phrase.words->key.name() == "checked-in.queue-number") continue;
      for (const Argument& argument : phrase.words->arguments)
        CHECK(std::holds_alternative<std::int64_t>(argument.value));
    }
  }
}

TEST_CASE("a swipe moves the focus and a double tap anywhere acts on it") {
  Hearing person("en");
  person.walk.read_card();
  person.look();
  person.swipe(100, 400);
  CHECK(person.listener.heard_text("Use my PIN"));
  person.finger(SDL_FINGERDOWN, 8, 700);
  person.finger(SDL_FINGERUP, 8, 700);
  person.look();
  CHECK(person.glass->screen().id == "choosing-method");
  person.finger(SDL_FINGERDOWN, 8, 700);
  person.finger(SDL_FINGERUP, 8, 700);
  person.look();
  person.look();
  CHECK(person.glass->screen().id == "entering-pin");
}

TEST_CASE("a forgotten card sounds an alarm, and a call for staff rings, with the voice off too") {
  Hearing person("en");
  Presentation silent;
  person.walk.then(PresentationChosen{silent}).then(StaffCalled{});
  person.look();
  CHECK(std::count(person.listener.sounds.begin(), person.listener.sounds.end(), Sound::bell) == 1);
  person.walk.check_in();
  person.look();
  person.walk.wait(base::Duration{3'500});
  person.look();
  CHECK(std::count(person.listener.sounds.begin(), person.listener.sounds.end(), Sound::alarm) >= 1);
}

TEST_CASE("Japanese has a reading in kana for every sentence as it is written now") {
  for (const char* language : {"ja", "ja-easy"}) {
    const Catalog written = Catalog::load(asset_folder + "/text/" + language + ".json").value();
    const auto reading = Catalog::load(asset_folder + "/voice/" + language + ".json");
    REQUIRE_MESSAGE(reading, (reading ? "" : reading.error().detail));
    const auto sources = nlohmann::json::parse(std::ifstream(asset_folder + "/voice/" + language + ".json"))["of"];
    for (const std::string_view key : all_text_keys) {
      CAPTURE(key);
      CHECK_MESSAGE(sources[std::string(key)] == written.pattern(key), "the sentence was changed after its reading");
      CHECK(reading.value().placeholders(key) == written.placeholders(key));
      // U+4E00 to U+9FFF are E4 B8 80 to E9 BF BF in UTF-8: no kanji is left, which espeak-ng would spell in English.
      const std::string& kana = reading.value().pattern(key);
      const bool has_kanji = std::any_of(kana.begin(), kana.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xe4 && static_cast<unsigned char>(c) <= 0xe9;
      });
      CHECK_FALSE(has_kanji);
    }
  }
}

TEST_CASE("espeak-ng reads a Japanese sentence in kana, and a language without a voice has none") {
  const auto samples = read_by_espeak(espeak_voice("ja"), "カードをおいてください");
  CHECK(samples.size() > 10'000);
  CHECK(std::any_of(samples.begin(), samples.end(), [](std::int16_t s) { return s > 1000; }));
  for (const char* language : {"zh-Hans", "zh-Hant", "th", "my", "tl"}) CHECK(espeak_voice(language).empty());
}

TEST_CASE("what is said reaches the loudspeaker") {
  const support::OwnFolder folder;
  const std::string file = folder / "sound.raw";
  ::setenv("SDL_AUDIODRIVER", "disk", 1);
  ::setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
  ::setenv("SDL_DISKAUDIODELAY", "1", 1);
  {
    const auto speaker = Speaker::open(asset_folder + "/voice");
    REQUIRE_MESSAGE(speaker, (speaker ? "" : speaker.error().detail));
    speaker.value()->say({{"welcome.title", "Place your card here", "en"}});
    const auto is_loud = [&file] {
      std::ifstream raw(file, std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(raw), {}};
      return std::any_of(bytes.begin(), bytes.end(), [](char c) { return c != 0; });
    };
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!is_loud() && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
    CHECK(is_loud());
  }
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
}

TEST_CASE("without a sound device the speaker says so, and nothing else happens") {
  ::setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
  const auto speaker = Speaker::open(asset_folder + "/voice");
  REQUIRE_FALSE(speaker);
  CHECK(speaker.error().detail.find("stays silent") != std::string::npos);
  ::setenv("SDL_AUDIODRIVER", "dummy", 1);
}
