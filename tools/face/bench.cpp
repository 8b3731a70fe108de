// bench: each bar of speed and memory beside its figure, measured here and now on made frames of a sample person.
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "tools/face/bench_steps.h"
#include "tools/face/commands.h"
#include "tools/video/actor.h"
#include "vision/mat_view.h"
#include "vision/portrait.h"

namespace face {
namespace {

constexpr int frames_wanted = 100, starts = 7;

struct Bar {
  std::string name, unit;
  double value, limit;
  enum class Side { at_most, at_least } side;
  bool holds() const { return side == Side::at_most ? value <= limit : value >= limit; }
};

double at_share(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

std::optional<std::string> sample_picture() {
  const auto folder = vision::models_folder().parent_path() / "samples/johns/John_Schneider";
  std::vector<std::string> stills;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) stills.push_back(entry.path().string());
  if (stills.size() < 2) return std::nullopt;
  std::sort(stills.begin(), stills.end());
  return stills[1];
}

/// Forty frames of two seconds of a person before a webcam, 640x480.
base::Result<std::vector<vision::Image>, vision::VisionError> filmed(vision::DlibFaceAnalyzer& analyzer,
                                                                     const std::string& picture) {
  auto still = vision::load_picture(picture);
  if (!still) return still.error();
  auto face = analyzer.examine(still.value());
  if (!face) return face.error();
  video::Actor actor(video::Act::live, {video::MovingHead(still.value(), face.value().landmarks)}, 1);
  std::vector<vision::Image> frames;
  for (int i = 0; i < 40; ++i) frames.push_back(vision::image_from(actor.frame(i / 20.0)));
  return frames;
}

nlohmann::json json_of(const std::vector<Bar>& bars, const Stages& stages) {
  nlohmann::json report = nlohmann::json::object();
  for (const Bar& bar : bars)
    report[bar.name] = {{"value", bar.value}, {"unit", bar.unit}, {"bar", bar.limit}, {"holds", bar.holds()}};
  for (const auto& [name, ms] : stages) report["stages_ms"][name] = ms;
  return report;
}

void print(const std::vector<Bar>& bars, const Stages& stages) {
  for (const Bar& bar : bars)
    std::printf("%-50s %7.1f %-4s bar %s %5.1f   %s\n", bar.name.c_str(), bar.value, bar.unit.c_str(),
                bar.side == Bar::Side::at_most ? "at most " : "at least", bar.limit, bar.holds() ? "holds" : "MISSED");
  std::printf("one frame's stages, mean:");
  for (const auto& [name, ms] : stages) std::printf("  %s %.1f", name.c_str(), ms);
  std::printf(" ms\n");
}

}  // namespace

int first_decision(const std::string& picture, int count) {
  auto files = vision::find_models();
  if (!files) return refuse(files.error());
  // Every gate open: whatever the picture is like, the whole way is gone, both networks at the end.
  const vision::QualityGates open{0, 9, 9, 9, 9, 360, 0, 0, 999, 9, 999, 0, 0, 9, 9, 0};
  auto analyzer = vision::DlibFaceAnalyzer::load(files.value(), open);
  if (!analyzer) return refuse(analyzer.error());
  auto still = vision::load_picture(picture);
  if (!still) return refuse(still.error());
  const FrameTimes times = time_frames(*analyzer.value(), {still.value()}, Wanted::embedded, count);
  if (times.wall.empty()) return refuse("no face found in " + picture);
  std::cout << resident_megabytes() << ' ' << at_share(times.wall, 0.5) << ' ' << at_share(times.processor, 0.5)
            << '\n';
  return 0;
}

int bench(Output output) {
  const auto picture = sample_picture();
  if (!picture) return refuse("the sample pictures are missing; run tools/get-sample-faces");
  std::cerr << "starting anew " << starts << " times ...\n";
  std::vector<double> start_ms, resident;
  for (int i = 0; i < starts; ++i) {
    const auto began = time_start(*picture);
    if (!began) return refuse(began.error());
    start_ms.push_back(began.value().milliseconds);
    resident.push_back(began.value().megabytes);
  }
  auto program = start();
  if (!program) return refuse(program.error());
  auto frames = filmed(*program.value().analyzer, *picture);
  if (!frames) return refuse(frames.error());
  std::cerr << "looking at frames ...\n";
  const FrameTimes whole = time_frames(*program.value().analyzer, frames.value(), Wanted::embedded, frames_wanted);
  const Stages stages = stages_of(program.value().analyzer->counters());
  vision::QualityGates shut;
  shut.least_face_width = 1e6F;
  auto light = vision::DlibFaceAnalyzer::load(program.value().files, shut, vision::AnalysisDepth::identity);
  if (!light) return refuse(light.error());
  const FrameTimes without = time_frames(*light.value(), frames.value(), Wanted::any, frames_wanted);
  if (whole.wall.empty() || without.wall.empty()) return refuse("the bench frames show no face that passes the gates");
  std::cerr << "five seconds beside a busy screen ...\n";
  const Beside beside = run_beside_a_screen(*program.value().analyzer, frames.value());
  using Side = Bar::Side;
  const std::vector<Bar> bars{
      {"frame to decision, both embeddings, median", "ms", at_share(whole.wall, 0.5), 35, Side::at_most},
      {"frame to decision, both embeddings, p95", "ms", at_share(whole.wall, 0.95), 50, Side::at_most},
      {"the same in processor time, median", "ms", at_share(whole.processor, 0.5), 35, Side::at_most},
      {"frame without embedding, median", "ms", at_share(without.wall, 0.5), 7, Side::at_most},
      {"the same in processor time, median", "ms", at_share(without.processor, 0.5), 7, Side::at_most},
      {"process start to first decision, median", "ms", at_share(start_ms, 0.5), 300, Side::at_most},
      {"resident after the first decision", "MB", at_share(resident, 0.5), 180, Side::at_most},
      {"frames a second of a 30 fps camera beside a screen", "", beside.frames_a_second, 29, Side::at_least},
      {"that screen, 8 ms of drawing a picture, of 60", "fps", beside.screen_a_second, 58, Side::at_least}};
  if (output == Output::json)
    std::cout << json_of(bars, stages).dump() << '\n';
  else
    print(bars, stages);
  return 0;
}

}  // namespace face
