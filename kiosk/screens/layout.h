// Layout: where everything of a screen stands, in pixels, for one size of glass and one person's presentation. Pure:
// the same screen in the same place gives the same rectangles. Words are measured through TextMeasure; nothing is
// drawn.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kiosk/screens/catalog.h"
#include "kiosk/screens/screen.h"

namespace kiosk::screens {

struct Size {
  int width = 0;
  int height = 0;
  bool operator==(const Size&) const = default;
};

struct Point {
  int x = 0;
  int y = 0;
};

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  int right() const { return x + width; }
  int bottom() const { return y + height; }
  bool contains(Point point) const { return point.x >= x && point.x < right() && point.y >= y && point.y < bottom(); }
  bool contains(const Rect& other) const {
    return other.x >= x && other.right() <= right() && other.y >= y && other.bottom() <= bottom();
  }
  bool overlaps(const Rect& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  Rect inset_y(int by) const { return {x, y + by, width, height - 2 * by}; }
  Rect inset(int by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
  bool operator==(const Rect&) const = default;
};

/// What a text is for; the front end gives each role a size and a weight.
enum class TextRole {
  display,
  title,
  japanese,
  body,
  small,
  note,
  button,
  way_out,
  option,
  key,
  field,
  ticket,
  header
};
enum class Ink { normal, soft, on_primary, accent, on_calm, on_success, on_caution, on_problem };
enum class Align { left, centre };

struct TextBox {
  Rect box;
  std::string text;
  std::string language;  ///< catalogue name: chooses font and line breaks
  TextRole role = TextRole::body;
  Ink ink = Ink::normal;
  Align align = Align::left;
  int percent = 0;  ///< of words that keep their size whatever the person chose; 0: as large as the others
};

/// What is drawn behind the words of an element.
enum class Shape {
  none,
  header_bar,
  header_button,
  step_done,
  step_now,
  step_ahead,
  card,
  primary,
  counterpart,
  secondary,
  quiet,
  option,
  option_in_force,
  key,
  notice,
  field,
  dots,
  camera,
  letter_camera,
  spinner,
  countdown,
  picture,
  ticket,
  list,
  scrim,
  dialog,
};

/// Turns to another part of a screen that is too long for the glass.
struct PageTurn {
  int page = 0;
  bool operator==(const PageTurn&) const = default;
};

/// What a press does: nothing, an event for the session, another view, another page.
using Doing = std::variant<std::monostate, checkin::Event, View, PageTurn>;

struct Element {
  std::string id;
  Rect rect;
  Shape shape = Shape::none;
  Tone tone = Tone::calm;
  Drawing drawing = Drawing::none;
  Rect drawing_box = {};
  std::vector<TextBox> texts = {};
  Doing does = {};
  int value = 0;  ///< dots typed, progress in percent
  int total = 0;
  enum class Layer { screen, dialog } layer = Layer::screen;
  enum class Privacy { open, secret } privacy = Privacy::open;

  bool can_be_pressed() const { return !std::holds_alternative<std::monostate>(does); }
};

struct Layout {
  Size size;
  std::vector<Element> elements;  ///< in reading order
  int page = 0;
  int pages = 1;
  int text_percent = 100;    ///< size of the words as laid out
  int shrink_percent = 100;  ///< what the words were reduced to so that they fit
  enum class Fit { whole, with_smaller_keys, too_small } fit = Fit::whole;
};

/// Measures words as the front end will draw them. `percent` is the text size: 100, 125, 150, or less after shrinking.
class TextMeasure {
 public:
  virtual ~TextMeasure() = default;
  /// Logical size of the text broken into lines of at most `width` pixels.
  virtual Size measure(std::string_view text, std::string_view language, TextRole role, int percent, int width) = 0;
  /// Whether a word is longer than a line of that width, so that it would be cut.
  virtual bool cuts_a_word(std::string_view text, std::string_view language, TextRole role, int percent, int width) = 0;
};

/// The glass: its pixels, how many of them make 10 mm, and how high its lower edge hangs above the floor.
struct Glass {
  Size size{1080, 1920};
  int pixels_per_cm = 40;
  int bottom_above_floor_mm = 850;
  bool operator==(const Glass&) const = default;
};

/// Text size in percent for a person's choice.
int percent_of(checkin::Presentation::TextSize size);

Layout lay_out(const Screen& screen, const Glass& glass, const checkin::Presentation& presentation,
               const Catalogs& catalogs, TextMeasure& measure, int page = 0);

/// The pressable element at a point: inside its rectangle or within half of the gap around it. Under a dialog only the
/// dialog's. Null where nothing can be pressed.
const Element* hit_test(const Layout& layout, Point point);

}  // namespace kiosk::screens
