// Screens for people without a card: what do you have, the letter's fields one by one, and the check before sending.
#include "kiosk/checkin/letter.h"
#include "kiosk/screens/keyboards.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using namespace checkin;

namespace {

constexpr int letter_fields = static_cast<int>(last_letter_field) + 1;

enum class Kind { digits, letters, name, date, ratio };

/// What belongs to a field: its words, and how it is typed.
struct FieldWords {
  std::string id;
  Words name;
  Words where;
  Kind kind;
  Drawing on_the_letter;
};

FieldWords words_of(LetterField field) {
  switch (field) {
    case LetterField::insurer_number:
      return {"insurer-number",
              {"letter.insurer-number"},
              {"letter.insurer-number-where"},
              Kind::digits,
              Drawing::letter_insurer_number};
    case LetterField::symbol:
      return {"symbol", {"letter.symbol"}, {"letter.symbol-where"}, Kind::letters, Drawing::letter_symbol};
    case LetterField::number:
      return {"number", {"letter.number"}, {"letter.number-where"}, Kind::letters, Drawing::letter_number};
    case LetterField::branch:
      return {"branch", {"letter.branch"}, {"letter.branch-where"}, Kind::digits, Drawing::letter_branch};
    case LetterField::name:
      return {"name", {"letter.name"}, {"letter.name-where"}, Kind::name, Drawing::letter_name};
    case LetterField::birth_date:
      return {"birth-date", {"letter.birth-date"}, {"letter.birth-date-where"}, Kind::date, Drawing::letter_birth_date};
    case LetterField::valid_from:
      return {"valid-from", {"letter.valid-from"}, {"letter.valid-from-where"}, Kind::date, Drawing::letter_valid_from};
    case LetterField::valid_until:
      return {
          "valid-until", {"letter.valid-until"}, {"letter.valid-until-where"}, Kind::date, Drawing::letter_valid_until};
    case LetterField::burden_ratio:
      return {"burden-ratio",
              {"letter.burden-ratio"},
              {"letter.burden-ratio-where"},
              Kind::ratio,
              Drawing::letter_burden_ratio};
  }
  __builtin_unreachable();
}

Words words_of(LetterProblem problem) {
  switch (problem) {
    case LetterProblem::missing:
      return {"problem.missing"};
    case LetterProblem::not_a_number:
      return {"problem.not-a-number"};
    case LetterProblem::wrong_length:
      return {"problem.wrong-length"};
    case LetterProblem::check_digit:
      return {"problem.check-digit"};
    case LetterProblem::impossible_date:
      return {"problem.impossible-date"};
    case LetterProblem::in_the_future:
      return {"problem.in-the-future"};
    case LetterProblem::expired:
      return {"problem.expired"};
    case LetterProblem::not_yet_valid:
      return {"problem.not-yet-valid"};
    case LetterProblem::longer_than_five_years:
      return {"problem.longer-than-five-years"};
    case LetterProblem::forbidden_character:
      return {"problem.forbidden-character"};
    case LetterProblem::too_long:
      return {"problem.too-long"};
  }
  __builtin_unreachable();
}

std::string typed_in(const LetterDraft& draft, LetterField field) {
  const auto found = draft.find(field);
  return found == draft.end() ? std::string{} : found->second;
}

bool is_japanese(const Situation& situation) { return situation.presentation.language.starts_with("ja"); }

DateEntry entry_in(const LetterDraft& draft, LetterField field, const Situation& situation) {
  const Era era = field == LetterField::birth_date ? Era::showa : Era::reiwa;
  return date_entry_from(typed_in(draft, field), is_japanese(situation) ? era : Era::western);
}

std::vector<Widget> ratio_choices(const std::string& chosen) {
  std::vector<Widget> choices;
  Options options;
  for (const int percent : {10, 20, 30}) {
    const std::string value = std::to_string(percent);
    options.options.push_back({"burden." + value,
                               {"letter.burden", {number("percent", percent)}},
                               "",
                               FieldEdited{LetterField::burden_ratio, value},
                               chosen == value ? Option::Standing::in_force : Option::Standing::offered});
  }
  choices.push_back(std::move(options));
  return choices;
}

Keypad keypad_for(const EnteringLetter& state, Kind kind, const Situation& situation, View::Keyboard chosen) {
  if (kind == Kind::date) return date_keypad(state.field, entry_in(state.draft, state.field, situation));
  if (kind == Kind::digits) return digit_keypad(Keypad::Privacy::open);
  const View::Keyboard suited = kind == Kind::letters    ? View::Keyboard::digits
                                : is_japanese(situation) ? View::Keyboard::kana
                                                         : View::Keyboard::latin;
  const View::Keyboard shown_now = chosen == View::Keyboard::suited ? suited : chosen;
  Keypad keypad = shown_now == View::Keyboard::kana    ? kana_keypad()
                  : shown_now == View::Keyboard::latin ? latin_keypad()
                                                       : digit_keypad(Keypad::Privacy::open);
  const auto offer = [&](View::Keyboard keyboard, std::string id, TextKey words) {
    if (keyboard != shown_now) keypad.keyboards.push_back({std::move(id), {words}, {View::Panel::none, keyboard}});
  };
  if (kind == Kind::letters) offer(View::Keyboard::digits, "keyboard.digits", "letter.digits");
  offer(View::Keyboard::kana, "keyboard.kana", "letter.kana");
  offer(View::Keyboard::latin, "keyboard.latin", "letter.latin");
  return keypad;
}

Field field_for(const LetterDraft& draft, LetterField field, Kind kind, const Situation& situation) {
  if (kind != Kind::date) return {Field::Shown{typed_in(draft, field)}, std::nullopt};
  const DateEntry entry = entry_in(draft, field, situation);
  Field shown_field{Field::Shown{shown(entry)}, std::nullopt};
  if (const auto day = day_of(entry)) shown_field.reads_as = Words{"letter.date-reads", {date("date", *day)}};
  return shown_field;
}

std::variant<Words, std::string> value_of(const LetterDraft& draft, LetterField field, const Situation& situation) {
  const std::string typed = typed_in(draft, field);
  if (typed.empty()) return Words{"letter.not-written"};
  const Kind kind = words_of(field).kind;
  if (kind == Kind::ratio) return Words{"letter.burden", {number("percent", std::atoi(typed.c_str()))}};
  if (kind != Kind::date) return typed;
  const auto day = day_of(entry_in(draft, field, situation));
  if (!day) return typed;
  return Words{"letter.date-reads", {date("date", *day)}};
}

bool offers_camera(const Situation& situation) { return situation.camera_works && situation.reads_letters; }

Button use_camera() {
  return {"use-camera", {"letter-camera.use"}, LetterCameraChosen{}, Role::secondary, Drawing::letter_camera};
}

/// One instruction at a time.
Words instruction(LetterHint hint) {
  switch (hint) {
    case LetterHint::none:
    case LetterHint::no_page:
      return {"letter-camera.hold-up"};
    case LetterHint::too_dark:
      return {"letter-camera.too-dark"};
    case LetterHint::come_closer:
      return {"letter-camera.come-closer"};
    case LetterHint::hold_still:
      return {"letter-camera.hold-still"};
    case LetterHint::reading:
      return {"letter-camera.reading"};
  }
  __builtin_unreachable();
}

/// What is to be said of a field besides its name: its problem, what the camera made of it, or where it stands.
Widget remark_on(const EnteringLetter& state, const FieldWords& words) {
  if (state.problem) return Notice{words_of(*state.problem), Tone::problem};
  if (state.camera == EnteringLetter::Camera::gave_up) return Notice{{"letter-camera.gave-up"}, Tone::caution};
  const auto proposal = state.proposals.find(state.field);
  if (proposal == state.proposals.end() || proposal->second != Proposal::doubtful) {
    return Paragraph{words.where, Paragraph::Size::small};
  }
  const bool found_nothing = typed_in(state.draft, state.field).empty();
  return Notice{found_nothing ? Words{"letter-camera.found-nothing"} : Words{"letter-camera.look"}, Tone::caution};
}

std::optional<Words> remark_on(LetterField field, const ReviewingLetter& state) {
  const auto proposal = state.proposals.find(field);
  if (proposal == state.proposals.end()) return std::nullopt;
  if (proposal->second == Proposal::doubtful) return Words{"review.look-again"};
  if (typed_in(state.draft, field).empty()) return std::nullopt;
  return Words{"review.from-camera"};
}

Choice document_choice(std::string id, TextKey words, std::optional<Words> how, Document document, Role role,
                       Drawing drawing) {
  return {std::move(id), {words}, std::move(how), DocumentChosen{document}, role, drawing};
}

}  // namespace

