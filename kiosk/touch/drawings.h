// The drawings of the things to do: a card on a reader, a face, a letter, and small signs for buttons. Lines and areas
// only, in the colours they are given, so that they work in both palettes.
#pragma once

#include "kiosk/screens/layout.h"
#include "kiosk/touch/canvas.h"

namespace kiosk::touch {

struct DrawingColours {
  Colour line;    ///< outlines and signs
  Colour ground;  ///< large areas
  Colour accent;  ///< what the eye should go to
};

/// Draws inside `box`, as large as fits, centred.
void draw(Canvas& canvas, screens::Drawing drawing, screens::Rect box, const DrawingColours& colours);

}  // namespace kiosk::touch
