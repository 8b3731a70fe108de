// Screens in a window. Redraws only what changed; sleeps in SDL while nothing does.
#include "kiosk/touch/touch_front_end.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace kiosk::touch {

using namespace screens;

namespace {

/// A second tap that was meant for the screen before must not hit this one.
constexpr base::Duration guard{250};
constexpr base::Duration frame{33};
/// With the voice on: two taps within this time act on what has the focus; a way of this many millimetres is a swipe.
constexpr base::Duration double_tap{500};
constexpr int swipe_mm = 15;
constexpr SDL_FingerID mouse_finger = -1;

bool has_shape(const Layout& layout, Shape shape) {
  return std::any_of(layout.elements.begin(), layout.elements.end(),
                     [&](const Element& element) { return element.shape == shape; });
}

const Element* element_named(const Layout& layout, const std::string& id) {
  const auto found = std::find_if(layout.elements.begin(), layout.elements.end(),
                                  [&](const Element& element) { return element.id == id && element.can_be_pressed(); });
  return found == layout.elements.end() ? nullptr : &*found;
}

/// With a dialog on the screen only its controls can be reached.
std::vector<std::string> reachable(const Layout& layout) {
  const bool has_dialog = std::any_of(layout.elements.begin(), layout.elements.end(),
                                      [](const Element& e) { return e.layer == Element::Layer::dialog; });
  std::vector<std::string> ids;
  for (const Element& element : layout.elements) {
    const bool is_open = !has_dialog || element.layer == Element::Layer::dialog;
    if (element.can_be_pressed() && is_open) ids.push_back(element.id);
  }
  return ids;
}

}  // namespace

base::Result<std::unique_ptr<TouchFrontEnd>, WindowError> TouchFrontEnd::open(const TouchChoice& choice,
                                                                              const std::filesystem::path& assets,
                                                                              Beside* beside, Voice* voice) {
  auto catalogs = Catalogs::load(assets / "text");
  if (!catalogs) return WindowError{catalogs.error().detail};
  auto text = Text::open(assets / "fonts", 40);
  if (!text) return WindowError{text.error().detail};
  auto speaking = Speaking::load(assets / "voice", voice);
  if (!speaking) return WindowError{speaking.error().detail};
  auto window = Window::open(choice.window);
  if (!window) return window.error();
  return std::unique_ptr<TouchFrontEnd>(new TouchFrontEnd(choice, std::move(window).value(), std::move(text).value(),
                                                          std::move(catalogs).value(), std::move(speaking).value(),
                                                          beside));
}

TouchFrontEnd::TouchFrontEnd(TouchChoice choice, std::unique_ptr<Window> window, std::unique_ptr<Text> text,
                             Catalogs catalogs, Speaking speaking, Beside* beside)
    : choice_(std::move(choice)),
      window_(std::move(window)),
      text_(std::move(text)),
      catalogs_(std::move(catalogs)),
      speaking_(std::move(speaking)),
      beside_(beside),
      painter_(*text_) {}

Glass TouchFrontEnd::glass() const {
  Size size = window_->size();
  if (beside_) size.width -= beside_->width(size);
  size = {std::max(size.width, 320), std::max(size.height, 240)};
  const bool wide = size.width > size.height;
  const int fitting = std::min(40 * size.width / (wide ? 1920 : 1080), 40 * size.height / (wide ? 1080 : 1920));
  return {size, choice_.pixels_per_cm > 0 ? choice_.pixels_per_cm : std::max(fitting, 10),
          choice_.bottom_above_floor_mm};
}

bool TouchFrontEnd::lay_out_again(const checkin::Situation& situation, base::TimePoint now) {
  // Most looks find everything as it was: then not even the screen is made again.
  const bool is_laid_out = !layout_.elements.empty() && layout_.page == page_ && view_ == shown_view_;
  if (is_laid_out && situation == situation_ && glass().size == shown_size_) return false;
  if (situation.state.index() != situation_.state.index()) view_ = {};
  speaking_.situation_came(situation_, situation);
  situation_ = situation;
  Screen screen = screen_for(situation, view_);
  shown_view_ = view_;
  const Glass now_glass = glass();
  const bool is_same = screen == screen_ && now_glass.size == shown_size_ &&
                       situation.presentation == shown_presentation_ && page_ == layout_.page;
  if (is_same && !layout_.elements.empty()) return false;
  const bool is_new_screen = screen.id != screen_.id || screen.dialog.has_value() != screen_.dialog.has_value();
  if (is_new_screen) {
    page_ = 0;
    view_.keyboard = screen.id == screen_.id ? view_.keyboard : View::Keyboard::suited;
    screen_since_ = now;
    pressed_.clear();
    finger_.reset();
    if (!focused_.empty() || is_voiced()) focused_ = "first";
  }
  screen_ = std::move(screen);
  shown_size_ = now_glass.size;
  shown_presentation_ = situation.presentation;
  text_->set_pixels_per_cm(now_glass.pixels_per_cm);
  layout_ = lay_out(screen_, now_glass, situation.presentation, catalogs_, *text_, page_);
  page_ = layout_.page;
  is_told_ = false;
  if (focused_ == "first") focused_ = first_focus();
  speaking_.screen_came(screen_, situation_.presentation, catalogs_, focused_);
  return true;
}

