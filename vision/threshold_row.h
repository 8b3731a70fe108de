// ThresholdRow: which distances count as the same person, for one exact pair of models, and what measurement says so.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/model_files.h"
#include "vision/vision_error.h"

namespace vision {

/// One row of the settings. A row belongs to the models whose SHA-256 it names; with other models it must not be used.
struct ThresholdRow {
  std::string name;          ///< for example "card-photo"
  std::string target;        ///< what it stands for, in words: set, kind of reference, false-accept rate aimed at
  std::string first_model;   ///< SHA-256 of the first network's weights, in hex
  std::string second_model;  ///< SHA-256 of the second network's file, in hex
  float accept_second = 0;   ///< same person when the second network's distance is at most this ...
  float veto_first = 0;      ///< ... and the first network's distance is below this
  float reject_second = 0;   ///< another person for sure when the second's distance stays above this
  /// What the second network says of all people of the group alike (512 numbers, means over at least
  /// `least_people_of_centre` people), of references and of live faces; taken away before comparing. Empty: nothing is.
  /// A mean over so many is nobody's face. docs/faces.md, "A group's own centre".
  std::vector<float> reference_centre = {}, live_centre = {};
};

inline constexpr int least_people_of_centre = 20;

/// The rows that this build ships.
const std::vector<ThresholdRow>& shipped_threshold_rows();

/// Rows from JSON text: `{"rows": [{"name": ..., "target": ..., "first_model": ..., ...}]}`; the centres may be
/// missing. `thresholds_damaged` says where.
base::Result<std::vector<ThresholdRow>, VisionError> parse_threshold_rows(const std::string& json,
                                                                          const std::string& name);

/// The row called `name` for exactly these models; `threshold_missing` when nobody has measured them.
base::Result<ThresholdRow, VisionError> row_for(const std::vector<ThresholdRow>& rows, const std::string& name,
                                                const std::string& first_model, const std::string& second_model);

/// The row "card-photo" that decides in the kiosk, the harness and the tools: one of the user's own in
/// `thresholds.json` beside the models, if it is for exactly these, else one of this build. `threshold_missing` when
/// there is none; `thresholds_damaged` when the user's file cannot be read: what was derived on purpose is not passed
/// over in silence.
base::Result<ThresholdRow, VisionError> threshold_row_for(const ModelFiles& files);

}  // namespace vision
