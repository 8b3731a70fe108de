// The pictures that belong to a card: its printed front, and the small one-bit pictures of its text that lie in the
// chip.
#pragma once

#include <string>

#include "cardreader/bytes.h"
#include "cardreader/virtual_card_contents.h"
#include "kiosk/base/result.h"
#include "tools/card/photo_preparation.h"

namespace card_tool {

/// A line of text as a PNG with one bit per pixel, `width` pixels wide, wrapped where needed.
cardreader::Bytes text_picture(const std::string& text, int width, int font_pixels);

/// The printed front as a PNG of 1012x638 pixels (85.6 x 54 mm at 300 dpi): photo, name, address, birth date in its
/// era, sex, expiry, security code. It says that it is a specimen.
base::Result<cardreader::Bytes, Mistake> front_picture(const cardreader::PrintedFront& front,
                                                       const cardreader::Bytes& portrait);

}  // namespace card_tool