/// The main choice; without one, the first control below the header.
std::string TouchFrontEnd::first_focus() const {
  if (const auto main = main_choice(screen_)) return main->id;
  const auto ids = reachable(layout_);
  const std::size_t in_header = screen_.dialog ? 0 : screen_.header.size();
  return ids.size() > in_header ? ids[in_header] : std::string{};
}

Moment TouchFrontEnd::moment(const Preview& preview, base::TimePoint now) const {
  Moment now_shown{now, pressed_, focused_, preview, 0, 100};
  if (!situation_.warning) return now_shown;
  const auto left = std::max<std::int64_t>(0, (situation_.warning->ends_at - now).count());
  now_shown.seconds_left = static_cast<int>((left + 999) / 1000);
  now_shown.percent_left = static_cast<int>(std::min<std::int64_t>(100, left / 200));
  return now_shown;
}

void TouchFrontEnd::show(const checkin::Situation& situation, const Preview& preview, base::TimePoint now) {
  now_ = now;
  needs_paint_ = lay_out_again(situation, now) || needs_paint_ || (beside_ && beside_->has_changed());
  const bool is_still = situation.presentation.motion == checkin::Presentation::Motion::reduced;
  const bool moves = has_shape(layout_, Shape::countdown) || (has_shape(layout_, Shape::spinner) && !is_still);
  if (moves && now - moved_at_ >= (has_shape(layout_, Shape::countdown) ? base::Duration{200} : 2 * frame)) {
    needs_paint_ = true;
    moved_at_ = now;
  }
  if (needs_paint_) {
    paint_all(moment(preview, now));
  } else if (preview.pixels && camera_of(layout_) && !screen_.dialog) {
    paint_camera(moment(preview, now));
  }
  tell();
}

void TouchFrontEnd::tell() {
  if (is_told_ || !choice_.tells || now_ - screen_since_ < guard) return;
  choice_.tells(screen_, layout_);
  is_told_ = true;
}

void TouchFrontEnd::paint_all(const Moment& shown) {
  auto canvas = window_->canvas();
  if (!canvas) return;  // the window is changing its size; the next picture comes with its event
  Canvas& whole = *canvas.value();
  painter_.paint(whole, layout_, situation_.presentation, shown);
  if (beside_) {
    const int x = layout_.size.width;
    beside_->paint(whole, {x, 0, whole.size().width - x, whole.size().height}, *text_);
  }
  window_->present();
  needs_paint_ = false;
  ++full_paints_;
}

void TouchFrontEnd::paint_camera(const Moment& shown) {
  auto canvas = window_->canvas();
  if (!canvas) return;
  painter_.paint_camera(*canvas.value(), layout_, situation_.presentation, shown);
  window_->present(camera_of(layout_)->rect);
  ++camera_paints_;
}

std::vector<checkin::Event> TouchFrontEnd::poll(base::Duration longest_wait) {
  std::vector<checkin::Event> out;
  SDL_Event event;
  if (SDL_WaitEventTimeout(&event, static_cast<int>(longest_wait.count())) == 0) return out;
  do {
    take(event, out);
  } while (SDL_PollEvent(&event) != 0);
  return out;
}

void TouchFrontEnd::take(const SDL_Event& event, std::vector<checkin::Event>& out) {
  const Size size = window_->size();
  const auto at = [&](const SDL_TouchFingerEvent& touch) {
    return Point{static_cast<int>(touch.x * static_cast<float>(size.width)),
                 static_cast<int>(touch.y * static_cast<float>(size.height))};
  };
  switch (event.type) {
    case SDL_QUIT:
      is_over_ = true;
      return;
    case SDL_WINDOWEVENT:
      needs_paint_ = true;
      return;
    case SDL_FINGERDOWN:
      // The first finger counts; a palm or a second finger beside it does not.
      if (finger_) return;
      finger_ = event.tfinger.fingerId;
      finger_down(at(event.tfinger));
      return;
    case SDL_FINGERUP:
      if (finger_ != event.tfinger.fingerId) return;
      finger_.reset();
      finger_up(at(event.tfinger), out);
      return;
    case SDL_MOUSEBUTTONDOWN:
      if (event.button.which == SDL_TOUCH_MOUSEID || finger_) return;
      finger_ = mouse_finger;
      finger_down({event.button.x, event.button.y});
      return;
    case SDL_MOUSEBUTTONUP:
      if (event.button.which == SDL_TOUCH_MOUSEID || finger_ != mouse_finger) return;
      finger_.reset();
      finger_up({event.button.x, event.button.y}, out);
      return;
    case SDL_KEYDOWN:
      key(event.key, out);
      return;
    default:
      return;
  }
}

