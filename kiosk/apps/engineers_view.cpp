#include "kiosk/apps/engineers_view.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "kiosk/apps/touch_loop.h"
#include "kiosk/checkin/names.h"

namespace kiosk::apps {

using screens::Rect;
using screens::TextBox;
using screens::TextRole;
using touch::Canvas;
using touch::Colour;

namespace {

constexpr Colour ground{0x1b2130}, plain{0xe8ecf4}, faint{0xa9b4c8}, green{0x51b883}, button{0x2c3650};
constexpr std::size_t most_lines = 30;

/// Writes one line and gives the height it took.
int write(Canvas& canvas, touch::Text& text, Rect at, const std::string& line, Colour colour, int percent) {
  TextBox box{at, line, "ja", TextRole::note, screens::Ink::normal, screens::Align::left};
  box.box.height = text.measure(line, "ja", TextRole::note, percent, at.width).height;
  text.draw(canvas.cairo(), box, colour, percent);
  return box.box.height;
}

std::string number(const char* format, double value) {
  char line[64];
  std::snprintf(line, sizeof line, format, value);
  return line;
}

std::string liveness_line(const vision::LivenessEvidence& seen) {
  const char* verdict = seen.verdict == vision::LivenessVerdict::alive       ? "alive"
                        : seen.verdict == vision::LivenessVerdict::not_alive ? "not alive"
                                                                             : "undecided";
  return std::string("liveness: ") + verdict + ", blinks " + std::to_string(seen.blinks) + ", asked " +
         std::to_string(seen.prompts_given) + ", followed " + std::to_string(seen.prompts_followed);
}

}  // namespace

std::vector<std::string> EngineersView::face_lines(const Seen& seen) {
  std::vector<std::string> lines = {"frames analysed " + std::to_string(seen.frames) + ", good " +
                                    std::to_string(seen.decision.good_frames) + ", dropped " +
                                    std::to_string(seen.dropped)};
  const auto& now = seen.counters;
  const auto& before = seen.counters_before;
  if (seen.frame_ms > 0) {
    lines.push_back(number("frame %.1f ms: find", seen.frame_ms) + number(" %.1f", now.detect_ms - before.detect_ms) +
                    number(", points %.1f", now.landmarks_ms - before.landmarks_ms) +
                    number(", embed %.1f", now.embed_ms - before.embed_ms));
  }
  if (!seen.observation.faces.empty()) {
    const auto& quality = seen.observation.faces.front().quality;
    lines.push_back(number("face %.0f px", quality.face_width) + number(", turn %.2f", quality.turn) +
                    number(", light %.0f", quality.level) + number(", sharp %.0f", quality.sharpness));
  }
  if (seen.decision.distances) {
    lines.push_back(number("distance 2: %.3f", seen.decision.distances->second) +
                    number(" (accept below %.3f)", seen.decision.accept_second));
    lines.push_back(number("distance 1: %.3f", seen.decision.distances->first) +
                    number(" (veto above %.3f)", seen.decision.veto_first));
  }
  const auto& alive = seen.decision.liveness;
  if (alive.frames > 0) {
    lines.push_back(liveness_line(alive));
    lines.push_back(number("depth %.2f", alive.depth) + number(", motion %.2f", alive.motion) +
                    number(", edges %.2f", alive.edges) + number(", waves %.2f", alive.waves) +
                    number(", network %.2f", alive.passive));
  }
  return lines;
}

void EngineersView::watch(std::function<vision::AnalysisCounters()> counters, std::function<std::uint64_t()> dropped) {
  counters_ = std::move(counters);
  dropped_ = std::move(dropped);
}

int EngineersView::width(screens::Size window) const { return std::clamp(window.width / 3, 300, 560); }

void EngineersView::note(const std::string& line) {
  const std::scoped_lock lock(mutex_);
  seen_.lines.push_back(line);
  if (seen_.lines.size() > most_lines) seen_.lines.pop_front();
  ++seen_.changes;
}

void EngineersView::stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
                            checkin::Instant at) {
  if (std::holds_alternative<checkin::Tick>(event) && effects.empty()) return;
  if (!std::holds_alternative<checkin::FaceHinted>(event)) {
    std::string line = number("%6.1f s  ", static_cast<double>(at.steady.since_start.count()) / 1000.0) +
                       std::string(checkin::name_of(event));
    for (const auto& effect : effects) line += "  → " + std::string(checkin::name_of(effect));
    note(line);
  }
  const std::scoped_lock lock(mutex_);
  seen_.state = checkin::name_of(now.state);
  if (!std::holds_alternative<checkin::CheckingFace>(now.state)) {
    seen_.frame.reset();  // no picture outlives the check
    seen_.observation = {};
  }
}

void EngineersView::did(const runtime::CardStep& step) {
  note("card: " + step.name + number(" %.1f ms", static_cast<double>(step.exactly.count()) / 1000.0));
}

void EngineersView::saw(const vision::SharedFrame& frame, const vision::Observation& observation,
                        const vision::VerificationDecision& decision) {
  const std::scoped_lock lock(mutex_);
  seen_.frame = frame;
  seen_.observation = observation;
  seen_.decision = decision;
  ++seen_.frames;
  ++seen_.changes;
}

