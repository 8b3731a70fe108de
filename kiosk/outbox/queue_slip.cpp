// One drawing, in points, for both surfaces; Pango sets the Japanese.
#include "kiosk/outbox/queue_slip.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include "kiosk/services/visit_json.h"

namespace kiosk::outbox {
namespace {

using services::StoredVisit;

constexpr double page_width = 204;   // points: 72 mm
constexpr double page_height = 190;  // points: 67 mm
constexpr int png_width = 576;

cairo_status_t append(void* text, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

std::string arrival_in_japan(const StoredVisit& visit) {
  std::string text = services::timestamp(visit.arrived_at + std::chrono::hours{9});
  text[10] = ' ';
  return text.substr(0, 16);
}

// Centred lines from `top` down; gives the place below them.
double draw_words(cairo_t* cairo, const std::string& words, const char* font, double top) {
  PangoLayout* layout = pango_cairo_create_layout(cairo);
  PangoFontDescription* description = pango_font_description_from_string(font);
  pango_layout_set_font_description(layout, description);
  pango_layout_set_width(layout, static_cast<int>((page_width - 12) * PANGO_SCALE));
  pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text(layout, words.c_str(), static_cast<int>(words.size()));
  cairo_move_to(cairo, 6, top);
  pango_cairo_show_layout(cairo, layout);
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  pango_font_description_free(description);
  g_object_unref(layout);
  return top + static_cast<double>(height) / PANGO_SCALE;
}

void draw(cairo_t* cairo, const StoredVisit& visit, const Clinic& clinic, const SlipWords& words) {
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  double top = draw_words(cairo, clinic.name, "Noto Sans CJK JP 9", 8);
  top = draw_words(cairo, words.title, "Noto Sans CJK JP 9", top + 4);
  top = draw_words(cairo, visit.queue_number, "Noto Sans CJK JP Bold 36", top - 4);
  top = draw_words(cairo, arrival_in_japan(visit), "Noto Sans CJK JP 9", top - 2);
  top = draw_words(cairo, words.wait, "Noto Sans CJK JP 8", top + 4);
  if (visit.confirmation == checkin::Confirmation::to_be_confirmed) {
    draw_words(cairo, words.to_be_confirmed, "Noto Sans CJK JP 8", top + 2);
  }
}

}  // namespace

std::string slip_png(const StoredVisit& visit, const Clinic& clinic, const SlipWords& words) {
  const double scale = png_width / page_width;
  cairo_surface_t* surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, png_width, static_cast<int>(page_height * scale));
  cairo_t* cairo = cairo_create(surface);
  cairo_scale(cairo, scale, scale);
  draw(cairo, visit, clinic, words);
  cairo_destroy(cairo);
  std::string png;
  cairo_surface_write_to_png_stream(surface, append, &png);
  cairo_surface_destroy(surface);
  return png;
}

std::string slip_pdf(const StoredVisit& visit, const Clinic& clinic, const SlipWords& words) {
  std::string pdf;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &pdf, page_width, page_height);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, visit.queue_number.c_str());
  cairo_t* cairo = cairo_create(surface);
  draw(cairo, visit, clinic, words);
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  return pdf;
}

std::string slip_text(const StoredVisit& visit, const Clinic& clinic, const SlipWords& words) {
  std::string text = clinic.name + "\n" + words.title + "\n\n    " + visit.queue_number + "\n\n" +
                     arrival_in_japan(visit) + "\n" + words.wait + "\n";
  if (visit.confirmation == checkin::Confirmation::to_be_confirmed) text += words.to_be_confirmed + "\n";
  return text;
}

}  // namespace kiosk::outbox
