// Blocks that are drawn: the camera, pictures, rings.
#include <algorithm>

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {

/// The camera's picture, never cut: four to three (for a letter sixteen to nine), in the middle of the room it gets.
Block camera_block(const Setting& s, const CameraView& part, int width) {
  const bool is_letter = part.subject == CameraView::Subject::letter;
  const int across = is_letter ? 16 : 4, down = is_letter ? 9 : 3;
  const int tall = width * down / across;
  return {std::min(tall, s.px(320)), std::min(tall, s.px(840)),
          [=](Rect rect, Elements& out) {
            const int wide = std::min(rect.width, rect.height * across / down);
            // Beside words it stands at the right margin, above or below them in the middle.
            const int spare = rect.width - wide;
            const int left = s.glass.size.width > s.glass.size.height ? spare : spare / 2;
            const int high = is_letter ? std::min(rect.height, wide * down / across) : rect.height;
            Element element{
                "drawing", {rect.x + left, rect.y, wide, high}, is_letter ? Shape::letter_camera : Shape::camera};
            element.drawing_box = element.rect;
            element.value = part.progress_percent;
            out.push_back(std::move(element));
          },
          Block::Pane::drawings};
}

/// Something drawn that takes the room it can get.
Block drawn_block(const Setting& s, Shape shape, Drawing drawing, int minimum, int preferred, int value) {
  const int largest = s.px(560);
  return {minimum, preferred,
          [=](Rect rect, Elements& out) {
            Element element{"drawing", rect, shape, Tone::calm, drawing};
            // However much room there is, a picture stays of one size, in the middle.
            element.drawing_box = rect.inset_y(std::max(0, (rect.height - largest) / 2));
            element.value = value;
            out.push_back(std::move(element));
          },
          Block::Pane::drawings};
}

}  // namespace kiosk::screens
