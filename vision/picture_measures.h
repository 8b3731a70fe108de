// Measurements of a face that need pixels: light, sharpness, cover, and the traces of screens and sheets. Pure
// functions.
#pragma once

#include <opencv2/core.hpp>

#include "vision/face_observation.h"

namespace vision {

/// Adds to `quality` what the pixels say. `grey` is the whole frame, `chip` the aligned 150x150 BGR face.
void measure_picture(const cv::Mat& grey, const cv::Mat& chip, const FaceObservation& face, FaceQuality& quality);

}  // namespace vision
