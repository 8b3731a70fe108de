// What can go wrong between a camera, a picture or a model file and a decision about a face.
#pragma once

#include <string>

namespace vision {

/// One name for each thing that a person or a program can react to differently.
enum class VisionProblem {
  no_more_frames,         ///< a recording or a folder came to its end: not a fault
  camera_missing,         ///< no such device, or it could not be opened
  camera_lost,            ///< it was open and gives no more frames
  file_missing,           ///< no such file or folder
  file_empty,             ///< 0 bytes, or a folder without pictures
  file_damaged,           ///< present, but cannot be decoded, or breaks off
  not_a_picture,          ///< decodes as nothing we know
  not_a_card_photo,       ///< neither JPEG 2000 nor JPEG, which is all that a card may carry
  picture_too_large,      ///< more pixels than we are willing to hold
  picture_too_small,      ///< too few pixels to hold a face
  no_face,                ///< a picture that must show a face shows none
  several_faces,          ///< a picture that must show one face shows more
  face_too_poor,          ///< a face, but too small or too blurred to serve as a reference
  models_missing,         ///< the model files have not been made yet
  models_damaged,         ///< a model file is not what its checksum promises
  threshold_missing,      ///< no measured threshold belongs to these models
  thresholds_damaged,     ///< the file of a user\'s own threshold rows
  processor_too_old,      ///< the programs need AVX2 and FMA
  observation_malformed,  ///< a text file of observations has a line we cannot read
  engine_failed,          ///< the imaging library refused; the detail says what it said
};

/// `detail` completes the sentence (a path, a line number, a library's words) and never holds personal data.
struct VisionError {
  VisionProblem problem;
  std::string detail;
};

/// One English sentence for stderr: what is wrong and what to do.
std::string describe(const VisionError& error);

}  // namespace vision
