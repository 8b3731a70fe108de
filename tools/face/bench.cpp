// bench: frame to decision, stage by stage, start-up and memory.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "tools/face/commands.h"
#include "tools/video/actor.h"
#include "vision/mat_view.h"
#include "vision/portrait.h"

namespace face {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double at_share(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

long resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6)) / 1024;
  return 0;
}

std::vector<double> time_frames(vision::FaceAnalyzer& analyzer, const vision::Image& image, int count) {
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const vision::Frame frame{image, {base::Duration{i * 33}}, {static_cast<std::uint64_t>(i)}};
    const auto start = Clock::now();
    auto seen = analyzer.observe(frame);
    times.push_back(milliseconds_since(start));
    if (!seen || seen.value().faces.empty()) return {};
  }
  return times;
}

}  // namespace

int bench(Output output) {
  const auto start_up = Clock::now();
  auto program = start();
  if (!program) return refuse(program.error());
  const double load_ms = milliseconds_since(start_up);
  const auto samples = vision::models_folder().parent_path() / "samples/johns/John_Schneider";
  std::vector<std::filesystem::path> stills;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(samples, error)) stills.push_back(entry.path());
  if (stills.empty()) return refuse("the sample pictures are missing; run tools/get-sample-faces");
  std::sort(stills.begin(), stills.end());
  auto still = vision::load_picture(stills[1].string());
  if (!still) return refuse(still.error());
  auto face = program.value().analyzer->examine(still.value());
  if (!face) return refuse(face.error());
  video::Actor actor(video::Act::live, {video::MovingHead(still.value(), face.value().landmarks)}, 1);
  const vision::Image image = vision::image_from(actor.frame(0));
  const auto first = Clock::now();
  time_frames(*program.value().analyzer, image, 1);
  const double first_ms = load_ms + milliseconds_since(first);
  const auto whole = time_frames(*program.value().analyzer, image, 120);
  vision::QualityGates shut;
  shut.least_face_width = 1e6F;
  auto light = vision::DlibFaceAnalyzer::load(program.value().files, shut, vision::AnalysisDepth::identity);
  if (!light) return refuse(light.error());
  time_frames(*light.value(), image, 5);
  const auto without = time_frames(*light.value(), image, 120);
  if (whole.empty() || without.empty()) return refuse("the bench frame shows no face");
  const auto& c = program.value().analyzer->counters();
  const auto per = [](double ms, long n) { return ms / static_cast<double>(std::max(1L, n)); };
  const nlohmann::json report{
      {"frame_to_decision_ms", {{"median", at_share(whole, 0.5)}, {"p95", at_share(whole, 0.95)}, {"bar", {35, 50}}}},
      {"without_embedding_ms", {{"median", at_share(without, 0.5)}, {"bar", 7}}},
      {"start_to_first_decision_ms", {{"value", first_ms}, {"bar", 300}}},
      {"resident_mb", {{"value", resident_megabytes()}, {"bar", 180}}},
      {"stages_ms",
       {{"detect", per(c.detect_ms, c.frames)},
        {"landmarks", per(c.landmarks_ms, c.frames)},
        {"quality", per(c.quality_ms, c.frames)},
        {"embed_both", per(c.embed_ms, c.embedded)},
        {"passive_each_fifth", per(c.passive_ms, c.frames / 5)}}}};
  if (output == Output::json) return std::cout << report.dump() << '\n', 0;
  std::printf("frame to decision      median %.1f ms, p95 %.1f ms   (bar 35, 50)\n", at_share(whole, 0.5),
              at_share(whole, 0.95));
  std::printf("without embedding      median %.1f ms               (bar 7)\n", at_share(without, 0.5));
  std::printf("start to first answer  %.0f ms                      (bar 300)\n", first_ms);
  std::printf("resident               %ld MB, with two analyzers   (bar 180 with one)\n", resident_megabytes());
  std::printf("stages: detect %.1f, landmarks %.1f, quality %.1f, both embeddings %.1f ms\n",
              per(c.detect_ms, c.frames), per(c.landmarks_ms, c.frames), per(c.quality_ms, c.frames),
              per(c.embed_ms, c.embedded));
  return 0;
}

}  // namespace face
