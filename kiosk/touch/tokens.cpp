// The two palettes and the type scale.
#include "kiosk/touch/tokens.h"

#include <algorithm>
#include <cmath>

namespace kiosk::touch {
namespace {

constexpr Palette light{
    .background = {0xf2f2f2},
    .surface = {0xffffff},
    .text = {0x1a1a1a},
    .text_soft = {0x4d4d4d},
    .control_edge = {0x767676},
    .hairline = {0xcccccc},
    .primary = {0x0017c1},
    .primary_pressed = {0x00118f},
    .on_primary = {0xffffff},
    .pressed_ground = {0xd9e6ff},
    .calm = {{0xe8f1fe}, {0x00118f}, {0x0017c1}},
    .success = {{0xe6f5ec}, {0x115a36}, {0x197a4b}},
    .caution = {{0xfbf5e0}, {0x5c4800}, {0x6e5600}},
    .problem = {{0xfdeeee}, {0xa90000}, {0xce0000}},
    .ring_track = {0xffffff},
    .ring_fill = {0x51b883},
    .focus_outer = {0x000000},
    .focus_inner = {0xffd43d},
    .edge_width = 3,
    .shadow = Palette::Shadow::soft,
};

constexpr Palette high{
    .background = {0x000000},
    .surface = {0x000000},
    .text = {0xffffff},
    .text_soft = {0xffffff},
    .control_edge = {0xffffff},
    .hairline = {0xffffff},
    .primary = {0xffd43d},
    .primary_pressed = {0x57b8ff},
    .on_primary = {0x000000},
    .pressed_ground = {0x333333},
    .calm = {{0x1a1a1a}, {0xffffff}, {0xffffff}},
    .success = {{0x000000}, {0x9bd4b5}, {0x9bd4b5}},
    .caution = {{0x000000}, {0xffe380}, {0xffe380}},
    .problem = {{0x000000}, {0xffbbbb}, {0xffbbbb}},
    .ring_track = {0xffffff},
    .ring_fill = {0xffd43d},
    .focus_outer = {0x57b8ff},
    .focus_inner = {0x000000},
    .edge_width = 4,
    .shadow = Palette::Shadow::none,
};

double luminance(Colour colour) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.red()) + 0.7152 * linear(colour.green()) + 0.0722 * linear(colour.blue());
}

}  // namespace

const Palette& palette(checkin::Presentation::Contrast contrast) {
  return contrast == checkin::Presentation::Contrast::high ? high : light;
}

double contrast_between(Colour one, Colour other) {
  const double first = luminance(one), second = luminance(other);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

RoleStyle style_of(screens::TextRole role) {
  using screens::TextRole;
  using Weight = RoleStyle::Weight;
  switch (role) {
    case TextRole::display:
      return {76, Weight::bold, 1.35};
    case TextRole::title:
      return {58, Weight::bold, 1.4};
    case TextRole::japanese:
      return {32, Weight::regular, 1.4};
    case TextRole::body:
      return {40, Weight::regular, 1.55};
    case TextRole::small:
      return {36, Weight::regular, 1.5};
    case TextRole::note:
      return {32, Weight::regular, 1.45};
    case TextRole::button:
      return {46, Weight::bold, 1.35};
    case TextRole::way_out:
      return {36, Weight::bold, 1.3};
    case TextRole::option:
      return {34, Weight::bold, 1.3};
    case TextRole::key:
      return {56, Weight::bold, 1.2};
    case TextRole::field:
      return {56, Weight::bold, 1.3};
    case TextRole::ticket:
      return {120, Weight::bold, 1.2};
    case TextRole::header:
      return {28, Weight::bold, 1.25};
  }
  __builtin_unreachable();
}

}  // namespace kiosk::touch
