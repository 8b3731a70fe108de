#include "kiosk/screens/speech.h"

#include <algorithm>
#include <type_traits>

namespace kiosk::screens {
namespace {

struct Announcer {
  std::vector<Phrase> said;

  void add(const Words& words) {
    if (may_be_spoken(words)) said.push_back({words});
  }
  void operator()(const Heading& part) { add(part.words); }
  void operator()(const Paragraph& part) { add(part.words); }
  void operator()(const Notice& part) { add(part.words); }
  void operator()(const Ticket& part) {
    add(part.label);
    add(part.number);
  }
  void operator()(const Field& part) {
    if (part.reads_as) add(*part.reads_as);
  }
  void operator()(const Facts& part) {
    for (const Fact& fact : part.facts) {
      const auto* words = std::get_if<Words>(&fact.value);
      if (words && !fact.change) add(*words);
    }
  }
  template <class Other>
  void operator()(const Other&) {}
};

/// Finds the control and collects what is said of it.
struct Finder {
  std::string_view id;
  std::vector<Phrase> said = {};

  void add(const Words& words) {
    if (may_be_spoken(words)) said.push_back({words});
  }
  void operator()(const Button& part) {
    if (part.id == id) add(part.words);
  }
  void operator()(const Choice& part) {
    if (part.id != id) return;
    add(part.words);
    if (part.detail) add(*part.detail);
    if (said.empty()) said.push_back({Words{"insurer.title"}});  // an insurer's name is the person's own affair
  }
  void operator()(const Switch& part) {
    if (part.id == id) add(part.words);
  }
  void operator()(const Options& part) {
    for (const Option& option : part.options) {
      if (option.id != id) continue;
      if (part.label) add(*part.label);
      if (option.language.empty()) {
        add(option.words);
      } else {
        said.push_back({std::nullopt, option.language, {}});
      }
    }
  }
  void operator()(const Keypad& part) {
    for (const auto& row : part.rows) {
      for (const auto& key : row) {
        if (!key || key->id != id) continue;
        if (key->words) {
          add(*key->words);
        } else if (part.privacy == Keypad::Privacy::open) {
          said.push_back({std::nullopt, {}, key->label});
        }
      }
    }
    for (const Switch& other : part.keyboards) (*this)(other);
  }
  void operator()(const Facts& part) {
    for (const Fact& fact : part.facts) {
      if (!fact.change || fact.change->id != id) continue;
      if (fact.label) add(*fact.label);
      add(fact.change->words);
    }
  }
  template <class Other>
  void operator()(const Other&) {}
};

}  // namespace

bool may_be_spoken(const Words& words) {
  if (words.key.name() == "checked-in.queue-number") return true;
  return std::all_of(words.arguments.begin(), words.arguments.end(),
                     [](const Argument& argument) { return std::holds_alternative<std::int64_t>(argument.value); });
}

std::vector<Phrase> said_on_arrival(const Screen& screen) {
  Announcer announcer;
  for (const Widget& widget : screen.dialog ? screen.dialog->content : screen.content) std::visit(announcer, widget);
  return std::move(announcer.said);
}

std::vector<Phrase> said_of_control(const Screen& screen, std::string_view id) {
  if (id == "next-page") return {{Words{"action.next"}}};
  if (id == "previous-page") return {{Words{"action.previous"}}};
  Finder finder{id};
  if (screen.dialog) {
    for (const Widget& widget : screen.dialog->content) std::visit(finder, widget);
    for (const Button& button : screen.dialog->actions) finder(button);
    return std::move(finder.said);
  }
  for (const Switch& part : screen.header) finder(part);
  for (const Widget& widget : screen.content) std::visit(finder, widget);
  for (const Button& button : screen.actions) finder(button);
  for (const Button& button : screen.ways_out) finder(button);
  return std::move(finder.said);
}

}  // namespace kiosk::screens
