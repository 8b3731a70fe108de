// Tokens: colours, text sizes and radii of the kiosk, in two palettes. Colours follow the design system of Japan's
// Digital Agency (npm @digital-go-jp/design-tokens 1.1.9, MIT). Sizes are for 4 pixels a millimetre.
#pragma once

#include "kiosk/checkin/state.h"
#include "kiosk/screens/layout.h"

namespace kiosk::touch {

struct Colour {
  unsigned rgb = 0;  ///< 0xRRGGBB
  double red() const { return ((rgb >> 16) & 0xff) / 255.0; }
  double green() const { return ((rgb >> 8) & 0xff) / 255.0; }
  double blue() const { return (rgb & 0xff) / 255.0; }
};

/// A coloured box with words: its ground, its words, its edge.
struct Tint {
  Colour ground;
  Colour words;
  Colour edge;
};

struct Palette {
  Colour background;
  Colour surface;
  Colour text;
  Colour text_soft;
  Colour control_edge;
  Colour hairline;
  Colour primary;
  Colour primary_pressed;
  Colour on_primary;
  Colour pressed_ground;  ///< of outlined controls while the finger is on them
  Tint calm, success, caution, problem;
  Colour ring_track, ring_fill;
  Colour focus_outer, focus_inner;
  int edge_width = 3;
  enum class Shadow { soft, none } shadow = Shadow::soft;
};

const Palette& palette(checkin::Presentation::Contrast contrast);

/// Relative luminance contrast of WCAG 2.2, from 1 to 21.
double contrast_between(Colour one, Colour other);

struct RoleStyle {
  int pixels = 40;
  enum class Weight { regular, bold } weight = Weight::regular;
  double line = 1.5;  ///< height of a line in ems
};

RoleStyle style_of(screens::TextRole role);

inline constexpr int radius_button = 16;
inline constexpr int radius_card = 20;
inline constexpr int radius_video = 24;

}  // namespace kiosk::touch
