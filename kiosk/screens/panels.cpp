// Panels beside the flow: the languages, and how this person wants to see and hear.
#include <type_traits>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using checkin::Presentation;
using checkin::PresentationChosen;
using checkin::Situation;

namespace {

template <class Value>
struct Offer {
  TextKey words;
  Value value;
};

/// One setting: its options change exactly one member of the presentation.
template <class Value>
Options setting(TextKey label, const Situation& situation, Value Presentation::*member,
                const std::vector<std::type_identity_t<Offer<Value>>>& offers) {
  Options options;
  options.label = Words{label};
  for (const auto& [words, value] : offers) {
    Presentation changed = situation.presentation;
    changed.*member = value;
    options.options.push_back(
        {std::string(words.name()),
         {words},
         "",
         PresentationChosen{changed},
         situation.presentation.*member == value ? Option::Standing::in_force : Option::Standing::offered});
  }
  return options;
}

Screen panel(std::string id, TextKey title) {
  Screen screen{std::move(id)};
  screen.content = {Heading{{title}}};
  screen.header = {{"close", {"action.close"}, View{}, Drawing::no}};
  screen.ways_out = {call_staff()};
  return screen;
}

}  // namespace

Options language_options(const Situation& situation) {
  Options options;
  for (const std::string_view language : offered_languages()) {
    Presentation changed = situation.presentation;
    changed.language = std::string(language);
    options.options.push_back(
        {"language." + changed.language,
         {"languages.title"},
         changed.language,
         PresentationChosen{changed},
         situation.presentation.language == changed.language ? Option::Standing::in_force : Option::Standing::offered});
  }
  return options;
}

Screen language_panel(const Situation& situation) {
  Screen screen = panel("languages", "languages.title");
  Options languages = language_options(situation);
  languages.marks = Options::Marks::not_reviewed;
  screen.content.push_back(std::move(languages));
  screen.content.push_back(Paragraph{{"languages.not-reviewed"}, Paragraph::Size::small});
  return screen;
}

Screen presentation_panel(const Situation& situation) {
  using P = Presentation;
  Screen screen = panel("presentation", "presentation.title");
  screen.content.push_back(setting("presentation.text-size", situation, &P::text_size,
                                   {{"presentation.text-normal", P::TextSize::normal},
                                    {"presentation.text-large", P::TextSize::large},
                                    {"presentation.text-largest", P::TextSize::largest}}));
  screen.content.push_back(setting(
      "presentation.contrast", situation, &P::contrast,
      {{"presentation.contrast-normal", P::Contrast::normal}, {"presentation.contrast-high", P::Contrast::high}}));
  screen.content.push_back(setting(
      "presentation.position", situation, &P::position,
      {{"presentation.position-normal", P::Position::normal}, {"presentation.position-low", P::Position::low}}));
  screen.content.push_back(
      setting("presentation.motion", situation, &P::motion,
              {{"presentation.motion-full", P::Motion::full}, {"presentation.motion-reduced", P::Motion::reduced}}));
  screen.content.push_back(
      setting("presentation.voice", situation, &P::voice,
              {{"presentation.voice-on", P::Voice::on}, {"presentation.voice-off", P::Voice::off}}));
  screen.content.push_back(Paragraph{{"presentation.voice-placeholder"}, Paragraph::Size::small});
  return screen;
}

}  // namespace kiosk::screens
