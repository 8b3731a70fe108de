#include "kiosk/touch/tokens.h"

#include <doctest/doctest.h>

using namespace kiosk::touch;
using kiosk::checkin::Presentation;

TEST_CASE("black on white has a contrast of 21") {
  CHECK(contrast_between({0x000000}, {0xffffff}) == doctest::Approx(21));
}

TEST_CASE("reading text has a contrast of at least 7 in both palettes") {
  for (const auto contrast : {Presentation::Contrast::normal, Presentation::Contrast::high}) {
    const Palette& p = palette(contrast);
    for (const Colour ground : {p.background, p.surface}) {
      CHECK(contrast_between(p.text, ground) >= 7);
      CHECK(contrast_between(p.text_soft, ground) >= 7);
      CHECK(contrast_between(p.primary, ground) >= 7);
    }
    CHECK(contrast_between(p.on_primary, p.primary) >= 7);
    CHECK(contrast_between(p.on_primary, p.primary_pressed) >= 7);
    CHECK(contrast_between(p.primary, p.pressed_ground) >= 7);
    CHECK(contrast_between(p.text, p.pressed_ground) >= 7);
    CHECK(contrast_between(p.primary, p.calm.ground) >= 7);
    for (const Tint& tint : {p.calm, p.success, p.caution, p.problem}) {
      CHECK(contrast_between(tint.words, tint.ground) >= 6.9);
    }
  }
}

TEST_CASE("edges and signs have a contrast of at least 3 against what is around them") {
  for (const auto contrast : {Presentation::Contrast::normal, Presentation::Contrast::high}) {
    const Palette& p = palette(contrast);
    for (const Colour ground : {p.background, p.surface}) {
      CHECK(contrast_between(p.control_edge, ground) >= 3);
      CHECK(contrast_between(p.primary, ground) >= 3);
    }
    for (const Tint& tint : {p.calm, p.success, p.caution, p.problem}) {
      CHECK(contrast_between(tint.edge, tint.ground) >= 3);
      CHECK(contrast_between(tint.edge, p.background) >= 3);
    }
    CHECK(contrast_between(p.focus_outer, p.background) + contrast_between(p.focus_inner, p.background) >= 3);
    CHECK(contrast_between(p.focus_outer, p.focus_inner) >= 3);
  }
}
