// Starting up, and telling what is wrong.
#include "tools/face/program.h"

#include <iostream>

namespace face {
int refuse(const std::string& sentence) {
  std::cerr << "uketsuke-face: " << sentence << '\n';
  return 2;
}

int refuse(const vision::VisionError& error) { return refuse(vision::describe(error)); }

base::Result<Program, vision::VisionError> start() {
  auto files = vision::find_models();
  if (!files) return files.error();
  auto analyzer = vision::DlibFaceAnalyzer::load(files.value());
  if (!analyzer) return analyzer.error();
  auto row = vision::threshold_row_for(files.value());
  if (!row) return row.error();
  return Program{files.value(), std::move(analyzer).value(), row.value()};
}

float decision_distance(const vision::FaceEmbeddings& reference, const vision::FaceEmbeddings& live,
                        const vision::ThresholdRow& row) {
  const vision::FaceDistances distances = vision::distances_between(reference, live, row);
  return distances.first < row.veto_first ? distances.second : distances.second + 2;
}

}  // namespace face
