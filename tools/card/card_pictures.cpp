// Cairo and Pango draw; OpenCV decodes the photo and writes the PNGs.
#include "tools/card/card_pictures.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "cardreader/japanese_era.h"

namespace card_tool {
namespace {

constexpr int card_width = 1012;
constexpr int card_height = 638;

/// A surface over the pixels of a BGRA picture.
class Drawing {
 public:
  explicit Drawing(cv::Mat& bgra)
      : surface_(cairo_image_surface_create_for_data(bgra.data, CAIRO_FORMAT_RGB24, bgra.cols, bgra.rows,
                                                     static_cast<int>(bgra.step))),
        pen_(cairo_create(surface_)) {}
  ~Drawing() {
    cairo_destroy(pen_);
    cairo_surface_finish(surface_);
    cairo_surface_destroy(surface_);
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;
  cairo_t* pen() { return pen_; }

  /// Draws text with its top left corner at a point; returns its height in pixels. A `width` of 0 does not wrap.
  int text(const std::string& words, double x, double y, int pixels, const char* style, int width = 0) {
    const std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout(pango_cairo_create_layout(pen_),
                                                                         g_object_unref);
    PangoFontDescription* font = pango_font_description_from_string(style);
    pango_font_description_set_absolute_size(font, pixels * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_layout_set_text(layout.get(), words.c_str(), static_cast<int>(words.size()));
    if (width > 0) {
      pango_layout_set_width(layout.get(), width * PANGO_SCALE);
      pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    }
    cairo_move_to(pen_, x, y);
    pango_cairo_show_layout(pen_, layout.get());
    int height = 0;
    pango_layout_get_pixel_size(layout.get(), nullptr, &height);
    return height;
  }

 private:
  cairo_surface_t* surface_;
  cairo_t* pen_;
};

constexpr const char* sans = "Noto Sans CJK JP,DejaVu Sans";
constexpr const char* bold = "Noto Sans CJK JP,DejaVu Sans,Bold";

void colour(Drawing& drawing, double red, double green, double blue) {
  cairo_set_source_rgb(drawing.pen(), red, green, blue);
}

std::string printed(std::chrono::year_month_day day) {
  return std::to_string(static_cast<int>(day.year())) + "年" + std::to_string(static_cast<unsigned>(day.month())) +
         "月" + std::to_string(static_cast<unsigned>(day.day())) + "日";
}

/// The faint pattern of a card's paper: colour that an eye reads over and a camera has to.
void draw_paper(Drawing& drawing) {
  colour(drawing, 0.96, 0.95, 0.98);
  cairo_paint(drawing.pen());
  for (int i = 0; i < 60; ++i) {
    cairo_set_source_rgba(drawing.pen(), 0.9, 0.72 + 0.003 * i, 0.85, 0.25);
    cairo_set_line_width(drawing.pen(), 2);
    cairo_move_to(drawing.pen(), -40, i * 14);
    cairo_curve_to(drawing.pen(), card_width * 0.3, i * 14 - 120, card_width * 0.6, i * 14 + 140, card_width + 40,
                   i * 14 - 30);
    cairo_stroke(drawing.pen());
  }
}

void draw_words(Drawing& drawing, const cardreader::PrintedFront& front) {
  colour(drawing, 0.45, 0.3, 0.45);
  drawing.text("見本 SPECIMEN 架空の人物", 640, 18, 24, sans);
  drawing.text("氏名", 32, 40, 20, sans);
  drawing.text("住所", 32, 124, 20, sans);
  colour(drawing, 0.05, 0.05, 0.08);
  // A long name (a foreign resident's, with alias) is set smaller, as on real cards.
  constexpr std::size_t most_large_bytes = 33;
  const bool fits = front.name.size() <= most_large_bytes;
  drawing.text(front.name, 100, fits ? 28 : 52, fits ? 40 : 24, bold, 880);
  drawing.text(front.address, 100, 112, 28, sans, 860);
  drawing.text(cardreader::printed_in_era(front.birth) + "生", 330, 300, 36, sans);
  drawing.text("性別 " + front.sex, 780, 300, 32, sans);
  drawing.text(printed(front.expiry) + "まで有効", 330, 400, 34, sans);
  drawing.text(front.security_code, 56, 572, 36, bold);
  colour(drawing, 0.35, 0.2, 0.4);
  drawing.text("個人番号カード（模擬）", 330, 500, 40, bold);
  drawing.text("実在のカードではありません", 330, 560, 24, sans);
}

/// Where no photo is: the outline of nobody.
void draw_nobody(Drawing& drawing) {
  colour(drawing, 0.86, 0.86, 0.88);
  cairo_rectangle(drawing.pen(), 48, 250, 240, 304);
  cairo_fill_preserve(drawing.pen());
  cairo_save(drawing.pen());
  cairo_clip(drawing.pen());
  colour(drawing, 0.66, 0.67, 0.7);
  cairo_arc(drawing.pen(), 168, 380, 58, 0, 2 * CV_PI);
  cairo_fill(drawing.pen());
  cairo_arc(drawing.pen(), 168, 590, 120, 0, 2 * CV_PI);
  cairo_fill(drawing.pen());
  cairo_restore(drawing.pen());
}

}  // namespace

cardreader::Bytes text_picture(const std::string& text, int width, int font_pixels) {
  cv::Mat page(font_pixels * 8, width, CV_8UC4, cv::Scalar::all(255));
  int height = 0;
  {
    Drawing drawing(page);
    colour(drawing, 0, 0, 0);
    height = drawing.text(text, 0, 0, font_pixels, sans, width);
  }
  cv::Mat grey;
  cv::cvtColor(page.rowRange(0, std::min(page.rows, height + 2)), grey, cv::COLOR_BGRA2GRAY);
  cv::Mat bits;
  cv::threshold(grey, bits, 150, 255, cv::THRESH_BINARY);
  cardreader::Bytes png;
  cv::imencode(".png", bits, png, {cv::IMWRITE_PNG_BILEVEL, 1, cv::IMWRITE_PNG_COMPRESSION, 9});
  return png;
}

base::Result<cardreader::Bytes, Mistake> front_picture(const cardreader::PrintedFront& front,
                                                       const cardreader::Bytes& portrait) {
  try {
    cv::Mat card(card_height, card_width, CV_8UC4);
    {
      Drawing drawing(card);
      draw_paper(drawing);
      draw_words(drawing, front);
      if (portrait.empty()) draw_nobody(drawing);
    }
    if (!portrait.empty()) {
      const cv::Mat photo = cv::imdecode(portrait, cv::IMREAD_COLOR);
      if (photo.empty()) return Mistake{"the card's photo cannot be decoded"};
      cv::Mat large;
      cv::resize(photo, large, {240, 304}, 0, 0, cv::INTER_CUBIC);
      cv::cvtColor(large, large, cv::COLOR_BGR2BGRA);
      large.copyTo(card(cv::Rect(48, 250, 240, 304)));
    }
    cv::Mat picture;
    cv::cvtColor(card, picture, cv::COLOR_BGRA2BGR);
    cardreader::Bytes png;
    cv::imencode(".png", picture, png);
    return png;
  } catch (const std::exception& failure) {
    return Mistake{std::string("the card's front cannot be drawn: ") + failure.what()};
  }
}

}  // namespace card_tool
