// The window with scripted fingers, on SDL's dummy display, against the real session.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "kiosk/touch/touch_front_end.h"
#include "tests/support/own_folder.h"
#include "tests/support/walk.h"

using namespace kiosk::screens;
using namespace kiosk::touch;
using namespace kiosk::checkin;

namespace {

/// A person at the glass: presses by the widget's name, as a finger at its middle.
class Person {
 public:
  Person() {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    TouchChoice choice;
    choice.window.size = {540, 960};
    auto opened = TouchFrontEnd::open(choice, std::string(UKETSUKE_SOURCE_DIR) + "/assets");
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().detail));
    glass = std::move(opened).value();
    look();
  }

  void look() {
    glass->show(walk.session.situation(), {}, walk.now.steady);
    glass->poll(base::Duration{0});
  }
  void pass(int milliseconds) {
    walk.wait(base::Duration{milliseconds});
    look();
  }

  Point middle_of(const std::string& id) {
    const auto& elements = glass->layout().elements;
    const auto found = std::find_if(elements.begin(), elements.end(),
                                    [&](const Element& e) { return e.id == id && e.can_be_pressed(); });
    REQUIRE_MESSAGE(found != elements.end(), "no control " << id << " on " << glass->screen().id);
    return {found->rect.x + found->rect.width / 2, found->rect.y + found->rect.height / 2};
  }

  void finger(Uint32 type, Point point, SDL_FingerID which = 1) {
    SDL_Event event{};
    event.tfinger.type = type;
    event.tfinger.fingerId = which;
    event.tfinger.x = (static_cast<float>(point.x) + 0.5F) / 540;
    event.tfinger.y = (static_cast<float>(point.y) + 0.5F) / 960;
    SDL_PushEvent(&event);
  }

  std::vector<Event> take() {
    std::vector<Event> events = glass->poll(base::Duration{0});
    for (const Event& event : events) walk.then(event);
    look();
    return events;
  }

  void press(const std::string& id) {
    pass(300);
    const Point point = middle_of(id);
    finger(SDL_FINGERDOWN, point);
    finger(SDL_FINGERUP, point);
    take();
    ++taps;
  }
  void type(const std::string& keys) {
    for (const char key : keys) press(std::string("key.") + key);
  }
  template <class Answer>
  void answer(Answer given) {
    walk.answer(std::move(given));
    look();
  }

  support::Walk walk;
  std::unique_ptr<TouchFrontEnd> glass;
  int taps = 0;
};

}  // namespace

TEST_CASE("a newcomer with a card and a face is checked in with at most six taps") {
  Person person;
  person.walk.then(CardInserted{});
  person.look();
  person.answer(CardRead{{}, support::hanako()});
  person.press("face");
  person.answer(FaceMatched{});
  person.answer(CardProved{{}, support::a_proof()});
  person.answer(EligibilityKnown{{}, support::valid_eligibility()});
  person.press("agree-all");
  person.answer(VisitRecorded{{}, {"A-0001"}});
  CHECK(person.glass->screen().id == "checked-in");
  MESSAGE("card and face: " << person.taps << " taps");
  CHECK(person.taps <= 6);
}

TEST_CASE("a newcomer with a letter is checked in with at most forty taps") {
  Person person;
  person.press("no-card");
  person.press("letter");
  person.type("06137897");
  person.press("next");
  person.press("next");  // no symbol
  person.type("345");
  person.press("next");
  person.press("next");  // no branch
  for (const char* kana : {"key.ヤ", "key.マ", "key.タ", "key.゛", "key.space", "key.ハ", "key.ナ"}) person.press(kana);
  person.press("next");
  person.type("391010");  // the era of most patients is chosen already
  person.press("next");
  person.press("next");  // no first day
  person.type("09");
  person.press("key.end-of-july");
  person.press("next");
  person.press("next");  // no ratio is printed on the letter of a person under 70
  REQUIRE(person.glass->screen().id == "reviewing-letter");
  person.press("send");
  person.answer(EligibilityKnown{{}, support::valid_eligibility()});
  CHECK(person.glass->screen().id == "asking-consent");
  person.press("agree-all");
  person.answer(VisitRecorded{{}, {"A-0002"}});
  CHECK(person.glass->screen().id == "checked-in");
  MESSAGE("letter: " << person.taps << " taps");
  CHECK(person.taps <= 40);
}

TEST_CASE("a finger that slides off a button presses nothing") {
  Person person;
  person.pass(300);
  const Point on = person.middle_of("no-card");
  person.finger(SDL_FINGERDOWN, on);
  person.finger(SDL_FINGERUP, {on.x, on.y - 200});
  CHECK(person.take().empty());
}

