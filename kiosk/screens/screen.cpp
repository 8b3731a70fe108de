// What can be pressed on a screen, gathered from its widgets.
#include "kiosk/screens/screen.h"

#include <algorithm>
#include <type_traits>

namespace kiosk::screens {
namespace {

void gather(const Widget& widget, std::vector<Pressable>& found) {
  std::visit(
      [&](const auto& part) {
        using Part = std::decay_t<decltype(part)>;
        if constexpr (std::is_same_v<Part, Button> || std::is_same_v<Part, Choice>) {
          found.push_back({part.id, part.role, part.event});
        } else if constexpr (std::is_same_v<Part, Options>) {
          for (const Option& option : part.options) found.push_back({option.id, Role::secondary, option.event});
        } else if constexpr (std::is_same_v<Part, Keypad>) {
          for (const auto& row : part.rows)
            for (const auto& key : row)
              if (key) found.push_back({key->id, Role::secondary, key->event});
        } else if constexpr (std::is_same_v<Part, Facts>) {
          for (const Fact& fact : part.facts)
            if (fact.change) found.push_back({fact.change->id, fact.change->role, fact.change->event});
        }
      },
      widget);
}

}  // namespace

std::string_view language_of(const Screen& screen, const checkin::Presentation& presentation) {
  return screen.audience == Audience::staff ? std::string_view("ja") : std::string_view(presentation.language);
}

std::vector<Pressable> pressables(const Screen& screen) {
  std::vector<Pressable> found;
  for (const Widget& widget : screen.dialog ? screen.dialog->content : screen.content) gather(widget, found);
  for (const Button& button : screen.dialog ? screen.dialog->actions : screen.actions)
    found.push_back({button.id, button.role, button.event});
  if (!screen.dialog)
    for (const Button& button : screen.ways_out) found.push_back({button.id, button.role, button.event});
  return found;
}

std::optional<Pressable> main_choice(const Screen& screen) {
  const std::vector<Pressable> all = pressables(screen);
  const auto found = std::find_if(all.begin(), all.end(), [](const Pressable& p) { return p.role == Role::primary; });
  if (found == all.end()) return std::nullopt;
  return *found;
}

std::optional<Pressable> find_pressable(const Screen& screen, std::string_view id) {
  const std::vector<Pressable> all = pressables(screen);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Pressable& p) { return p.id == id; });
  if (found == all.end()) return std::nullopt;
  return *found;
}

}  // namespace kiosk::screens
