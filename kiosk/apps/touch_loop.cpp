#include "kiosk/apps/touch_loop.h"

#include "kiosk/runtime/supervisor.h"

namespace kiosk::apps {
namespace {

/// How long the loop may sleep: half a frame while the camera is on, else so that an answer shows at once to a person.
constexpr base::Duration while_watching{8};
constexpr base::Duration otherwise{40};

}  // namespace

screens::Preview preview_of(const vision::SharedFrame& frame) {
  if (!frame || frame->image.empty()) return {};
  return {frame->image.bgr.data(), frame->image.width, frame->image.height, static_cast<int>(frame->image.row_bytes())};
}

void show_first_screen(screens::FrontEnd& front_end, const std::string& language) {
  checkin::Situation first;
  first.presentation.language = language;
  front_end.show(first, {}, base::TimePoint{});
}

void run_touch(runtime::Kiosk& kiosk, screens::FrontEnd& front_end, const std::function<GoesOn()>& between) {
  const runtime::ThreadedRun run(kiosk);
  auto supervisor = runtime::Supervisor::from_environment();
  vision::SharedFrame frame;
  bool is_ready = false;
  while (!front_end.is_over() && between() == GoesOn::yes) {
    kiosk.step(run.now());
    const auto& state = kiosk.situation().state;
    const bool watches =
        std::holds_alternative<checkin::CheckingFace>(state) || std::holds_alternative<checkin::ReadingLetter>(state);
    auto newest = kiosk.camera().for_preview().take();
    if (!watches) frame.reset();  // nobody's picture outlives the look at it
    if (newest && watches) frame = std::move(*newest);
    front_end.show(kiosk.situation(), preview_of(frame), run.now().steady);
    if (!std::exchange(is_ready, true)) supervisor.ready();
    supervisor.alive(run.now().steady);
    for (const checkin::Event& event : front_end.poll(watches ? while_watching : otherwise)) {
      kiosk.tell(event, run.now());
    }
  }
  supervisor.stopping();
}

}  // namespace kiosk::apps
