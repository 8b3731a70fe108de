// What drawing costs on one core, at 1080p: everything, only the camera, and a layout. The copy of a full picture is
// the baseline: nothing can be cheaper than that.
#include <benchmark/benchmark.h>

#include <cstring>
#include <memory>
#include <vector>

#include "kiosk/screens/specimens.h"
#include "kiosk/touch/painter.h"

namespace {

using namespace kiosk::screens;
using namespace kiosk::touch;

struct Scene {
  Scene() {
    for (const Specimen& specimen : specimens())
      if (specimen.name == "face.hold-still") situation = specimen.situation;
    screen = screen_for(situation);
    layout = lay_out(screen, glass, situation.presentation, catalogs, *text);
    for (std::size_t at = 0; at < video.size(); ++at) video[at] = static_cast<std::uint8_t>(at * 31 >> 3);
    moment.preview = {video.data(), 640, 480, 640 * 3};
  }
  const std::string assets = std::string(UKETSUKE_SOURCE_DIR) + "/assets";
  Glass glass{{1080, 1920}, 40, 850};
  Catalogs catalogs = Catalogs::load(assets + "/text").value();
  std::unique_ptr<Text> text = Text::open(assets + "/fonts", 40).value();
  kiosk::checkin::Situation situation;
  Screen screen;
  Layout layout;
  std::vector<std::uint8_t> video = std::vector<std::uint8_t>(640 * 480 * 3);
  Moment moment;
  Canvas canvas{glass.size};
};

Scene& scene() {
  static Scene one;
  return one;
}

void copy_of_a_full_picture(benchmark::State& state) {
  std::vector<std::uint8_t> from(1080 * 1920 * 4, 7), to(from.size());
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), from.size());
    benchmark::ClobberMemory();
  }
}
BENCHMARK(copy_of_a_full_picture)->Unit(benchmark::kMillisecond);

void full_redraw_with_live_video(benchmark::State& state) {
  Painter painter(*scene().text);
  for (auto _ : state) painter.paint(scene().canvas, scene().layout, scene().situation.presentation, scene().moment);
}
BENCHMARK(full_redraw_with_live_video)->Unit(benchmark::kMillisecond);

void only_the_camera(benchmark::State& state) {
  Painter painter(*scene().text);
  for (auto _ : state)
    painter.paint_camera(scene().canvas, scene().layout, scene().situation.presentation, scene().moment);
}
BENCHMARK(only_the_camera)->Unit(benchmark::kMillisecond);

void layout_with_words_measured_before(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(
        lay_out(scene().screen, scene().glass, scene().situation.presentation, scene().catalogs, *scene().text));
}
BENCHMARK(layout_with_words_measured_before)->Unit(benchmark::kMillisecond);

void screen_of_a_situation(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(screen_for(scene().situation));
}
BENCHMARK(screen_of_a_situation)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
