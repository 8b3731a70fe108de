// CardWorkshop: makes a virtual card from a picture with uketsuke-card, which lies beside this program.
#pragma once

#include <filesystem>
#include <future>
#include <optional>
#include <string>

#include "kiosk/apps/demo_devices.h"

namespace kiosk::apps {

/// Main thread only; the camera and uketsuke-card work on a thread of its own, so that the screen does not stand still.
class CardWorkshop {
 public:
  /// Cards and pictures go into `folder` (in memory), issued by `authority`, which is made when it does not exist.
  CardWorkshop(std::filesystem::path folder, std::filesystem::path authority)
      : folder_(std::move(folder)), authority_(std::move(authority)) {}

  /// Makes the authority alone, by issuing a card that nobody gets. False when uketsuke-card could not do it.
  bool found_authority();
  /// A card with this picture's face; empty when none could be made.
  std::filesystem::path issue(const std::filesystem::path& picture);

  /// Copies a card and the authority that vouches for it into a folder of the person's own; false when it cannot be
  /// written.
  bool keep(const std::filesystem::path& card, const std::filesystem::path& folder) const;

  /// Takes a picture with the camera and issues a card; `finished` gives the card when it is made.
  enum class Start { begun, busy };
  Start begin(PluggedCamera& camera);
  struct Made {
    std::filesystem::path card;  ///< empty when none could be made
    std::string words;           ///< what happened, for the panel
  };
  std::optional<Made> finished();

 private:
  std::filesystem::path folder_;
  std::filesystem::path authority_;
  std::future<Made> work_;
  int made_ = 0;
};

}  // namespace kiosk::apps
