// Starting up, and telling what is wrong.
#include "tools/face/program.h"

#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>

namespace face {
namespace {

float distance(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return static_cast<float>(std::sqrt(sum));
}

}  // namespace

int refuse(const std::string& sentence) {
  std::cerr << "uketsuke-face: " << sentence << '\n';
  return 2;
}

int refuse(const vision::VisionError& error) { return refuse(vision::describe(error)); }

std::vector<vision::ThresholdRow> all_rows() {
  auto rows = vision::shipped_threshold_rows();
  const auto own = vision::models_folder() / "thresholds.json";
  if (std::ifstream in(own); in) {
    auto more = vision::parse_threshold_rows(std::string(std::istreambuf_iterator<char>(in), {}), own.string());
    if (more) rows.insert(rows.begin(), more.value().begin(), more.value().end());
  }
  return rows;
}

base::Result<Program, vision::VisionError> start() {
  auto files = vision::find_models();
  if (!files) return files.error();
  auto analyzer = vision::DlibFaceAnalyzer::load(files.value());
  if (!analyzer) return analyzer.error();
  auto row = vision::row_for(all_rows(), "card-photo", files.value().first_model, files.value().second_model);
  if (!row) return row.error();
  return Program{files.value(), std::move(analyzer).value(), row.value()};
}

float decision_distance(const vision::FaceEmbeddings& a, const vision::FaceEmbeddings& b, float veto_first) {
  const float second = distance(a.second, b.second);
  return distance(a.first, b.first) < veto_first ? second : second + 2;
}

}  // namespace face
