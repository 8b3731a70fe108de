// A screen in words.
#include "kiosk/screens/transcript.h"

#include <algorithm>

namespace kiosk::screens {
namespace {

struct Reader {
  const Catalog& catalog;
  std::vector<Line> lines;

  std::string say(const Words& words) const { return in_one_line(catalog.text(words), catalog); }
  void add(Line::Kind kind, std::string words, std::string id = {}) {
    lines.push_back({kind, std::move(words), std::move(id)});
  }

  void operator()(const Heading& part) { add(Line::Kind::heading, say(part.words)); }
  void operator()(const Paragraph& part) { add(Line::Kind::text, say(part.words)); }
  void operator()(const Notice& part) { add(Line::Kind::notice, say(part.words)); }
  void operator()(const Picture&) {}
  void operator()(const Spinner&) {}
  void operator()(const Countdown&) {}
  void operator()(const CameraView& part) {
    if (part.subject == CameraView::Subject::face && part.progress_percent > 0) {
      add(Line::Kind::text, say({"face.progress", {{"percent", std::int64_t{part.progress_percent}}}}));
    }
  }
  void operator()(const Ticket& part) { add(Line::Kind::fact, say(part.label) + ": " + say(part.number)); }
  void operator()(const Button& part) { add(Line::Kind::choice, say(part.words), part.id); }
  void operator()(const Choice& part) {
    add(Line::Kind::choice, say(part.words) + (part.detail ? " – " + say(*part.detail) : ""), part.id);
  }
  void operator()(const Options& part) {
    if (part.label) add(Line::Kind::text, say(*part.label));
    for (const Option& option : part.options) {
      add(Line::Kind::choice, option.language.empty() ? say(option.words) : option.language, option.id);
    }
  }
  void operator()(const Field& part) {
    std::string words;
    if (const auto* shown = std::get_if<Field::Shown>(&part.content)) words = shown->text;
    if (const auto* hidden = std::get_if<Field::Hidden>(&part.content)) {
      for (int at = 0; at < hidden->length; ++at) words += at < hidden->typed ? "●" : "○";
    }
    if (part.reads_as) words += (words.empty() ? "" : " – ") + say(*part.reads_as);
    add(Line::Kind::field, words);
  }
  void operator()(const Keypad&) {}
  void operator()(const Facts& part) {
    for (const Fact& fact : part.facts) {
      const auto* words = std::get_if<Words>(&fact.value);
      const std::string value = words ? say(*words) : std::get<std::string>(fact.value);
      const std::string remark = fact.remark ? " – " + say(*fact.remark) : "";
      add(Line::Kind::fact, (fact.label ? say(*fact.label) + ": " : "") + value + remark);
      if (fact.change) add(Line::Kind::choice, say(fact.change->words), fact.change->id);
    }
  }
};

}  // namespace

std::vector<Line> lines_of(const Screen& screen, const Catalog& catalog) {
  Reader reader{catalog, {}};
  for (const Widget& widget : screen.dialog ? screen.dialog->content : screen.content) std::visit(reader, widget);
  for (const Button& button : screen.dialog ? screen.dialog->actions : screen.actions) reader(button);
  if (!screen.dialog)
    for (const Button& button : screen.ways_out) reader(button);
  return std::move(reader.lines);
}

std::vector<std::string> text_of(const Screen& screen, const Catalog& catalog) {
  const auto main = main_choice(screen);
  std::vector<std::string> out;
  for (const Line& line : lines_of(screen, catalog)) {
    if (line.kind != Line::Kind::choice) {
      out.push_back(line.words);
    } else {
      out.push_back(main && main->id == line.id ? "[[" + line.words + "]]" : "[" + line.words + "]");
    }
  }
  return out;
}

}  // namespace kiosk::screens
