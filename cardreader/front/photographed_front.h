// PhotographedFront: the camera over a virtual reader. It photographs the picture of the card's front and reads number
// B off the photograph while the card is still being powered up.
#pragma once

#include <filesystem>
#include <memory>

#include "cardreader/card_front.h"

namespace cardreader {

/// What the camera makes of a card.
enum class FrontSight {
  photographed,  ///< the picture beside the .card file, laid crooked, lit from a side, a little blurred, read by OCR
  printed,     ///< no camera: the particulars in the .card file are taken as read, for runs that are about other things
  unreadable,  ///< nothing can be read: the person is asked
};

/// Construction begins to load the recognition engine, show() to read, on a thread of their own; read() waits for that,
/// at most ten seconds. The same cards in the same order give the same photographs. One thread at a time; destruction
/// waits until the photograph in work is read.
class PhotographedFront final : public CardFrontReader {
 public:
  explicit PhotographedFront(FrontSight sight = FrontSight::photographed);
  ~PhotographedFront() override;

  /// For the cards that are shown from now on.
  void look(FrontSight sight);
  /// Another card lies in the reader now; an empty path: none. Returns at once.
  void show(std::filesystem::path card_file);

  base::Result<std::optional<CheckNumberB>, CardError> read() override;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace cardreader
