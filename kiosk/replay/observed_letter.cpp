#include "kiosk/replay/observed_letter.h"

#include "kiosk/checkin/names.h"

namespace kiosk::replay {
namespace {

using namespace checkin;

constexpr std::string_view notice = "the notice", old_card = "the old insurance card";

}  // namespace

std::optional<LetterSight> letter_sight_from(std::string_view words) {
  if (words == notice) return LetterSight{Document::eligibility_notice, std::nullopt};
  if (words == old_card) return LetterSight{Document::old_insurance_card, std::nullopt};
  const auto blank = words.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const std::string_view name = words.substr(0, blank);
  for (std::optional<LetterField> field = first_letter_field; field; field = field_after(*field)) {
    if (name_of(*field) != name) continue;
    return LetterSight{Document::eligibility_letter, std::pair{*field, std::string(words.substr(blank + 1))}};
  }
  return std::nullopt;
}

std::vector<std::string_view> letter_sights() {
  std::vector<std::string_view> all = {notice, old_card};
  for (std::optional<LetterField> field = first_letter_field; field; field = field_after(*field)) {
    all.push_back(name_of(*field));
  }
  return all;
}

void ObservedLetter::add(const LetterSight& sight, Certainty certainty) {
  const std::scoped_lock lock(mutex_);
  reading_.document = sight.document;
  if (sight.field) reading_.fields[sight.field->first] = {sight.field->second, certainty};
}

LetterHint ObservedLetter::look(const GrayPicture&) {
  const std::scoped_lock lock(mutex_);
  return reading_.document == Document::nothing ? LetterHint::no_page : LetterHint::none;
}

base::Result<LetterReading, LetterReaderError> ObservedLetter::read(const GrayPicture&, Date) {
  const std::scoped_lock lock(mutex_);
  return reading_;
}

}  // namespace kiosk::replay
