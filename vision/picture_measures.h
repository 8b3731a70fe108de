// Measurements of a face that need pixels: light, sharpness, cover, and the traces of screens and sheets. Pure
// functions.
#pragma once

#include <opencv2/core.hpp>

#include "vision/face_observation.h"

namespace vision {

/// The picture at `scale` (at most 1): averaged by halves, which costs next to nothing, then interpolated.
cv::Mat shrunk(const cv::Mat& picture, double scale);

/// Adds to `quality` what the pixels say. `grey` is the whole frame, `chip` the aligned 150x150 BGR face.
void measure_picture(const cv::Mat& grey, const cv::Mat& chip, const FaceObservation& face, FaceQuality& quality);

/// From the brows to the tip of the nose, aligned by points that do not move with the face, half as fine as the second
/// network's crop.
FaceBand band_of(const cv::Mat& grey, const Landmarks& points);

/// From the brows to the upper lip, cheek to cheek; aligned by the eyes, sized by the width of the face.
FacePatch patch_of(const cv::Mat& grey, const Landmarks& points);

/// How clearly straight edges frame the face on the left and the right, and above or below, 0 to 1: a phone, a sheet.
float edges_around(const cv::Mat& grey, const Landmarks& points);

/// How far one fine frequency stands out on the face, 0 to 1: the grid of a screen.
float surface_waves(const cv::Mat& grey, const Landmarks& points);

}  // namespace vision
