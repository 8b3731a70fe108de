// The sentences of the vision problems.
#include "vision/vision_error.h"

namespace vision {

std::string describe(const VisionError& error) {
  const std::string& d = error.detail;
  switch (error.problem) {
    case VisionProblem::no_more_frames:
      return "the recording has ended: " + d;
    case VisionProblem::camera_missing:
      return "no camera could be opened (" + d + "); plug it in, or choose another device";
    case VisionProblem::camera_lost:
      return "the camera stopped giving pictures (" + d + "); check its cable";
    case VisionProblem::file_missing:
      return "there is no file or folder " + d + "; check the path";
    case VisionProblem::file_empty:
      return d + " is empty; give a recording or pictures";
    case VisionProblem::file_damaged:
      return d + " is damaged and cannot be read; record or copy it again";
    case VisionProblem::not_a_picture:
      return d + " is not a picture we can read; give a JPEG, PNG, WebP, BMP or JPEG 2000 file";
    case VisionProblem::not_a_card_photo:
      return d + " is neither JPEG 2000 nor JPEG; use another card, or PIN or staff instead";
    case VisionProblem::picture_too_large:
      return d + " has too many pixels; give one of at most 100 megapixels";
    case VisionProblem::picture_too_small:
      return d + " is too small to show a face; it needs at least 40 pixels a side";
    case VisionProblem::no_face:
      return d + " shows no face; give one that shows a face from the front";
    case VisionProblem::several_faces:
      return d + " shows more than one face; give one that shows a single person";
    case VisionProblem::face_too_poor:
      return d + " shows a face too small or too blurred to compare with; give a clearer one";
    case VisionProblem::models_missing:
      return "a model file is missing (" + d + "); run uketsuke-models to make it";
    case VisionProblem::models_damaged:
      return "a model file is not what it should be (" + d + "); run uketsuke-models again";
    case VisionProblem::threshold_missing:
      return "no threshold has been measured for these face models (" + d +
             "); derive one with uketsuke-face evaluate --derive-at-far before they may decide";
    case VisionProblem::thresholds_damaged:
      return "the face thresholds cannot be read (" + d +
             "); derive them again with uketsuke-face evaluate --derive-at-far, or remove the file to use this build's "
             "own";
    case VisionProblem::processor_too_old:
      return "this processor lacks " + d + ", which the face programs need (any PC since 2014 has it)";
    case VisionProblem::observation_malformed:
      return "the observations cannot be read: " + d;
    case VisionProblem::engine_failed:
      return "the imaging library failed: " + d;
  }
  return d;
}

}  // namespace vision
