// Pango layouts, kept while they are used.
#include "kiosk/touch/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>

#include "kiosk/touch/line_breaks.h"

namespace kiosk::touch {
namespace {

/// How a language is set: fonts, the tag that chooses regional forms, the natural height of its lines in ems, and the
/// size it starts at (Burmese stands higher than the others).
struct Typography {
  std::string_view language;
  const char* families;
  const char* tag;
  double natural_line;
  int percent;
  double lower = 0;        ///< ems that words are moved down to stand in the middle of their line
  double least_line = 0;   ///< the distance of lines below which marks would touch
  double reach_above = 9;  ///< ems from the baseline that words use; what a font's line has beyond is taken off
  double reach_below = 9;
};

/// One face of the CJK font for Japanese, Chinese and Korean: it holds the regional forms of all, and the tag chooses
/// among them (OpenType's locl). Each further face would be another 3 MB of memory for the same pictures.
constexpr std::array typographies = {
    Typography{"ja", "Noto Sans CJK JP", "ja", 1.45, 100},
    Typography{"ja-easy", "Noto Sans CJK JP", "ja", 1.45, 100},
    Typography{"zh-Hans", "Noto Sans CJK JP", "zh-cn", 1.45, 100},
    Typography{"zh-Hant", "Noto Sans CJK JP", "zh-tw", 1.45, 100},
    Typography{"ko", "Noto Sans CJK JP", "ko", 1.45, 100},
    // Devanagari hangs from its headline: letters and digits stand a tenth of an em above the middle of the line.
    Typography{"ne", "Noto Sans Devanagari,Noto Sans,Noto Sans CJK JP", "ne", 1.37, 100, 0.1},
    Typography{"th", "Noto Sans Thai,Noto Sans,Noto Sans CJK JP", "th", 1.52, 100},
    // The ink of all Burmese sentences of the catalogue reaches from 1.01 em above the baseline to 0.54 em below it;
    // the font's lines from 1.32 to 0.86.
    Typography{"my", "Noto Sans Myanmar,Noto Sans,Noto Sans CJK JP", "my", 2.19, 90, 0, 1.6, 1.04, 0.57},
};
constexpr Typography latin{"", "Noto Sans,Noto Sans CJK JP", "en", 1.37, 100};

const Typography& typography_of(std::string_view language) {
  const auto* found = std::find_if(typographies.begin(), typographies.end(),
                                   [&](const Typography& each) { return each.language == language; });
  return found == typographies.end() ? latin : *found;
}

constexpr std::array<std::pair<const char*, const char*>, 5> needed_families = {
    {{"Noto Sans", "fonts-noto-core"},
     {"Noto Sans Devanagari", "fonts-noto-core"},
     {"Noto Sans Thai", "fonts-noto-core"},
     {"Noto Sans Myanmar", "fonts-noto-core"},
     {"Noto Sans CJK JP", "fonts-noto-cjk"}}};

std::set<std::string> families_of(PangoFontMap* fonts) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(fonts, &families, &count);
  std::set<std::string> names;
  for (int at = 0; at < count; ++at) names.insert(pango_font_family_get_name(families[at]));
  g_free(families);
  return names;
}

}  // namespace

base::Result<std::unique_ptr<Text>, FontError> Text::open(const std::filesystem::path& fonts_folder,
                                                          int pixels_per_cm) {
  const std::filesystem::path configuration = fonts_folder / "fonts.conf";
  if (!std::filesystem::exists(configuration)) {
    return FontError{FontProblem::no_configuration, configuration.string() + ": not found"};
  }
  // Pictures must not depend on the machine's fonts, nor on the language of the person who started the program.
  ::setenv("FONTCONFIG_FILE", std::filesystem::absolute(configuration).c_str(), 1);
  ::setenv("FC_LANG", "en", 1);
  FontMapHandle fonts(pango_cairo_font_map_new());
  const std::set<std::string> families = families_of(fonts.get());
  for (const auto& [family, package] : needed_families) {
    if (families.contains(family)) continue;
    return FontError{FontProblem::font_missing,
                     std::string("the font \"") + family + "\" is missing; install the package " + package};
  }
  return std::unique_ptr<Text>(new Text(std::move(fonts), pixels_per_cm));
}

Text::Text(FontMapHandle fonts, int pixels_per_cm)
    : fonts_(std::move(fonts)), context_(pango_font_map_create_context(fonts_.get())), pixels_per_cm_(pixels_per_cm) {
  const FontOptionsHandle options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  pango_cairo_context_set_resolution(context_.get(), 96);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  pango_context_set_language(context_.get(), pango_language_from_string("en"));
}

