// Three moments compared: before, during, after.
#include "vision/blink_watch.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vision {
namespace {

/// A lid is down for 0.1 to 0.4 s; the looks before and after are this far away.
constexpr std::array lags{base::Duration{220}, base::Duration{300}, base::Duration{380}};
constexpr base::Duration nearest_enough{60};
constexpr base::Duration remembered{1000};
constexpr base::Duration between_blinks{450};
/// 108 prints gave at most 0.121, of 62 living people three at ten frames a second and one at thirty less than this
/// (docs/faces.md).
constexpr float blink_strength = 0.125F;
constexpr float nose_share = 2;  ///< the eyes change this many times as much as the nose

/// Rows and columns of a cut-out that are compared, with room for a shift by one.
struct Window {
  int left, top, right, bottom;
};
/// Lids and the eye between them; the brow and its shadow, which no blink changes, would drown them.
constexpr Window eye_window{2, 2, 14, 8};
constexpr Window nose_window{1, 1, Cutout::width - 1, Cutout::height - 1};

/// 1 - correlation of a window of `a` with the best of nine places in `b`; brightness and contrast cancel.
float unlikeness(const Cutout& a, const Cutout& b, const Window& window) {
  constexpr int w = Cutout::width;
  const double count = (window.right - window.left) * (window.bottom - window.top);
  double best = -1;
  for (int shift_y = -1; shift_y <= 1; ++shift_y)
    for (int shift_x = -1; shift_x <= 1; ++shift_x) {
      double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
      for (int y = window.top; y < window.bottom; ++y)
        for (int x = window.left; x < window.right; ++x) {
          const double p = a.grey[static_cast<std::size_t>(y * w + x)];
          const double q = b.grey[static_cast<std::size_t>((y + shift_y) * w + x + shift_x)];
          sa += p, sb += q, saa += p * p, sbb += q * q, sab += p * q;
        }
      const double va = saa - sa * sa / count, vb = sbb - sb * sb / count;
      best = std::max(best, (sab - sa * sb / count) / std::sqrt(std::max(1.0, va) * std::max(1.0, vb)));
    }
  return static_cast<float>(1 - best);
}

}  // namespace

void BlinkWatch::restart() { *this = {}; }

const BlinkWatch::Look* BlinkWatch::look_at(base::TimePoint when) const {
  const Look* best = nullptr;
  base::Duration nearest = nearest_enough;
  for (const Look& look : looks_) {
    const base::Duration off = look.seen_at > when ? look.seen_at - when : when - look.seen_at;
    if (off <= nearest) best = &look, nearest = off;
  }
  return best;
}

float BlinkWatch::flicker(const Look& before, const Look& during, const Look& after) const {
  const auto of = [&](Cutout FaceCutouts::*part, const Window& window) {
    const Cutout &b = before.cutouts.*part, &d = during.cutouts.*part, &a = after.cutouts.*part;
    return std::min(unlikeness(d, b, window), unlikeness(d, a, window)) - unlikeness(b, a, window);
  };
  const float eyes = std::min(of(&FaceCutouts::left_eye, eye_window), of(&FaceCutouts::right_eye, eye_window));
  return eyes > nose_share * of(&FaceCutouts::nose, nose_window) ? eyes : 0;
}

void BlinkWatch::consider(base::TimePoint seen_at, const FaceCutouts& cutouts) {
  looks_.push_back({seen_at, cutouts});
  std::erase_if(looks_, [&](const Look& look) { return seen_at - look.seen_at > remembered; });
  for (const base::Duration since : lags) {
    const Look* during = look_at(seen_at + -since);
    if (during == nullptr) continue;
    for (const base::Duration earlier : lags) {
      const Look* before = look_at(during->seen_at + -earlier);
      if (before == nullptr || before == during) continue;
      const float strength = flicker(*before, *during, looks_.back());
      strongest_ = std::max(strongest_, strength);
      if (strength < blink_strength || during->seen_at - last_blink_ < between_blinks) continue;
      ++blinks_;
      last_blink_ = during->seen_at;
    }
  }
}

}  // namespace vision