void EngineersView::made_reference(std::chrono::microseconds took) {
  note(number("face: reference from the card photo in %.0f ms", static_cast<double>(took.count()) / 1000.0));
}

void EngineersView::analysed(std::chrono::microseconds took) {
  const vision::AnalysisCounters now = counters_ ? counters_() : vision::AnalysisCounters{};
  const std::uint64_t dropped = dropped_ ? dropped_() : 0;
  const std::scoped_lock lock(mutex_);
  seen_.frame_ms = static_cast<double>(took.count()) / 1000.0;
  seen_.counters_before = std::exchange(seen_.counters, now);
  seen_.dropped = dropped;
}

bool EngineersView::has_changed() {
  const std::scoped_lock lock(mutex_);
  return seen_.changes != painted_changes_;
}

void EngineersView::paint_face(Canvas& canvas, Rect area, const Seen& seen) {
  canvas.fill(area, 8, {0x0d111a});
  if (!seen.frame || seen.frame->image.empty()) return;
  canvas.mirror(preview_of(seen.frame), area);
  const double scale = double(area.width) / seen.frame->image.width;
  const auto x = [&](float at) { return area.right() - static_cast<int>(at * scale); };
  const auto y = [&](float at) { return area.y + static_cast<int>(at * scale); };
  for (const auto& face : seen.observation.faces) {
    const Rect box{x(face.box.left + face.box.width), y(face.box.top), static_cast<int>(face.box.width * scale),
                   static_cast<int>(face.box.height * scale)};
    canvas.stroke(box, 4, green, 2);
    for (const auto& point : face.landmarks) canvas.dot(x(point.x), y(point.y), 2, {0xffd43d});
  }
}

void EngineersView::paint(Canvas& canvas, Rect area, touch::Text& text) {
  Seen seen;
  {
    const std::scoped_lock lock(mutex_);
    seen = seen_;
    painted_changes_ = seen_.changes;
  }
  const int percent = 2000 / text.pixels_per_cm();  // small print, 16 pixels on every glass
  canvas.fill(area, 0, ground);
  Rect line{area.x + 16, area.y + 12, area.width - 32, 0};
  const auto put = [&](const std::string& shown, Colour colour) {
    line.y += write(canvas, text, line, shown, colour, percent) + 2;
  };
  put("State: " + seen.state, green);
  const int height = std::min(line.width * 3 / 4, area.height * 30 / 100);
  const Rect picture{line.x, line.y + 6, height * 4 / 3, height};
  paint_face(canvas, picture, seen);
  line.y = picture.bottom() + 8;
  for (const std::string& shown : face_lines(seen)) put(shown, plain);
  line.y += 6;
  paint_buttons(canvas, text, line, area, percent);
  paint_log(canvas, text, {line.x, line.y, line.width, area.bottom() - 12 - line.y}, seen, percent);
}

void EngineersView::paint_buttons(Canvas& canvas, touch::Text& text, Rect& line, Rect area, int percent) {
  button_rects_.clear();
  const int columns = 2, gap = 8, height = 32;
  const int each = (line.width - gap) / columns;
  for (std::size_t at = 0; at < buttons_.size(); ++at) {
    const Rect rect{line.x + static_cast<int>(at) % columns * (each + gap),
                    line.y + static_cast<int>(at) / columns * (height + gap), each, height};
    canvas.fill(rect, 6, button);
    write(canvas, text, {rect.x + 10, rect.y + 4, 24, 0}, buttons_[at].key, green, percent);
    write(canvas, text, {rect.x + 34, rect.y + 4, rect.width - 40, 0}, buttons_[at].words, plain, percent);
    button_rects_.push_back({rect.x - area.x, rect.y - area.y, rect.width, rect.height});
  }
  line.y += (static_cast<int>(buttons_.size()) + columns - 1) / columns * (height + gap) + 6;
}

/// The newest line stands at the bottom and is always to be seen; the oldest ones give way.
void EngineersView::paint_log(Canvas& canvas, touch::Text& text, Rect area, const Seen& seen, int percent) {
  int used = 0;
  std::size_t first = seen.lines.size();
  while (first > 0) {
    const int height = text.measure(seen.lines[first - 1], "ja", TextRole::note, percent, area.width).height + 2;
    if (used + height > area.height) break;
    used += height;
    --first;
  }
  Rect line{area.x, area.y, area.width, 0};
  for (; first < seen.lines.size(); ++first) {
    line.y += write(canvas, text, line, seen.lines[first], faint, percent) + 2;
  }
}

void EngineersView::run(const DemoButton& pressed) {
  const std::string line = pressed.act();
  if (!line.empty()) note(line);
}

void EngineersView::press(screens::Point point) {
  for (std::size_t at = 0; at < button_rects_.size() && at < buttons_.size(); ++at) {
    if (button_rects_[at].contains(point)) return run(buttons_[at]);
  }
}

bool EngineersView::key(const std::string& name) {
  const auto found = std::find_if(buttons_.begin(), buttons_.end(), [&](const DemoButton& b) { return b.key == name; });
  if (found == buttons_.end()) return false;
  run(*found);
  return true;
}

}  // namespace kiosk::apps