TEST_CASE("a finger that comes down shows on its button in the very next picture, and no longer when it has slid off") {
  Person person;
  person.pass(300);
  const support::OwnFolder folder;
  const auto picture = [&](const char* name) {
    const std::string file = (folder.path() / name).string();
    REQUIRE(person.glass->write_png(file));
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string before = picture("before.png");
  const Point on = person.middle_of("no-card");
  const long painted = person.glass->full_paints();
  person.finger(SDL_FINGERDOWN, on);
  person.glass->poll(base::Duration{0});
  person.glass->show(person.walk.session.situation(), {}, person.walk.now.steady);
  CHECK(person.glass->full_paints() == painted + 1);
  CHECK(picture("pressed.png") != before);
  person.finger(SDL_FINGERUP, {on.x, on.y - 200});
  person.take();
  CHECK(picture("after.png") == before);
}

TEST_CASE("a palm or a second finger beside the first is ignored") {
  Person person;
  person.pass(300);
  const Point on = person.middle_of("no-card"), other = person.middle_of("call-staff");
  person.finger(SDL_FINGERDOWN, on, 1);
  person.finger(SDL_FINGERDOWN, other, 2);
  person.finger(SDL_FINGERUP, other, 2);
  person.finger(SDL_FINGERUP, on, 1);
  const auto events = person.take();
  REQUIRE(events.size() == 1);
  CHECK(std::holds_alternative<NoCardChosen>(events[0]));
}

TEST_CASE("a double tap does not press what stands there on the next screen") {
  Person person;
  person.press("no-card");
  const std::string screen = person.glass->screen().id;
  const Point anywhere = person.middle_of("letter");
  person.finger(SDL_FINGERDOWN, anywhere);
  person.finger(SDL_FINGERUP, anywhere);
  CHECK(person.take().empty());
  CHECK(person.glass->screen().id == screen);
}

TEST_CASE("a second tap on \"show more\" does not press what stands there on the next page") {
  Person person;
  Presentation largest;
  largest.language = "tl";
  largest.text_size = Presentation::TextSize::largest;
  largest.position = Presentation::Position::low;
  person.walk.then(PresentationChosen{largest}).then(NoCardChosen{});
  person.look();
  person.press("next-page");
  REQUIRE(person.glass->layout().page == 1);
  const Point anywhere = person.middle_of("next-page");
  person.finger(SDL_FINGERDOWN, anywhere);
  person.finger(SDL_FINGERUP, anywhere);
  CHECK(person.take().empty());
  CHECK(person.glass->layout().page == 1);
  person.press("next-page");
  CHECK(person.glass->layout().page == 2);
}

TEST_CASE("fifty taps a second do no harm") {
  Person person;
  person.walk.read_card().then(PinChosen{});
  person.look();
  person.pass(300);
  for (int tap = 0; tap < 50; ++tap) {
    const Point key = person.middle_of("key.7");
    person.finger(SDL_FINGERDOWN, key);
    person.finger(SDL_FINGERUP, key);
    person.take();
    person.pass(20);
  }
  CHECK(person.walk.state<EnteringPin>().digits.reveal().size() == 4);
}

TEST_CASE("nothing is drawn again while nothing changes") {
  Person person;
  const int paints = person.glass->full_paints();
  for (int look = 0; look < 50; ++look) person.pass(40);
  CHECK(person.glass->full_paints() <= paints + 1);
}

TEST_CASE("another language is chosen on the panel, which then closes") {
  Person person;
  person.press("no-card");
  person.press("language");
  CHECK(person.glass->screen().id == "languages");
  person.press("language.en");
  CHECK(person.glass->screen().id == "choosing-document");
  CHECK(person.walk.session.situation().presentation.language == "en");
}

TEST_CASE("the arrow keys move the focus and Enter acts") {
  Person person;
  person.pass(300);
  const auto key = [&](SDL_Keycode code) {
    SDL_Event event{};
    event.key.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    SDL_PushEvent(&event);
    person.take();
  };
  const auto& elements = person.glass->layout().elements;
  const auto stops =
      std::count_if(elements.begin(), elements.end(), [](const Element& e) { return e.can_be_pressed(); });
  for (long at = 0; at + 2 < stops; ++at) key(SDLK_DOWN);  // the last but two is "I have no card"
  key(SDLK_RETURN);
  CHECK(person.glass->screen().id == "choosing-document");
}

TEST_CASE("the window may change its size while it is used") {
  Person person;
  SDL_Window* window = SDL_GetWindowFromID(1);
  for (const auto& [width, height] : {std::pair{960, 540}, std::pair{320, 240}, std::pair{540, 960}}) {
    if (window) SDL_SetWindowSize(window, width, height);
    person.look();
    CHECK(person.glass->layout().elements.size() > 3);
  }
}

TEST_CASE("without a display the program says so") {
  ::setenv("SDL_VIDEODRIVER", "x11", 1);
  ::setenv("DISPLAY", ":none", 1);
  const auto opened = Window::open({});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().detail.find("no display") != std::string::npos);
  ::setenv("SDL_VIDEODRIVER", "dummy", 1);
}
