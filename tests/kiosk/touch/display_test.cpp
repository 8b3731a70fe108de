// A real display (Xvfb) and a real pointer (xdotool): what stands on the root window is what we drew, to the last bit,
// and a machine that reads (Tesseract) finds the words on it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "kiosk/touch/touch_front_end.h"
#include "tests/support/own_display.h"
#include "tests/support/own_folder.h"
#include "tests/support/run_program.h"
#include "tests/support/walk.h"

using namespace kiosk::screens;
using namespace kiosk::touch;
using namespace kiosk::checkin;
using support::run_program;

namespace {

constexpr Size glass_size{720, 1280};

class Room {
 public:
  explicit Room(const std::string& language) {
    ::setenv("SDL_VIDEODRIVER", "x11", 1);
    TouchChoice choice;
    choice.window.size = glass_size;
    auto opened = TouchFrontEnd::open(choice, std::string(UKETSUKE_SOURCE_DIR) + "/assets");
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().detail));
    front = std::move(opened).value();
    Presentation presentation;
    presentation.language = language;
    walk.then(PresentationChosen{presentation});
    show();
  }

  /// The screen takes presses only a quarter of a second after it came: that time passes here.
  void show() {
    front->show(walk.session.situation(), {}, walk.now.steady);
    front->poll(base::Duration{20});
    walk.wait(base::Duration{300});
    front->show(walk.session.situation(), {}, walk.now.steady);
  }

  /// A press with the pointer of the display, and the event it gives.
  void press(const std::string& id) {
    const auto& elements = front->layout().elements;
    const auto found = std::find_if(elements.begin(), elements.end(),
                                    [&](const Element& e) { return e.id == id && e.can_be_pressed(); });
    REQUIRE_MESSAGE(found != elements.end(), "no control " << id << " on " << front->screen().id);
    const int x = found->rect.x + found->rect.width / 2, y = found->rect.y + found->rect.height / 2;
    const auto pressed = run_program({"xdotool", "mousemove", std::to_string(x), std::to_string(y), "click", "1"});
    REQUIRE_MESSAGE(pressed.status == 0, pressed.output);
    std::vector<Event> events;
    for (int look = 0; look < 100 && events.empty(); ++look) events = front->poll(base::Duration{50});
    REQUIRE_MESSAGE(events.size() == 1, id << " gave " << events.size() << " events");
    walk.then(events.front());
    show();
  }
  void type(const std::string& keys) {
    for (const char key : keys) press(std::string("key.") + key);
  }
  template <class Answer>
  void answer(Answer given) {
    walk.answer(std::move(given));
    show();
  }

  /// How many pixels of the root window differ from our own surface.
  std::string difference() {
    const std::string own = (folder / "own.png").string(), root = (folder / "root.png").string();
    REQUIRE(front->write_png(own));
    REQUIRE(run_program({"import", "-window", "root", root}).status == 0);
    return run_program({"compare", "-metric", "AE", own, root, "null:"}).output;
  }

  std::string read_by_machine(const std::string& language) {
    const std::string own = (folder / "own.png").string();
    REQUIRE(front->write_png(own));
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    const auto read = run_program({"tesseract", own, (folder / "read").string(), "-l", language, "--psm", "11"});
    REQUIRE_MESSAGE(read.status == 0, read.output);
    std::ifstream file(folder / "read.txt");
    std::string words{std::istreambuf_iterator<char>(file), {}};
    std::erase_if(words, [](char c) { return c == ' ' || c == '\n'; });
    return words;
  }

  support::OwnDisplay display{glass_size.width, glass_size.height};
  support::OwnFolder folder;
  support::Walk walk;
  std::unique_ptr<TouchFrontEnd> front;
};

/// The share of `expected` that is found, character after character, in what was read (longest common subsequence).
double share_found(const std::string& expected, const std::string& read) {
  std::vector<std::size_t> best(read.size() + 1, 0);
  for (const char wanted : expected) {
    std::size_t before = 0;
    for (std::size_t at = 1; at <= read.size(); ++at) {
      const std::size_t kept = best[at];
      best[at] = wanted == read[at - 1] ? before + 1 : std::max(best[at], best[at - 1]);
      before = kept;
    }
  }
  return static_cast<double>(best.back()) / static_cast<double>(expected.size());
}

}  // namespace

TEST_CASE("a whole check-in pressed on a display: the root window equals our own picture on every screen") {
  Room room("ja");
  CHECK(room.difference() == "0");
  room.walk.then(CardInserted{});
  room.show();
  room.answer(CardRead{{}, support::hanako()});
  CHECK(room.difference() == "0");
  room.press("pin");
  room.type("1234");
  CHECK(room.difference() == "0");
  room.press("next");
  room.answer(PinAccepted{});
  room.answer(CardProved{{}, support::a_proof()});
  room.answer(EligibilityKnown{{}, support::valid_eligibility()});
  CHECK(room.difference() == "0");
  room.press("agree-all");
  room.answer(VisitRecorded{{}, {"A-0127"}});
  CHECK(room.front->screen().id == "checked-in");
  CHECK(room.difference() == "0");
}

TEST_CASE("a machine that reads finds the words of the screens, in English and in Japanese") {
  {
    Room room("en");
    CHECK(share_found("PlaceyourMyNumberCardhere", room.read_by_machine("eng")) > 0.85);
    room.press("no-card");
    CHECK(share_found("Whatdoyouhavewithyou?EligibilityConfirmationLetter", room.read_by_machine("eng")) > 0.85);
  }
  Room room("ja");
  room.walk.check_in();
  room.show();
  CHECK(share_found("受付ができましたA-0001", room.read_by_machine("jpn+eng")) > 0.85);
}
