// Window: SDL's window and its pixels. The only file pair that asks SDL for a window.
#pragma once

#include <SDL.h>

#include <memory>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/touch/canvas.h"

namespace kiosk::touch {

struct WindowError {
  std::string detail;  ///< one sentence: what is missing and what to do
  bool operator==(const WindowError&) const = default;
};

struct WindowChoice {
  std::string title = "Uketsuke";
  screens::Size size{1080, 1920};
  enum class Mode { window, full_screen } mode = Mode::window;
};

/// Main thread only. One at a time.
class Window {
 public:
  static base::Result<std::unique_ptr<Window>, WindowError> open(const WindowChoice& choice);
  ~Window();

  screens::Size size() const;

  /// A canvas on the window's own pixels; valid until the next event is taken (the window may change its size).
  base::Result<std::unique_ptr<Canvas>, WindowError> canvas();

  void present();
  void present(screens::Rect rect);

 private:
  explicit Window(SDL_Window* window) : window_(window) {}
  SDL_Window* window_;
};

}  // namespace kiosk::touch