Words label_of(LetterField field) { return words_of(field).name; }

Screen screen_of(const ChoosingDocument&, const Situation&, const View&) {
  Screen screen{"choosing-document"};
  screen.steps = Steps{1};
  screen.content = {Heading{{"document.title"}},
                    document_choice("letter", "document.letter", Words{"document.letter-how"},
                                    Document::eligibility_letter, Role::primary, Drawing::letter),
                    document_choice("notice", "document.notice", Words{"document.notice-how"},
                                    Document::eligibility_notice, Role::secondary, Drawing::notice),
                    document_choice("old-card", "document.old-card", Words{"document.old-card-how"},
                                    Document::old_insurance_card, Role::secondary, Drawing::old_card),
                    document_choice("nothing", "document.nothing", std::nullopt, Document::nothing, Role::secondary,
                                    Drawing::nothing)};
  screen.ways_out = ways_back();
  return screen;
}

Screen screen_of(const ExplainingDocument& state, const Situation&, const View&) {
  Screen screen;
  screen.tone = Tone::caution;
  switch (state.document) {
    case Document::eligibility_notice:
      screen.id = "explaining-document.notice";
      screen.content = {Heading{{"explaining-document.notice"}}, Paragraph{{"explaining-document.notice-what"}},
                        Picture{Drawing::notice}};
      break;
    case Document::old_insurance_card:
      screen.id = "explaining-document.old-card";
      screen.content = {Heading{{"explaining-document.old-card"}}, Paragraph{{"explaining-document.old-card-what"}},
                        Picture{Drawing::old_card}};
      break;
    case Document::eligibility_letter:
    case Document::nothing:
      screen.id = "explaining-document.nothing";
      screen.content = {Heading{{"explaining-document.nothing"}}, Paragraph{{"explaining-document.nothing-what"}},
                        Paragraph{{"explaining-document.nothing-statement"}, Paragraph::Size::small},
                        Picture{Drawing::staff}};
      break;
  }
  screen.actions = {{"call-staff", {"action.call-staff"}, Continued{}, Role::primary, Drawing::staff},
                    {"another", {"explaining-document.another"}, WentBack{}, Role::secondary}};
  screen.ways_out = {stop()};
  return screen;
}

