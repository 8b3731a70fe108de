// The card's face photo: bytes (JPEG 2000 on the card) to pixels to a reference, with a limit on what it accepts.
#pragma once

#include <span>
#include <string>

#include "kiosk/base/result.h"
#include "vision/face_analyzer.h"

namespace vision {

/// Decodes a picture of any common format, obeying its EXIF orientation, to 8-bit colour. Refuses with its own problem:
/// nothing (`file_empty`), something else (`not_a_picture`), a broken picture (`file_damaged`), more than 100
/// megapixels
/// (`picture_too_large`, told from its header before decoding where the format allows), fewer than 40 pixels a side
/// (`picture_too_small`). `name` is used in the error only.
base::Result<Image, VisionError> decode_picture(std::span<const unsigned char> bytes, const std::string& name);

/// Reads and decodes a picture file; also `file_missing`.
base::Result<Image, VisionError> load_picture(const std::string& path);

/// The reference of a card's photo, which is JPEG 2000 (in its box or bare) or, on cards of other makers, plain JPEG;
/// anything else is `not_a_card_photo` and reaches no decoder. The bytes are not kept.
base::Result<FaceReference, VisionError> reference_from_portrait(FaceAnalyzer& analyzer,
                                                                 std::span<const unsigned char> bytes);

}  // namespace vision
