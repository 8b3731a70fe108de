// Draws specimens with the kiosk's own layout and painter.
#include "tools/shots/shots.h"

#include <algorithm>
#include <memory>

#include "kiosk/screens/specimens.h"
#include "kiosk/touch/painter.h"

namespace shots {
namespace {

namespace fs = std::filesystem;
using namespace kiosk::screens;
using namespace kiosk::touch;
using kiosk::checkin::Presentation;

struct Setup {
  std::string name;
  Glass glass;
  Presentation presentation;
};

std::optional<Glass> glass_named(const std::string& name) {
  if (name == "portrait") return Glass{{1080, 1920}, 40, 850};
  if (name == "landscape") return Glass{{1920, 1080}, 40, 850};
  if (name == "small") return Glass{{1280, 720}, 37, 850};
  return std::nullopt;
}

std::optional<Presentation> presentation_of(const std::string& language, int size, const std::string& theme,
                                            const std::string& position) {
  Presentation chosen;
  chosen.language = language;
  if (size != 100 && size != 125 && size != 150) return std::nullopt;
  chosen.text_size = size == 100   ? Presentation::TextSize::normal
                     : size == 125 ? Presentation::TextSize::large
                                   : Presentation::TextSize::largest;
  if (theme != "normal" && theme != "high") return std::nullopt;
  if (theme == "high") chosen.contrast = Presentation::Contrast::high;
  if (position != "normal" && position != "low") return std::nullopt;
  if (position == "low") chosen.position = Presentation::Position::low;
  return chosen;
}

/// Nothing when a word of the choice means nothing.
std::optional<std::vector<Setup>> setups_of(const Choice& choice) {
  std::vector<std::string> languages = choice.languages;
  if (languages.empty()) languages.assign(offered_languages().begin(), offered_languages().end());
  std::vector<Setup> setups;
  for (const auto& language : languages) {
    const auto offered = offered_languages();
    if (std::find(offered.begin(), offered.end(), language) == offered.end()) return std::nullopt;
    for (const auto& orientation : choice.orientations)
      for (const int size : choice.text_sizes)
        for (const auto& theme : choice.themes)
          for (const auto& position : choice.positions) {
            const auto glass = glass_named(orientation);
            const auto presentation = presentation_of(language, size, theme, position);
            if (!glass || !presentation) return std::nullopt;
            std::string name = language + "-" + orientation + "-" + std::to_string(size);
            if (theme == "high") name += "-high";
            if (position == "low") name += "-low";
            setups.push_back({std::move(name), *glass, *presentation});
          }
  }
  return setups;
}

bool is_chosen(const Specimen& specimen, const Choice& choice) {
  return choice.screens.empty() || std::any_of(choice.screens.begin(), choice.screens.end(),
                                               [&](const auto& start) { return specimen.name.starts_with(start); });
}

/// A stand-in for the camera: a grey room with a plain head, so that nobody's picture is needed. Or a sheet with lines.
class StandIn {
 public:
  enum class Subject { head, letter };
  explicit StandIn(Subject subject) : canvas_({640, 480}), bytes_(640 * 480 * 3) {
    canvas_.clear({0x8f99a8});
    if (subject == Subject::letter) {
      draw_letter();
    } else {
      draw_head();
    }
    keep_pixels();
  }
  Preview preview() const { return {bytes_.data(), 640, 480, 640 * 3}; }

 private:
  void draw_head() {
    canvas_.fill({150, 330, 340, 260}, 150, {0x35507a});
    canvas_.fill({280, 280, 80, 90}, 20, {0xd2a585});
    canvas_.fill({230, 90, 180, 240}, 90, {0xe6b899});
    canvas_.fill({222, 70, 196, 100}, 60, {0x33291f});
    canvas_.dot(285, 205, 9, {0x222222});
    canvas_.dot(355, 205, 9, {0x222222});
  }
  void draw_letter() {
    canvas_.fill({150, 120, 340, 215}, 12, {0xf6f4ee});
    canvas_.fill({250, 140, 140, 18}, 4, {0x333333});
    for (int line = 0; line < 7; ++line) canvas_.fill({175, 178 + 21 * line, 290 - 40 * (line % 3), 9}, 4, {0x777777});
  }
  void keep_pixels() {
    const std::uint8_t* pixels = canvas_.pixels();
    for (std::size_t y = 0; y < 480; ++y)
      for (std::size_t x = 0; x < 640; ++x)
        for (std::size_t c = 0; c < 3; ++c)
          bytes_[(y * 640 + x) * 3 + c] = pixels[y * static_cast<std::size_t>(canvas_.stride()) + x * 4 + c];
  }
  Canvas canvas_;
  std::vector<std::uint8_t> bytes_;
};

/// Small pictures side by side.
class Sheet {
 public:
  Sheet(Size picture, std::size_t count, int columns)
      : columns_(columns),
        cell_{picture.width / 4, picture.height / 4},
        canvas_({columns * (cell_.width + gap) + gap,
                 (static_cast<int>(count) + columns - 1) / columns * (cell_.height + gap) + gap}) {
    canvas_.clear({0x5a6472});
  }
  void add(Canvas& picture) {
    picture.pixels();
    cairo_t* c = canvas_.cairo();
    cairo_save(c);
    cairo_translate(c, gap + at_ % columns_ * (cell_.width + gap), gap + at_ / columns_ * (cell_.height + gap));
    cairo_scale(c, 0.25, 0.25);
    cairo_set_source_surface(c, cairo_get_target(picture.cairo()), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(c), CAIRO_FILTER_GOOD);
    cairo_paint(c);
    cairo_restore(c);
    ++at_;
  }
  Canvas& canvas() { return canvas_; }

