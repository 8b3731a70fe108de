// The window's surface, drawn without a graphics card.
#include "kiosk/touch/window.h"

#include <cstring>

namespace kiosk::touch {

base::Result<std::unique_ptr<Window>, WindowError> Window::open(const WindowChoice& choice) {
  // Fingers come as fingers; the mouse that SDL would make of them is not wanted as well.
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    return WindowError{std::string("no display can be used (") + SDL_GetError() +
                       "); start this in a graphical session or set DISPLAY"};
  }
  const std::string driver = SDL_GetCurrentVideoDriver();
  // On these drivers SDL would copy the pixels through OpenGL, which without a graphics card costs 20 ms a picture.
  if (driver == "x11" || driver == "dummy" || driver == "offscreen")
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  const bool full = choice.mode == WindowChoice::Mode::full_screen;
  const Uint32 flags = full ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
  SDL_Window* window = SDL_CreateWindow(choice.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                        choice.size.width, choice.size.height, flags);
  if (!window) {
    const std::string why = SDL_GetError();
    SDL_Quit();
    return WindowError{"no window can be opened (" + why + ")"};
  }
  if (full) SDL_ShowCursor(SDL_DISABLE);
  return std::unique_ptr<Window>(new Window(window));
}

Window::~Window() {
  SDL_DestroyWindow(window_);
  SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

screens::Size Window::size() const {
  screens::Size size;
  SDL_GetWindowSize(window_, &size.width, &size.height);
  return size;
}

base::Result<std::unique_ptr<Canvas>, WindowError> Window::canvas() {
  SDL_Surface* surface = SDL_GetWindowSurface(window_);
  if (!surface) return WindowError{std::string("the window gives no pixels (") + SDL_GetError() + ")"};
  const bool fits = surface->format->BytesPerPixel == 4 && surface->format->Rmask == 0xff0000;
  if (!fits)
    return WindowError{"the screen has a pixel format that is not supported; 24 or 32 bits a pixel are needed"};
  return std::make_unique<Canvas>(static_cast<std::uint8_t*>(surface->pixels), screens::Size{surface->w, surface->h},
                                  surface->pitch);
}

void Window::present() { SDL_UpdateWindowSurface(window_); }

void Window::present(screens::Rect rect) {
  const SDL_Rect changed{rect.x, rect.y, rect.width, rect.height};
  SDL_UpdateWindowSurfaceRects(window_, &changed, 1);
}

}  // namespace kiosk::touch