Screen screen_of(const EnteringLetter& state, const Situation& situation, const View& view) {
  const FieldWords words = words_of(state.field);
  Screen screen{"entering-letter." + words.id};
  screen.steps = Steps{2};
  screen.content = {
      Paragraph{{"letter.step", {number("step", static_cast<int>(state.field) + 1), number("steps", letter_fields)}},
                Paragraph::Size::small},
      Heading{words.name}};
  if (state.problem) screen.tone = Tone::caution;
  screen.content.push_back(remark_on(state, words));
  screen.content.push_back(Picture{words.on_the_letter, Picture::Use::explains});
  if (words.kind == Kind::ratio) {
    for (Widget& choice : ratio_choices(typed_in(state.draft, state.field)))
      screen.content.push_back(std::move(choice));
  } else {
    screen.content.push_back(field_for(state.draft, state.field, words.kind, situation));
    screen.content.push_back(keypad_for(state, words.kind, situation, view.keyboard));
  }
  screen.actions = {next()};
  // Where typing begins, or was begun again: later the camera would only be in the way of the keys.
  const bool is_beginning = state.field == first_letter_field && !state.returns_to_review;
  if (is_beginning && offers_camera(situation)) screen.actions.push_back(use_camera());
  screen.ways_out = ways_back();
  return screen;
}

Screen screen_of(const ReadingLetter& state, const Situation&, const View&) {
  Screen screen{"reading-letter"};
  screen.steps = Steps{2};
  screen.content = {Heading{instruction(state.hint)},
                    CameraView{{}, {}, state.hint == LetterHint::reading ? 100 : 0, CameraView::Subject::letter},
                    Paragraph{{"letter-camera.privacy"}, Paragraph::Size::small}};
  screen.actions = {{"type", {"letter-camera.type"}, WentBack{}, Role::secondary, Drawing::pin}};
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen screen_of(const ReviewingLetter& state, const Situation& situation, const View&) {
  Screen screen{"reviewing-letter"};
  screen.steps = Steps{3};
  Facts facts;
  for (int at = 0; at < letter_fields; ++at) {
    const auto field = static_cast<LetterField>(at);
    facts.facts.push_back({label_of(field), value_of(state.draft, field, situation),
                           Button{"change." + words_of(field).id, {"review.change"}, FieldChosen{field}, Role::quiet},
                           remark_on(field, state)});
  }
  screen.content = {Heading{{"review.title"}}};
  if (!state.proposals.empty()) screen.content.push_back(Notice{{"review.compare"}, Tone::caution});
  screen.content.push_back(std::move(facts));
  screen.actions = {{"send", {"review.send"}, Continued{}, Role::primary}};
  screen.ways_out = ways_back();
  return screen;
}

}  // namespace kiosk::screens
