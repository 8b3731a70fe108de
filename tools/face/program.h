// What the sub-commands of uketsuke-face share: the models, their threshold row, and how a mistake is told.
#pragma once

#include <memory>
#include <string>

#include "vision/dlib_face_analyzer.h"
#include "vision/face_verifier.h"
#include "vision/model_files.h"
#include "vision/threshold_row.h"

namespace face {

enum class Output { words, json };

struct Program {
  vision::ModelFiles files;
  std::unique_ptr<vision::DlibFaceAnalyzer> analyzer;
  vision::ThresholdRow row;
};

/// Prints "uketsuke-face: SENTENCE" on stderr and gives 2, the exit status of bad input.
int refuse(const std::string& sentence);
int refuse(const vision::VisionError& error);

/// Models, analyzer and the row that decides with them.
base::Result<Program, vision::VisionError> start();

/// Of one picture each: the second network's distance, or beyond every threshold when the first network objects.
float decision_distance(const vision::FaceEmbeddings& reference, const vision::FaceEmbeddings& live,
                        const vision::ThresholdRow& row);

}  // namespace face
