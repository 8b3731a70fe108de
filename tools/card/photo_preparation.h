// From any picture of one person to the photo a card holds: framed as an identity photo, grey, JPEG 2000.
#pragma once

#include <cstddef>
#include <string>

#include "cardreader/bytes.h"
#include "kiosk/base/result.h"

namespace card_tool {

/// What is wrong, as a sentence for the person at the terminal.
struct Mistake {
  std::string sentence;
};

struct PhotoShape {
  int width = 150;  ///< pixels; the real card's size is not public, 150x190 is our assumption
  int height = 190;
  std::size_t bytes = 2000;  ///< the JP2 file is at most this large
};

/// Reads `path` (any format OpenCV knows, EXIF orientation respected), finds the one face, crops, compresses. A picture
/// without a face, or with two faces of like size, is a mistake.
base::Result<cardreader::Bytes, Mistake> prepare_photo(const std::string& path, const PhotoShape& shape = {});

}  // namespace card_tool
