// The screen of a situation: the state's own screen, and what stands over any screen.
#include "kiosk/screens/screens.h"

#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {
namespace {

Dialog more_time(const checkin::TimeWarning& warning) {
  Dialog dialog;
  dialog.content = {Heading{{"more-time.title"}}, Countdown{warning.ends_at, base::Duration{20'000}},
                    Paragraph{{"more-time.why"}}};
  dialog.actions = {{"more-time", {"more-time.continue"}, checkin::TimeExtended{}, Role::primary},
                    {"stop", {"action.finish"}, checkin::Cancelled{}, Role::secondary}};
  return dialog;
}

std::vector<Switch> header() {
  return {{"text-and-voice", {"header.presentation"}, {View::Panel::presentation}, Drawing::text},
          {"language", {"header.language"}, {View::Panel::languages}, Drawing::languages}};
}

}  // namespace

std::span<const std::string_view> offered_languages() {
  static constexpr auto languages = std::to_array<std::string_view>(
      {"ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "ko", "vi", "pt", "ne", "id", "tl", "th", "my"});
  return languages;
}

Screen screen_for(const checkin::Situation& situation, const View& view) {
  Screen screen = [&] {
    switch (view.panel) {
      case View::Panel::languages:
        return language_panel(situation);
      case View::Panel::presentation:
        return presentation_panel(situation);
      case View::Panel::none:
        break;
    }
    Screen of_state = std::visit([&](const auto& state) { return screen_of(state, situation, view); }, situation.state);
    of_state.header = header();
    return of_state;
  }();
  const bool is_told_already =
      screen.audience == Audience::staff || std::holds_alternative<checkin::AwaitingStaff>(situation.state);
  if (situation.staff_called && !is_told_already) {
    screen.content.insert(screen.content.begin(), Notice{{"staff.on-the-way"}, Tone::success});
    if (screen.urgent > 0) ++screen.urgent;
  }
  if (situation.warning) screen.dialog = more_time(*situation.warning);
  return screen;
}

}  // namespace kiosk::screens
