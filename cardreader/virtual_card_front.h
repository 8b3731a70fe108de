// VirtualCardFront: what is printed on a virtual card, for runs without a camera over the reader.
#pragma once

#include <filesystem>

#include "cardreader/card_front.h"

namespace cardreader {

/// Tells number B from the particulars in the .card file that lies in the reader. One thread at a time.
class VirtualCardFront final : public CardFrontReader {
 public:
  /// Another card lies in the reader now; an empty path: none.
  void show(std::filesystem::path card_file) { card_file_ = std::move(card_file); }
  base::Result<std::optional<CheckNumberB>, CardError> read() override;

 private:
  std::filesystem::path card_file_;
};

}  // namespace cardreader
