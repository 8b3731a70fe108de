// A picture made into what a My Number card carries: 150x190 grey JPEG 2000 of about 2 kB.
#pragma once

#include <vector>

#include "kiosk/base/result.h"
#include "vision/face_observation.h"
#include "vision/image.h"
#include "vision/vision_error.h"

namespace face {

/// Crops around the face as a passport photo (face about half of the width), pads what is missing, scales, compresses.
base::Result<std::vector<unsigned char>, vision::VisionError> card_photo(const vision::Image& picture,
                                                                         const vision::FaceObservation& face);

}  // namespace face
