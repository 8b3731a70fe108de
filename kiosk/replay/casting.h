// Casting: where a scenario's people, cards and videos lie. The cast is invented people with faces from Debian's dlib
// samples; tools/cast makes their cards and videos once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/replay/scenario.h"

namespace kiosk::replay {

struct Casting {
  std::filesystem::path cast;    ///< made by tools/cast: NAME.card, NAME.mp4, authority/
  std::filesystem::path videos;  ///< of the user's own, looked at first; empty: none

  /// Each gives a file that exists, or a sentence that says what is missing and what to do.
  base::Result<std::filesystem::path, std::string> card_of(const std::string& who) const;
  base::Result<std::filesystem::path, std::string> card_file(const Scenario& scenario, const std::string& words) const;
  base::Result<std::filesystem::path, std::string> tape(const Scenario& scenario, const std::string& words) const;
  base::Result<std::filesystem::path, std::string> video(const Scenario& scenario, const std::string& words) const;

  std::filesystem::path authority() const { return cast / "authority"; }
};

/// `${XDG_CACHE_HOME:-~/.cache}/uketsuke/cast`.
std::filesystem::path usual_cast_folder();

/// The card that is no My Number Card: what a bank card looks like to a reader.
inline constexpr std::string_view somebody_with_another_card = "somebody with another card";

/// Everything that the scenario names is there, and a contradiction of people and pictures is not.
std::optional<ScenarioError> missing_in(const Scenario& scenario, const Casting& casting);

}  // namespace kiosk::replay
