// Text: words measured and drawn with Pango, in the kiosk's own fonts, the same on every machine.
#pragma once

#include <filesystem>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/screens/layout.h"
#include "kiosk/touch/handles.h"
#include "kiosk/touch/tokens.h"

namespace kiosk::touch {

enum class FontProblem { no_configuration, font_missing };

struct FontError {
  FontProblem problem{};
  std::string detail;  ///< one sentence: what is missing and which package brings it
  bool operator==(const FontError&) const = default;
};

/// Main thread only.
class Text : public screens::TextMeasure {
 public:
  /// Pins the fonts of `assets/fonts/fonts.conf` for this process; must come before anything else uses fontconfig.
  static base::Result<std::unique_ptr<Text>, FontError> open(const std::filesystem::path& fonts_folder,
                                                             int pixels_per_cm);

  screens::Size measure(std::string_view text, std::string_view language, screens::TextRole role, int percent,
                        int width) override;
  bool cuts_a_word(std::string_view text, std::string_view language, screens::TextRole role, int percent,
                   int width) override;

  /// Another glass; what was measured before is forgotten.
  void set_pixels_per_cm(int pixels_per_cm);

  int pixels_per_cm() const { return pixels_per_cm_; }

  /// Draws the words into their box, from its top.
  void draw(cairo_t* cairo, const screens::TextBox& box, Colour colour, int percent);

  /// Where ink falls, relative to the box's corner; for the audit.
  screens::Rect ink(const screens::TextBox& box, int percent);

  /// The words line by line, as they are drawn; for tests.
  std::vector<std::string> lines(const screens::TextBox& box, int percent);

  /// Whether the words are drawn with one of them cut; for the audit.
  bool cuts_a_word(const screens::TextBox& box, int percent);

  /// How many characters no font can draw.
  int unknown_glyphs(const screens::TextBox& box, int percent);

 private:
  Text(FontMapHandle fonts, int pixels_per_cm);
  struct Made {
    LayoutHandle layout;
    bool cuts_a_word = false;
    int unused_above = 0;  ///< of the layout's height
    int unused_below = 0;
  };
  struct Kept {
    std::string key;
    Made made;
  };
  const Made& kept(std::string_view text, std::string_view language, screens::TextRole role, int percent, int width,
                   screens::Align align);
  const Made& kept(const screens::TextBox& box, int common_percent);
  Made made(std::string_view text, std::string_view language, screens::TextRole role, int percent, int width,
            screens::Align align);

  static constexpr std::size_t most_kept = 400;

  FontMapHandle fonts_;
  ContextHandle context_;
  int pixels_per_cm_;
  std::list<Kept> kept_;  ///< most recently used first
  std::unordered_map<std::string, std::list<Kept>::iterator> by_key_;
};

}  // namespace kiosk::touch