namespace {

/// The language chooses regional forms of characters. It is said for each text and not for the context: a change of the
/// context would lay out again, in its language, everything that was kept.
AttributesHandle attributes_of(const Pieces& together, const char* tag) {
  AttributesHandle attributes(pango_attr_list_new());
  pango_attr_list_insert(attributes.get(), pango_attr_language_new(pango_language_from_string(tag)));
  pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
  for (const Piece& piece : together) {
    PangoAttribute* unbroken = pango_attr_allow_breaks_new(FALSE);
    unbroken->start_index = piece.from;
    unbroken->end_index = piece.to;
    pango_attr_list_insert(attributes.get(), unbroken);
  }
  return attributes;
}

Pieces lines_wider_than(int width, PangoLayout* layout) {
  Pieces lines;
  for (int at = 0; at < pango_layout_get_line_count(layout); ++at) {
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout, at);
    PangoRectangle logical;
    pango_layout_line_get_pixel_extents(line, nullptr, &logical);
    const auto from = static_cast<unsigned>(line->start_index);
    if (logical.width > width) lines.push_back({from, from + static_cast<unsigned>(line->length)});
  }
  return lines;
}

bool cuts_one_of(const Pieces& pieces, PangoLayout* layout) {
  for (int at = 1; at < pango_layout_get_line_count(layout); ++at) {
    const auto start = static_cast<unsigned>(pango_layout_get_line_readonly(layout, at)->start_index);
    const auto stands_there = [&](const Piece& piece) { return piece.from < start && start < piece.to; };
    if (std::any_of(pieces.begin(), pieces.end(), stands_there)) return true;
  }
  return false;
}

/// Breaks the lines by the pieces of the text: between phrases, inside a phrase that is wider than the box between its
/// words, and anywhere when a word is wider (better a cut word than one that runs out of its box). Whole sentences
/// where they cost no line. Pieces and WRAP_WORD_CHAR do not go together: where a piece is too wide, Pango 1.50 ends
/// the program. True when a phrase had to be cut.
bool break_lines(PangoLayout* layout, Phrased words, const char* tag, int width) {
  const auto keep = [&](const Pieces& together) {
    pango_layout_set_attributes(layout, attributes_of(together, tag).get());
    return lines_wider_than(width, layout);
  };
  const auto lay_out = [&](const std::string& text, const Pieces& together) {
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    return keep(together);
  };
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  Pieces too_wide = lay_out(words.text, words.phrases);
  const bool is_cut = !too_wide.empty();
  if (is_cut) {
    words = opened(words, too_wide);
    too_wide = lay_out(words.text, words.phrases);
  }
  if (!too_wide.empty()) {
    words.phrases = made_finer(words.phrases, too_wide, {});
    too_wide = keep(words.phrases);
  }
  if (!too_wide.empty()) {
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    keep({});
    return true;
  }
  if (words.sentences.size() < 2 || !cuts_one_of(words.sentences, layout)) return is_cut;
  const int lines = pango_layout_get_line_count(layout);
  if (const Pieces long_sentences = keep(words.sentences); !long_sentences.empty())
    keep(made_finer(words.sentences, long_sentences, words.phrases));
  if (pango_layout_get_line_count(layout) > lines) keep(words.phrases);
  return is_cut;
}

/// A last line of one or two words looks lost: then the lines are made equally long, without a line more and without
/// cutting a word.
void even_out(PangoLayout* layout, int width) {
  const int lines = pango_layout_get_line_count(layout);
  if (lines < 2) return;
  PangoRectangle last;
  pango_layout_line_get_pixel_extents(pango_layout_get_line_readonly(layout, lines - 1), nullptr, &last);
  if (last.width * 3 >= width) return;
  const PangoWrapMode wrap = pango_layout_get_wrap(layout);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  int too_narrow = width / 2, enough = width;
  while (enough - too_narrow > 4) {
    const int tried = (too_narrow + enough) / 2;
    pango_layout_set_width(layout, tried * PANGO_SCALE);
    int wide = 0;
    pango_layout_get_pixel_size(layout, &wide, nullptr);
    (pango_layout_get_line_count(layout) == lines && wide <= tried ? enough : too_narrow) = tried;
  }
  pango_layout_set_wrap(layout, wrap);
  pango_layout_set_width(layout, enough * PANGO_SCALE);
}

}  // namespace

