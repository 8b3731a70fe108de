#include "kiosk/replay/trouble.h"

#include <algorithm>
#include <array>

#include "kiosk/replay/nearest_word.h"

namespace kiosk::replay {
namespace {

constexpr std::array<std::string_view, 28> trouble_names = {
    "the card is pulled",
    "the camera is lost",
    "the camera is covered",
    "the camera freezes",
    "the light goes out",
    "the camera is back",
    "the card service stops",
    "the card service starts",
    "the insurer is down",
    "the insurer cannot be reached",
    "the insurer answers garbage",
    "the insurer refuses",
    "the insurer is slow",
    "the insurer is back",
    "the disk is full",
    "the disk is read-only",
    "the store is locked",
    "the store works again",
    "the card is mute",
    "the card is slow",
    "the card answers garbage",
    "the card works again",
    "the reader is unplugged",
    "the reader is plugged in",
    "the clock jumps ahead",
    "the clock jumps back",
    "the card's front cannot be read",
    "the card's front can be read again",
};
static_assert(static_cast<std::size_t>(Trouble::front_can_be_read_again) + 1 == trouble_names.size());

}  // namespace

std::string_view name_of(Trouble trouble) { return trouble_names[static_cast<std::size_t>(trouble)]; }

std::optional<Trouble> trouble_from(std::string_view words) {
  const auto found = std::find(trouble_names.begin(), trouble_names.end(), words);
  if (found == trouble_names.end()) return std::nullopt;
  return static_cast<Trouble>(found - trouble_names.begin());
}

std::vector<std::string_view> all_troubles() { return {trouble_names.begin(), trouble_names.end()}; }

AppointmentReading appointment_from(std::string_view words) {
  constexpr std::string_view appears = " appears, ";
  const auto at = words.find(appears);
  if (at == std::string_view::npos) {
    return {std::nullopt, "\"when\" is written so: when checking-face appears, the camera is covered"};
  }
  const std::string_view what = words.substr(at + appears.size());
  const auto trouble = trouble_from(what);
  if (!trouble) {
    const auto known = all_troubles();
    return {std::nullopt, "\"" + std::string(what) + "\" is no trouble known here; did you mean \"" +
                              std::string(nearest_word(what, std::span(known))) + "\"?"};
  }
  return {Appointment{std::string(words.substr(0, at)), *trouble}, {}};
}

}  // namespace kiosk::replay
