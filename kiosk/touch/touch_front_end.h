// TouchFrontEnd: screens in a window, fingers, mouse and keys back as events.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/catalog.h"
#include "kiosk/screens/front_end.h"
#include "kiosk/screens/layout.h"
#include "kiosk/touch/painter.h"
#include "kiosk/touch/speaking.h"
#include "kiosk/touch/text.h"
#include "kiosk/touch/window.h"

namespace kiosk::touch {

/// Something drawn beside the kiosk's screen in the same window: the engineer's view of the demo.
class Beside {
 public:
  virtual ~Beside() = default;
  virtual int width(screens::Size window) const = 0;
  virtual void paint(Canvas& canvas, screens::Rect area, Text& text) = 0;
  virtual void press(screens::Point point) = 0;   ///< relative to the area's corner
  virtual bool key(const std::string& name) = 0;  ///< true when it was meant for this side
  virtual bool has_changed() = 0;
};

struct TouchChoice {
  WindowChoice window;
  int pixels_per_cm = 0;  ///< 0: as if the glass were a 21.5 inch screen
  int bottom_above_floor_mm = 850;
  /// Told of every screen once it takes presses: for scripted fingers. Empty: nobody is told.
  std::function<void(const screens::Screen&, const screens::Layout&)> tells = {};
};

/// Main thread only.
class TouchFrontEnd final : public screens::FrontEnd {
 public:
  static base::Result<std::unique_ptr<TouchFrontEnd>, WindowError> open(const TouchChoice& choice,
                                                                        const std::filesystem::path& assets,
                                                                        Beside* beside = nullptr,
                                                                        Voice* voice = nullptr);

  void show(const checkin::Situation& situation, const screens::Preview& preview, base::TimePoint now) override;
  std::vector<checkin::Event> poll(base::Duration longest_wait) override;
  bool is_over() const override { return is_over_; }

  /// What stands on the glass now: for tests and scripted fingers.
  const screens::Layout& layout() const { return layout_; }
  const screens::Screen& screen() const { return screen_; }
  base::Result<base::Done, PixelError> write_png(const std::string& file);

  /// How many times everything was drawn, and how often only the camera: for tests of idleness.
  int full_paints() const { return full_paints_; }
  int camera_paints() const { return camera_paints_; }

 private:
  TouchFrontEnd(TouchChoice choice, std::unique_ptr<Window> window, std::unique_ptr<Text> text,
                screens::Catalogs catalogs, Speaking speaking, Beside* beside);

  screens::Glass glass() const;
  bool lay_out_again(const checkin::Situation& situation, base::TimePoint now);
  std::string first_focus() const;
  void tell();
  void paint_all(const Moment& moment);
  void paint_camera(const Moment& moment);
  Moment moment(const screens::Preview& preview, base::TimePoint now) const;

  void take(const SDL_Event& event, std::vector<checkin::Event>& out);
  void finger_down(screens::Point point);
  void finger_up(screens::Point point, std::vector<checkin::Event>& out);
  void key(const SDL_KeyboardEvent& key, std::vector<checkin::Event>& out);
  void act(const screens::Element& element, std::vector<checkin::Event>& out);
  void press_named(const std::string& id, std::vector<checkin::Event>& out);
  void move_focus(int by);
  bool is_voiced() const { return situation_.presentation.voice == checkin::Presentation::Voice::on; }
  void voiced_finger_up(screens::Point point, std::vector<checkin::Event>& out);

  TouchChoice choice_;
  std::unique_ptr<Window> window_;
  std::unique_ptr<Text> text_;
  screens::Catalogs catalogs_;
  Speaking speaking_;
  Beside* beside_;
  Painter painter_;

  checkin::Situation situation_;
  screens::Screen screen_;
  screens::Layout layout_;
  screens::View view_;
  screens::View shown_view_;  ///< that the layout was made for
  screens::Size shown_size_;
  checkin::Presentation shown_presentation_;
  int page_ = 0;
  std::string pressed_;
  std::string focused_;
  std::optional<SDL_FingerID> finger_;
  screens::Point finger_began_;
  base::TimePoint tapped_at_{base::Duration{-10'000}};
  base::TimePoint now_;
  base::TimePoint screen_since_;
  base::TimePoint moved_at_;
  bool needs_paint_ = true;
  bool is_told_ = false;
  bool is_over_ = false;
  int full_paints_ = 0;
  int camera_paints_ = 0;
};

}  // namespace kiosk::touch