void TouchFrontEnd::finger_down(Point point) {
  if (beside_ && point.x >= layout_.size.width) {
    beside_->press({point.x - layout_.size.width, point.y});
    needs_paint_ = true;
    return;
  }
  if (now_ - screen_since_ < guard) return;
  finger_began_ = point;
  if (!is_voiced()) focused_.clear();
  speaking_.pressed();
  const Element* element = hit_test(layout_, point);
  pressed_ = element ? element->id : std::string{};
  needs_paint_ = true;
}

/// With the voice on a finger explores: a swipe moves the focus, a tap moves it under the finger, a tap where it is
/// already or a second one soon after acts. Keys of a keyboard act at once, as the keypad's own keys do.
void TouchFrontEnd::voiced_finger_up(Point point, std::vector<checkin::Event>& out) {
  const std::string under = std::exchange(pressed_, std::string{});
  needs_paint_ = true;
  const int across = point.x - finger_began_.x, down = point.y - finger_began_.y;
  if (std::abs(across) >= swipe_mm * glass().pixels_per_cm / 10 && std::abs(across) > std::abs(down)) {
    return move_focus(across > 0 ? 1 : -1);
  }
  const bool is_second = now_ - tapped_at_ <= double_tap;
  tapped_at_ = now_;
  const Element* element = hit_test(layout_, point);
  const bool is_key = element && element->id == under && (element->shape == Shape::key);
  if (is_key) return act(Element(*element), out);
  if (is_second || (element && element->id == focused_)) return press_named(focused_, out);
  if (!element || element->id != under) return;
  focused_ = element->id;
  speaking_.focus_came(screen_, situation_.presentation, catalogs_, focused_);
}

void TouchFrontEnd::finger_up(Point point, std::vector<checkin::Event>& out) {
  if (is_voiced() && now_ - screen_since_ >= guard) return voiced_finger_up(point, out);
  if (pressed_.empty()) return;
  const Element* element = hit_test(layout_, point);
  const bool is_same = element && element->id == pressed_;
  pressed_.clear();
  needs_paint_ = true;
  if (is_same) act(*element, out);
}

void TouchFrontEnd::act(const Element& element, std::vector<checkin::Event>& out) {
  const Doing doing = element.does;
  if (const auto* event = std::get_if<checkin::Event>(&doing)) {
    out.push_back(*event);
    const bool chose_language = view_.panel == View::Panel::languages;
    if (chose_language && std::holds_alternative<checkin::PresentationChosen>(*event)) view_ = {};
  } else if (const auto* view = std::get_if<View>(&doing)) {
    view_ = *view;
  } else if (const auto* turn = std::get_if<PageTurn>(&doing)) {
    page_ = turn->page;
    layout_.page = -1;
    screen_since_ = now_;  // on the last page an answer may stand where the finger just was
  }
  needs_paint_ = true;
}

void TouchFrontEnd::press_named(const std::string& id, std::vector<checkin::Event>& out) {
  if (const Element* element = element_named(layout_, id)) act(*element, out);
}

void TouchFrontEnd::move_focus(int by) {
  const auto ids = reachable(layout_);
  if (ids.empty()) return;
  const auto found = std::find(ids.begin(), ids.end(), focused_);
  const int count = static_cast<int>(ids.size());
  const int at = found == ids.end() ? (by > 0 ? -1 : count) : static_cast<int>(found - ids.begin());
  focused_ = ids[static_cast<std::size_t>((at + by + count) % count)];
  speaking_.focus_came(screen_, situation_.presentation, catalogs_, focused_);
  needs_paint_ = true;
}

void TouchFrontEnd::key(const SDL_KeyboardEvent& pressed, std::vector<checkin::Event>& out) {
  const SDL_Keycode code = pressed.keysym.sym;
  if (beside_ && beside_->key(SDL_GetKeyName(code))) {
    needs_paint_ = true;
    return;
  }
  if (code == SDLK_DOWN || code == SDLK_RIGHT || code == SDLK_TAB) return move_focus(1);
  if (code == SDLK_UP || code == SDLK_LEFT) return move_focus(-1);
  if (now_ - screen_since_ < guard) return;
  if (code == SDLK_RETURN || code == SDLK_KP_ENTER) return press_named(focused_, out);
  if (code == SDLK_BACKSPACE) return press_named("key.erase", out);
  if (code >= SDLK_0 && code <= SDLK_9) return press_named(std::string("key.") + static_cast<char>(code), out);
  if (code >= SDLK_KP_1 && code <= SDLK_KP_9) return press_named("key." + std::to_string(code - SDLK_KP_1 + 1), out);
  if (code == SDLK_KP_0) return press_named("key.0", out);
}

base::Result<base::Done, PixelError> TouchFrontEnd::write_png(const std::string& file) {
  auto canvas = window_->canvas();
  if (!canvas) return PixelError{canvas.error().detail};
  return canvas.value()->write_png(file);
}

}  // namespace kiosk::touch
