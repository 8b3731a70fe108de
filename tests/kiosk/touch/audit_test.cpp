// The audit: lays out every screen as it would be drawn and looks for what a person would stumble over.
#include <doctest/doctest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <sstream>

#include "kiosk/screens/layout.h"
#include "kiosk/screens/specimens.h"
#include "kiosk/screens/speech.h"
#include "kiosk/touch/text.h"

using namespace kiosk::screens;
using kiosk::checkin::Presentation;
using kiosk::touch::Text;

namespace {

const std::string assets = std::string(UKETSUKE_SOURCE_DIR) + "/assets";

/// May lie over or around other elements.
bool is_ground(const Element& element) {
  return element.shape == Shape::header_bar || element.shape == Shape::card || element.shape == Shape::scrim ||
         element.shape == Shape::dialog || element.id == "above";
}

struct Audit {
  Text& text;
  const Glass& glass;
  bool is_low = false;
  bool is_letter_keyboard = false;
  int layouts = 0;
  std::vector<std::string> findings = {};

  void find(const std::string& where, const std::string& what) {
    if (findings.size() < 300) findings.push_back(where + ": " + what);
  }

  void examine_words(const std::string& where, const Layout& layout, const Element& element) {
    for (const TextBox& box : element.texts) {
      if (text.unknown_glyphs(box, layout.text_percent) > 0) find(where, "no font has a character of: " + box.text);
      const Rect ink = text.ink(box, layout.text_percent);
      const Rect drawn{box.box.x + ink.x, box.box.y + ink.y, ink.width, ink.height};
      // Marks above and below a line may stand a little outside their line, never outside what the words stand on.
      const Rect allowed = element.rect.inset(element.shape == Shape::none ? -12 : 0);
      if (!box.text.empty() && !allowed.contains(drawn))
        find(where, element.id + ": words leave their box: " + box.text);
      // What is read at a glance; a long name or a date in running text may be longer than its line.
      const bool is_read_at_a_glance = element.can_be_pressed() || box.role == TextRole::title;
      if (is_read_at_a_glance && text.cuts_a_word(box, layout.text_percent))
        find(where, element.id + ": a word is cut: " + box.text);
    }
    if (element.can_be_pressed() && (element.texts.empty() || element.texts.front().text.empty())) {
      find(where, element.id + " has no words");
    }
  }

  void examine_place(const std::string& where, const Element& element) {
    const Rect whole{0, 0, glass.size.width, glass.size.height};
    // Exempt: the kana and Latin keyboards in the low position, whose keys are 15 mm high so that all stay in sight.
    const bool is_letter_key =
        is_low && is_letter_keyboard && (element.id.starts_with("key") || element.id.starts_with("keyboard"));
    const int finger = glass.pixels_per_cm * (is_letter_key ? 15 : 20) / 10;
    if (!whole.contains(element.rect)) find(where, element.id + " leaves the glass");
    if (element.can_be_pressed() && (element.rect.width < finger || element.rect.height < finger)) {
      find(where, element.id + " is smaller than 20 mm");
    }
  }

  void examine_neighbours(const std::string& where, const Layout& layout) {
    for (std::size_t one = 0; one < layout.elements.size(); ++one) {
      for (std::size_t other = one + 1; other < layout.elements.size(); ++other) {
        const Element& a = layout.elements[one];
        const Element& b = layout.elements[other];
        if (a.layer != b.layer || is_ground(a) || is_ground(b) || !a.rect.overlaps(b.rect)) continue;
        find(where, a.id + " lies over " + b.id);
      }
    }
  }

  /// Going on means going down, or to the right.
  void examine_order(const std::string& where, const Layout& layout) {
    const Element* last = nullptr;
    for (const Element& element : layout.elements) {
      if (!element.can_be_pressed() || element.layer != Element::Layer::screen) continue;
      const bool goes_up_left = last && element.rect.bottom() <= last->rect.y && element.rect.x < last->rect.right();
      if (goes_up_left) find(where, element.id + " comes after " + last->id + " but stands before it");
      last = &element;
    }
  }

  /// The words of the ways out have one size: the way to a person is as easy to read as the way back.
  void examine_ways_out(const std::string& where, const Screen& screen, const Layout& layout) {
    if (screen.ways_out.empty()) return;
    const Element* first = shown_in(layout, screen.ways_out.front().id);
    for (const Button& way : screen.ways_out) {
      const Element* other = shown_in(layout, way.id);
      if (!first || !other) {
        find(where, way.id + " is missing");
      } else if (other->texts.front().percent != first->texts.front().percent) {
        find(where, other->id + " is written in another size than " + first->id);
      }
    }
  }

  /// Five buttons in a row are small, and none of them looks like the main one. In the low position they stay:
  /// otherwise the keys of a field would stand on another page than the field.
  void examine_rows(const std::string& where, const Screen& screen, const Layout& layout) {
    std::map<int, int> buttons_at;  // by height
    for (const auto* buttons : {&screen.actions, &screen.ways_out}) {
      for (const Button& button : *buttons)
        if (const Element* shown = shown_in(layout, button.id)) ++buttons_at[shown->rect.y];
    }
    for (const auto& [y, count] : buttons_at)
      if (count > 4) find(where, std::to_string(count) + " buttons stand in a row");
  }

