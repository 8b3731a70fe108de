#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "kiosk/checkin/consent.h"
#include "kiosk/screens/catalog.h"
#include "kiosk/screens/specimens.h"
#include "kiosk/screens/transcript.h"

using namespace kiosk::screens;
using namespace kiosk::checkin;

namespace {

const Catalogs& catalogs() {
  static const Catalogs all = Catalogs::load(std::string(UKETSUKE_SOURCE_DIR) + "/assets/text").value();
  return all;
}

Screen screen_named(const std::string& name) {
  for (const Specimen& specimen : specimens())
    if (specimen.name == name) return screen_for(specimen.situation, specimen.view);
  FAIL("no specimen " << name);
  return {};
}

template <class Sent>
bool sends(const std::optional<Pressable>& pressable) {
  return pressable && std::holds_alternative<Sent>(pressable->event);
}

}  // namespace

TEST_CASE("the specimens show every state") {
  std::set<std::size_t> shown;
  for (const Specimen& specimen : specimens()) shown.insert(specimen.situation.state.index());
  CHECK(shown.size() == std::variant_size_v<StateAlternatives>);
}

TEST_CASE("every screen begins with a heading in reach of its first lines, and says something in every language") {
  for (const Specimen& specimen : specimens()) {
    CAPTURE(specimen.name);
    const Screen screen = screen_for(specimen.situation, specimen.view);
    const auto& content = screen.dialog ? screen.dialog->content : screen.content;
    CHECK(std::any_of(content.begin(), content.end(),
                      [](const Widget& w) { return std::holds_alternative<Heading>(w); }));
    for (const std::string_view language : offered_languages()) {
      for (const Line& line : lines_of(screen, catalogs().in(language))) {
        if (line.kind != Line::Kind::field) CHECK_FALSE(line.words.empty());
        CHECK(line.words.find("{") == std::string::npos);
      }
    }
  }
}

TEST_CASE("every screen has at most one main choice, and no two controls of the same name") {
  for (const Specimen& specimen : specimens()) {
    CAPTURE(specimen.name);
    std::set<std::string> ids;
    int main_choices = 0;
    for (const Pressable& pressable : pressables(screen_for(specimen.situation, specimen.view))) {
      CHECK(ids.insert(pressable.id).second);
      main_choices += pressable.role == Role::primary ? 1 : 0;
    }
    CHECK(main_choices <= 1);
  }
}

TEST_CASE("staff can be called from every screen that a person can act on") {
  for (const Specimen& specimen : specimens()) {
    CAPTURE(specimen.name);
    const Screen screen = screen_for(specimen.situation, specimen.view);
    const bool staff_is_here = screen.id == "awaiting-staff" || screen.id == "entering-staff-passcode" ||
                               screen.id == "confirming-visually" || screen.dialog;
    CHECK((staff_is_here || find_pressable(screen, "call-staff") || find_pressable(screen, "staff")));
  }
}

TEST_CASE("the main choices lead a hands-off person through a check-in by face") {
  CHECK_FALSE(main_choice(screen_named("welcome")));
  CHECK(sends<FaceChosen>(main_choice(screen_named("method"))));
  CHECK_FALSE(main_choice(screen_named("face")));
  CHECK(sends<PinChosen>(main_choice(screen_named("other-ways"))));
  CHECK(sends<AllAgreed>(main_choice(screen_named("consent"))));
  CHECK(sends<ConsentAnswered>(main_choice(screen_named("consent.medication"))));
  CHECK(sends<Continued>(main_choice(screen_named("outage"))));
  CHECK_FALSE(main_choice(screen_named("checked-in")));
}

TEST_CASE("a card without a photo is not asked for a face") {
  const Screen screen = screen_named("method.no-photo");
  CHECK_FALSE(find_pressable(screen, "face"));
  CHECK(sends<PinChosen>(main_choice(screen)));
}

TEST_CASE("no is as easy as yes: the two answers stand side by side") {
  for (const char* name : {"consent", "consent.medication", "registration"}) {
    const Screen screen = screen_named(name);
    REQUIRE(screen.actions.size() >= 2);
    CHECK(screen.actions[0].role == Role::primary);
    CHECK(screen.actions[1].role == Role::counterpart);
  }
}