 private:
  static constexpr int gap = 12;
  int columns_;
  Size cell_;
  Canvas canvas_;
  int at_ = 0;
};

struct Studio {
  const Choice& choice;
  const Catalogs& catalogs;
  Text& text;
  const StandIn& head;
  const StandIn& letter;
  std::ostream& err;
  int misfits = 0;
  int drawn = 0;
};

/// Every page of one specimen.
base::Result<base::Done, PixelError> draw_specimen(Studio& studio, const Setup& setup, const Specimen& specimen,
                                                   Sheet& sheet, Canvas& canvas) {
  Specimen shown = specimen;
  shown.situation.presentation = setup.presentation;
  const Screen screen = screen_for(shown.situation, shown.view);
  const bool holds_letter = std::holds_alternative<kiosk::checkin::ReadingLetter>(shown.situation.state);
  const StandIn& stand_in = holds_letter ? studio.letter : studio.head;
  for (int page = 0, pages = 1; page < pages; ++page) {
    const Layout layout = lay_out(screen, setup.glass, setup.presentation, studio.catalogs, studio.text, page);
    pages = layout.pages;
    if (layout.fit == Layout::Fit::with_smaller_keys)
      studio.err << setup.name << ": " << specimen.name << " fits only with keys under 20 mm\n";
    if (layout.fit == Layout::Fit::too_small) {
      studio.err << setup.name << ": " << specimen.name << " does not fit\n";
      ++studio.misfits;
    }
    Painter painter(studio.text);
    painter.paint(canvas, layout, setup.presentation,
                  Moment{base::TimePoint{base::Duration{300}}, "", "", stand_in.preview(), 15, 75});
    ++studio.drawn;
    if (page == 0) sheet.add(canvas);
    if (studio.choice.sheets_only) continue;
    const std::string part = pages > 1 ? "-" + std::to_string(page + 1) : "";
    const fs::path file = studio.choice.folder / setup.name / (specimen.name + part + ".png");
    if (auto written = canvas.write_png(file.string()); !written) return written.error();
  }
  return base::Done{};
}

base::Result<base::Done, PixelError> draw_setup(Studio& studio, const Setup& setup, const std::vector<Specimen>& all) {
  std::error_code failed;
  fs::create_directories(studio.choice.sheets_only ? studio.choice.folder : studio.choice.folder / setup.name, failed);
  if (failed) return PixelError{studio.choice.folder.string() + ": " + failed.message()};
  Canvas canvas(setup.glass.size);
  Sheet sheet(setup.glass.size, all.size(), setup.glass.size.width > setup.glass.size.height ? 6 : 10);
  for (const Specimen& specimen : all) {
    if (auto done = draw_specimen(studio, setup, specimen, sheet, canvas); !done) return done.error();
  }
  return sheet.canvas().write_png((studio.choice.folder / ("sheet-" + setup.name + ".png")).string());
}

}  // namespace

int run(const Choice& choice, std::ostream& out, std::ostream& err) {
  std::vector<Specimen> all = specimens();
  std::erase_if(all, [&](const Specimen& specimen) { return !is_chosen(specimen, choice); });
  if (choice.list_only) {
    for (const Specimen& specimen : all) out << specimen.name << '\n';
    return 0;
  }
  const auto setups = setups_of(choice);
  if (all.empty() || !setups) {
    err << (all.empty() ? "no screen has such a name; --list prints the names\n"
                        : "a language, orientation, text size, theme or position is not known; see --help\n");
    return 2;
  }
  const auto catalogs = Catalogs::load(choice.assets / "text");
  if (!catalogs) return err << catalogs.error().detail << '\n', 2;
  const auto text = Text::open(choice.assets / "fonts", 40);
  if (!text) return err << text.error().detail << '\n', 2;
  const StandIn head(StandIn::Subject::head), letter(StandIn::Subject::letter);
  Studio studio{choice, catalogs.value(), *text.value(), head, letter, err};
  std::size_t finished = 0;
  for (const Setup& setup : *setups) {
    studio.text.set_pixels_per_cm(setup.glass.pixels_per_cm);
    if (auto done = draw_setup(studio, setup, all); !done) return err << done.error().detail << '\n', 2;
    out << "[" << ++finished << "/" << setups->size() << "] " << setup.name << ": " << all.size() << " screens"
        << std::endl;
  }
  out << studio.drawn << " pictures in " << choice.folder.string() << ", " << studio.misfits << " do not fit\n";
  return studio.misfits == 0 ? 0 : 1;
}

}  // namespace shots
