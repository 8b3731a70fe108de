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

/// Below this likeness of what is around the eyes, the points jumped: on prints that another program turned and bent,
/// jumps gave 0.56 at most, nineteen in twenty of 232 blinks 0.66 and more.
constexpr double same_surround = 0.62;

/// Columns and rows of the band, with room around for a shift by one.
struct Window {
  int left, top, right, bottom;
  bool holds(int x, int y) const { return x >= left && x < right && y >= top && y < bottom; }
};
/// Lids and the eye between them; the brow and its shadow, which no blink changes, would drown them.
constexpr Window left_eye{6, 8, 18, 14}, right_eye{26, 8, 38, 14};
constexpr Window nose{15, 17, 29, 25};
constexpr Window around_the_eyes{0, 0, FaceBand::width, 22};

/// Sums over pairs of pixels; brightness and contrast cancel.
class Likeness {
 public:
  void add(double p, double q) { ++n_, a_ += p, b_ += q, aa_ += p * p, bb_ += q * q, ab_ += p * q; }
  double correlation() const {
    const double va = aa_ - a_ * a_ / n_, vb = bb_ - b_ * b_ / n_;
    return (ab_ - a_ * b_ / n_) / std::sqrt(std::max(1.0, va) * std::max(1.0, vb));
  }

 private:
  double n_ = 0, a_ = 0, b_ = 0, aa_ = 0, bb_ = 0, ab_ = 0;
};

double pixel(const FaceBand& band, int x, int y) {
  return band.grey[static_cast<std::size_t>(y * FaceBand::width + x)];
}

/// 1 - correlation of a window of `a` with the best of nine places in `b`.
float unlikeness(const FaceBand& a, const FaceBand& b, const Window& window) {
  double best = -1;
  for (int shift_y = -1; shift_y <= 1; ++shift_y)
    for (int shift_x = -1; shift_x <= 1; ++shift_x) {
      Likeness likeness;
      for (int y = window.top; y < window.bottom; ++y)
        for (int x = window.left; x < window.right; ++x)
          likeness.add(pixel(a, x, y), pixel(b, x + shift_x, y + shift_y));
      best = std::max(best, likeness.correlation());
    }
  return static_cast<float>(1 - best);
}

double surround_likeness(const FaceBand& a, const FaceBand& b) {
  Likeness likeness;
  for (int y = around_the_eyes.top; y < around_the_eyes.bottom; ++y)
    for (int x = around_the_eyes.left; x < around_the_eyes.right; ++x)
      if (!left_eye.holds(x, y) && !right_eye.holds(x, y)) likeness.add(pixel(a, x, y), pixel(b, x, y));
  return likeness.correlation();
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
  const FaceBand &b = before.band, &d = during.band, &a = after.band;
  const auto of = [&](const Window& window) {
    return std::min(unlikeness(d, b, window), unlikeness(d, a, window)) - unlikeness(b, a, window);
  };
  const float eyes = std::min(of(left_eye), of(right_eye));
  if (eyes <= nose_share * of(nose)) return 0;
  return std::min(surround_likeness(d, b), surround_likeness(d, a)) >= same_surround ? eyes : 0;
}

void BlinkWatch::consider(base::TimePoint seen_at, const FaceBand& band) {
  looks_.push_back({seen_at, band});
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