Text::Made Text::made(std::string_view text, std::string_view language, screens::TextRole role, int percent, int width,
                      screens::Align align) {
  const Typography& typography = typography_of(language);
  const RoleStyle style = style_of(role);
  LayoutHandle layout(pango_layout_new(context_.get()));
  const FontDescriptionHandle font(pango_font_description_from_string(typography.families));
  const bool is_bold = style.weight == RoleStyle::Weight::bold;
  pango_font_description_set_weight(font.get(), is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  const int tenths = style.pixels * pixels_per_cm_ * percent / 100 * typography.percent / 100 / 4;  // of a pixel
  pango_font_description_set_absolute_size(font.get(), tenths / 10.0 * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  const double line = std::max(style.line, typography.least_line);
  pango_layout_set_line_spacing(layout.get(), static_cast<float>(line / typography.natural_line));
  pango_layout_set_width(layout.get(), width * PANGO_SCALE);
  pango_layout_set_alignment(layout.get(), align == screens::Align::centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  const bool is_cut = break_lines(layout.get(), phrased(text, language), typography.tag, width);
  if (align == screens::Align::left) even_out(layout.get(), width);
  PangoRectangle first, last;
  const int lines = pango_layout_get_line_count(layout.get());
  pango_layout_line_get_pixel_extents(pango_layout_get_line_readonly(layout.get(), 0), nullptr, &first);
  pango_layout_line_get_pixel_extents(pango_layout_get_line_readonly(layout.get(), lines - 1), nullptr, &last);
  const auto pixels_of = [&](double ems) { return static_cast<int>(std::lround(ems * tenths / 10)); };
  const int unused_above = std::max(0, PANGO_ASCENT(first) - pixels_of(typography.reach_above));
  const int unused_below = std::max(0, PANGO_DESCENT(last) - pixels_of(typography.reach_below));
  const int lower = pixels_of(typography.lower);
  return {std::move(layout), is_cut, unused_above - lower, unused_below + lower};
}

const Text::Made& Text::kept(const screens::TextBox& box, int common) {
  const int percent = box.percent > 0 ? box.percent : common;
  return kept(box.text, box.language, box.role, percent, box.box.width, box.align);
}

const Text::Made& Text::kept(std::string_view text, std::string_view language, screens::TextRole role, int percent,
                             int width, screens::Align align) {
  std::string key;
  key.append(language).append("|").append(std::to_string(static_cast<int>(role))).append("|");
  key.append(std::to_string(percent)).append("|").append(std::to_string(width)).append("|");
  key.append(align == screens::Align::centre ? "c" : "l").append("|").append(text);
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    kept_.splice(kept_.begin(), kept_, found->second);
    return kept_.front().made;
  }
  if (kept_.size() >= most_kept) {
    by_key_.erase(kept_.back().key);
    kept_.pop_back();
  }
  kept_.push_front({key, made(text, language, role, percent, width, align)});
  by_key_.emplace(std::move(key), kept_.begin());
  return kept_.front().made;
}

screens::Size Text::measure(std::string_view text, std::string_view language, screens::TextRole role, int percent,
                            int width) {
  PangoRectangle logical;
  const Made& made = kept(text, language, role, percent, width, screens::Align::left);
  pango_layout_get_extents(made.layout.get(), nullptr, &logical);
  return {PANGO_PIXELS_CEIL(logical.width), PANGO_PIXELS_CEIL(logical.height) - made.unused_above - made.unused_below};
}

bool Text::cuts_a_word(std::string_view text, std::string_view language, screens::TextRole role, int percent,
                       int width) {
  return kept(text, language, role, percent, width, screens::Align::left).cuts_a_word;
}

void Text::set_pixels_per_cm(int pixels_per_cm) {
  if (pixels_per_cm == pixels_per_cm_) return;
  pixels_per_cm_ = pixels_per_cm;
  by_key_.clear();
  kept_.clear();
}

void Text::draw(cairo_t* cairo, const screens::TextBox& box, Colour colour, int common) {
  cairo_set_source_rgb(cairo, colour.red(), colour.green(), colour.blue());
  const Made& made = kept(box, common);
  cairo_move_to(cairo, box.box.x, box.box.y - made.unused_above);
  pango_cairo_show_layout(cairo, made.layout.get());
}

screens::Rect Text::ink(const screens::TextBox& box, int common) {
  PangoRectangle ink;
  const Made& made = kept(box, common);
  pango_layout_get_pixel_extents(made.layout.get(), &ink, nullptr);
  return {ink.x, ink.y - made.unused_above, ink.width, ink.height};
}

std::vector<std::string> Text::lines(const screens::TextBox& box, int common) {
  PangoLayout* words = kept(box, common).layout.get();
  std::vector<std::string> lines;
  for (int at = 0; at < pango_layout_get_line_count(words); ++at) {
    const PangoLayoutLine* line = pango_layout_get_line_readonly(words, at);
    lines.emplace_back(pango_layout_get_text(words) + line->start_index, static_cast<std::size_t>(line->length));
  }
  return lines;
}

int Text::unknown_glyphs(const screens::TextBox& box, int common) {
  return pango_layout_get_unknown_glyphs_count(kept(box, common).layout.get());
}

bool Text::cuts_a_word(const screens::TextBox& box, int common) { return kept(box, common).cuts_a_word; }

}  // namespace kiosk::touch
