// A letter as a webcam would see it in somebody's hand: turned, tilted, lit from one side, a little out of focus.
#pragma once

#include "kiosk/letters/sample_letter.h"

namespace kiosk::letters {

/// How bad the photograph is; all zero is a scan on a dark desk.
struct PhotoFlaws {
  double turned_degrees = 0;
  double tilt = 0;         ///< 0 .. 0.1: how much the far edge is shorter
  double light_fall = 0;   ///< 0 .. 0.6: how much darker the far side is
  double blur_pixels = 0;  ///< Gaussian sigma
  double noise = 0;        ///< standard deviation of the sensor's noise, of 255
  int jpeg_quality = 95;
};

/// The flaws of the given photograph of an examination; the same number always gives the same.
PhotoFlaws random_flaws(unsigned seed);

/// Upright for A4, or lying as the camera of a kiosk, however the paper is held.
enum class CameraPose { as_the_paper, lying };

/// 1920 x 1080 pixels (upright: 1080 x 1920), the letter in the middle of a dark desk.
GrayPicture photograph(const SampleLetter& sample, const PhotoFlaws& flaws, unsigned seed,
                       CameraPose pose = CameraPose::as_the_paper);

}  // namespace kiosk::letters