  /// What is urgent stands on the first page, whole.
  void examine_urgent(const std::string& where, const Screen& screen, const Layout& layout, const Catalog& catalog) {
    if (layout.page > 0) return;
    const auto is_shown = [&](const Words& words) {
      const std::string wanted = in_one_line(catalog.text(words), catalog);
      return std::any_of(layout.elements.begin(), layout.elements.end(), [&](const Element& element) {
        return std::any_of(element.texts.begin(), element.texts.end(),
                           [&](const TextBox& box) { return in_one_line(box.text, catalog) == wanted; });
      });
    };
    for (int at = 0; at < screen.urgent; ++at) {
      std::visit(
          [&](const auto& part) {
            if constexpr (requires { part.number; }) {
              if (!is_shown(part.number)) find(where, "the number is on a later page");
            } else if constexpr (requires { Words(part.words); }) {
              if (!is_shown(part.words)) find(where, "on a later page: " + catalog.text(part.words));
            }
          },
          screen.content[static_cast<std::size_t>(at)]);
    }
  }

  static const Element* shown_in(const Layout& layout, const std::string& id) {
    const auto found = std::find_if(layout.elements.begin(), layout.elements.end(),
                                    [&](const Element& element) { return element.id == id; });
    return found == layout.elements.end() ? nullptr : &*found;
  }

  /// Answers stand on the last page only; a yes and a no are equal in size, in the size of their words and in their
  /// signs.
  void examine_answers(const std::string& where, const Screen& screen, const Layout& layout) {
    if (screen.dialog) return;
    const bool is_last = layout.page + 1 == layout.pages;
    for (const Button& answer : screen.actions) {
      const Element* one = shown_in(layout, answer.id);
      if ((one != nullptr) != is_last)
        find(where, answer.id + (is_last ? " is missing" : " comes before the last page"));
      const Element* other = answer.role == Role::counterpart ? shown_in(layout, screen.actions.front().id) : nullptr;
      if (!one || !other) continue;
      const bool is_equal = one->rect.width == other->rect.width && one->rect.height == other->rect.height &&
                            one->texts.front().percent == other->texts.front().percent &&
                            (one->drawing == Drawing::none) == (other->drawing == Drawing::none);
      if (!is_equal) find(where, answer.id + " is not equal to " + other->id);
    }
  }

  /// Whatever can be pressed can be heard, except the keys of a secret keypad, which must not.
  void examine_voice(const std::string& where, const Screen& screen, const Layout& layout) {
    for (const Element& element : layout.elements) {
      if (!element.can_be_pressed() || (screen.dialog && element.layer != Element::Layer::dialog)) continue;
      const bool is_voiced = !said_of_control(screen, element.id).empty();
      const bool is_secret = element.privacy == Element::Privacy::secret && element.id != "key.erase";
      if (is_secret && is_voiced) find(where, element.id + " is secret and would be spoken");
      if (!is_secret && !is_voiced) find(where, element.id + " is not voiced");
    }
  }

  void examine(const std::string& where, const Layout& layout) {
    ++layouts;
    if (layout.fit == Layout::Fit::too_small) return find(where, "does not fit");
    if (layout.fit == Layout::Fit::with_smaller_keys) find(where, "fits only with smaller keys");
    for (const Element& element : layout.elements) {
      examine_words(where, layout, element);
      examine_place(where, element);
    }
    examine_neighbours(where, layout);
    examine_order(where, layout);
  }
};

void audit(const Glass& glass) {
  const Catalogs catalogs = Catalogs::load(assets + "/text").value();
  const auto text = Text::open(assets + "/fonts", glass.pixels_per_cm).value().release();
  const std::unique_ptr<Text> owner(text);
  Audit audit{*text, glass};
  const std::vector<Specimen> all = specimens();
  for (const std::string_view language : offered_languages()) {
    for (const auto size :
         {Presentation::TextSize::normal, Presentation::TextSize::large, Presentation::TextSize::largest}) {
      for (const auto position : {Presentation::Position::normal, Presentation::Position::low}) {
        Presentation presentation;
        presentation.language = std::string(language);
        presentation.text_size = size;
        presentation.position = position;
        for (const Specimen& specimen : all) {
          auto situation = specimen.situation;
          situation.presentation = presentation;
          const Screen screen = screen_for(situation, specimen.view);
          for (int page = 0, pages = 1; page < pages; ++page) {
            const Layout layout = lay_out(screen, glass, presentation, catalogs, *text, page);
            pages = layout.pages;
            std::ostringstream where;
            where << language << ' ' << percent_of(size) << (position == Presentation::Position::low ? " low " : " ")
                  << specimen.name << " page " << page + 1 << '/' << pages << " at " << layout.shrink_percent << " %";
            audit.is_low = position == Presentation::Position::low;
            audit.is_letter_keyboard = specimen.name.starts_with("letter.name");
            audit.examine(where.str(), layout);
            audit.examine_voice(where.str(), screen, layout);
            audit.examine_answers(where.str(), screen, layout);
            audit.examine_ways_out(where.str(), screen, layout);
            if (!audit.is_low) audit.examine_rows(where.str(), screen, layout);
            audit.examine_urgent(where.str(), screen, layout, catalogs.in(language_of(screen, presentation)));
          }
        }
      }
    }
  }
  MESSAGE(audit.layouts << " layouts examined");
  CHECK(audit.layouts >= static_cast<int>(all.size() * 13 * 3 * 2));
  for (const std::string& finding : audit.findings) FAIL_CHECK(finding);
}

}  // namespace

TEST_CASE("portrait: every screen fits, in every language, text size and position") { audit({{1080, 1920}, 40, 850}); }
TEST_CASE("1280 x 720: every screen fits, in every language, text size and position") { audit({{1280, 720}, 27, 850}); }
TEST_CASE("landscape: every screen fits, in every language, text size and position") { audit({{1920, 1080}, 40, 850}); }