TEST_CASE("screens for staff are in Japanese, whatever language the person before the kiosk chose") {
  Presentation burmese;
  burmese.language = "my";
  for (const Specimen& specimen : specimens()) {
    CAPTURE(specimen.name);
    const bool is_for_staff = std::holds_alternative<EnteringStaffPasscode>(specimen.situation.state) ||
                              std::holds_alternative<ConfirmingVisually>(specimen.situation.state);
    const Screen screen = screen_for(specimen.situation, specimen.view);
    CHECK(language_of(screen, burmese) == (is_for_staff ? "ja" : "my"));
  }
}

TEST_CASE("the tries that a screen names are those a person has here: the card's last one is kept") {
  CHECK(pin_tries_here({}) == 0);  // no PIN
  const auto says = [](const Screen& screen, const std::string& words) {
    const auto lines = text_of(screen, catalogs().in("ja"));
    return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.find(words) != line.npos; });
  };
  for (const auto& [on_the_card, here] : {std::pair{3, 2}, std::pair{2, 1}, std::pair{1, 0}, std::pair{0, 0}}) {
    CAPTURE(on_the_card);
    CardFacts card;
    card.pin_tries_left = on_the_card;
    CHECK(pin_tries_here(card) == here);
    Situation situation;
    situation.state = ChoosingMethod{card};
    const Screen method = screen_for(situation, {});
    CHECK(find_pressable(method, "pin").has_value() == (here > 0));
    if (here == 0) continue;
    CHECK(says(method, "残り" + std::to_string(here) + "回"));
    situation.state = EnteringPin{card, {}, false};
    CHECK(says(screen_for(situation, {}), here == 1 ? "あと1回" : "残り" + std::to_string(here) + "回"));
  }
}

TEST_CASE("a PIN is shown as dots and never in words") {
  const Screen screen = screen_named("pin");
  for (const std::string& line : text_of(screen, catalogs().in("ja"))) CHECK(line.find("12") == std::string::npos);
  const auto keypad = std::find_if(screen.content.begin(), screen.content.end(),
                                   [](const Widget& w) { return std::holds_alternative<Keypad>(w); });
  REQUIRE(keypad != screen.content.end());
  CHECK(std::get<Keypad>(*keypad).privacy == Keypad::Privacy::secret);
}

TEST_CASE("done is not said before the last question is answered") {
  for (const Specimen& specimen : specimens()) {
    const bool is_done = std::holds_alternative<CheckedIn>(specimen.situation.state);
    for (const Line& line : lines_of(screen_for(specimen.situation, specimen.view), catalogs().in("ja"))) {
      if (!is_done) CHECK(line.words.find("受付ができました") == std::string::npos);
    }
  }
}

TEST_CASE("a card whose certificate has ended says so once, and then where it is renewed") {
  const Screen screen = screen_named("card.certificate-expired");
  const auto words = text_of(screen, catalogs().in("en"));
  const auto says_expired = [](const std::string& line) { return line.find("expired") != std::string::npos; };
  CHECK(std::count_if(words.begin(), words.end(), says_expired) == 1);
  CHECK(std::find(words.begin(), words.end(), "Your municipal office can renew it free of charge.") != words.end());
}

TEST_CASE("the version of the consent questions that is recorded is the one of the catalogue that was read") {
  for (const std::string_view language : offered_languages()) {
    CAPTURE(language);
    CHECK(catalogs().in(language).text_version() == consent_text_version(language));
  }
}

TEST_CASE("every screen in words") {
  const Screen screen = screen_named("method");
  const std::vector<std::string> words = {"How would you like to confirm it is you?",
                                          "[[Use my face – Just look at the camera. No picture is kept.]]",
                                          "[Use my PIN – 4 digits. 2 tries left]",
                                          "[Ask staff to check – Our staff will help you.]",
                                          "[Stop]",
                                          "[Call staff]"};
  CHECK(text_of(screen, catalogs().in("en")) == words);
}
