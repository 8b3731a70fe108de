#include "kiosk/touch/speaking.h"

#include <algorithm>

namespace kiosk::touch {

using namespace screens;
using checkin::Presentation;

namespace {

int alarm_step(const checkin::Situation& situation) {
  if (const auto* taking = std::get_if<checkin::TakingCard>(&situation.state)) return taking->alarm_step;
  if (const auto* done = std::get_if<checkin::CheckedIn>(&situation.state)) return done->alarm_step;
  return 0;
}

bool waits_for_staff(const checkin::Situation& situation) {
  return situation.staff_called || std::holds_alternative<checkin::AwaitingStaff>(situation.state);
}

}  // namespace

base::Result<Speaking, CatalogError> Speaking::load(const std::filesystem::path& folder, Voice* voice) {
  Speaking speaking(voice);
  for (const char* language : {"ja", "ja-easy"}) {
    auto reading = Catalog::load(folder / (std::string(language) + ".json"));
    if (!reading) return reading.error();
    speaking.readings_.emplace(language, std::move(reading).value());
  }
  return speaking;
}

void Speaking::situation_came(const checkin::Situation& before, const checkin::Situation& now) {
  if (!voice_) return;
  if (alarm_step(now) > alarm_step(before)) voice_->play(Sound::alarm);
  if (waits_for_staff(now) && !waits_for_staff(before)) voice_->play(Sound::bell);
}

void Speaking::screen_came(const Screen& screen, const Presentation& presentation, const Catalogs& catalogs,
                           const std::string& focused) {
  if (!voice_) return;
  if (presentation.voice == Presentation::Voice::off) {
    if (!screen_.empty()) voice_->hush();
    screen_.clear();
    return;
  }
  const std::string name = screen.id + (screen.dialog ? " dialog" : "");
  const std::string language(language_of(screen, presentation));
  const bool is_new = name != screen_ || language != language_;
  std::vector<Phrase> arrival = said_on_arrival(screen);
  std::vector<Phrase> news = arrival;
  if (!is_new) {
    std::erase_if(
        news, [this](const Phrase& phrase) { return std::find(said_.begin(), said_.end(), phrase) != said_.end(); });
  } else if (!focused.empty()) {
    for (const Phrase& phrase : said_of_control(screen, focused)) news.push_back(phrase);
  }
  screen_ = name;
  language_ = language;
  said_ = std::move(arrival);
  if (!news.empty()) say(news, language_, catalogs);
}

void Speaking::focus_came(const Screen& screen, const Presentation& presentation, const Catalogs& catalogs,
                          const std::string& focused) {
  if (!voice_ || presentation.voice == Presentation::Voice::off) return;
  const std::vector<Phrase> phrases = said_of_control(screen, focused);
  if (phrases.empty()) return voice_->play(Sound::click);  // a secret key: felt, never named
  say(phrases, std::string(language_of(screen, presentation)), catalogs);
}

void Speaking::pressed() {
  if (voice_) voice_->play(Sound::click);
}

const Catalog& Speaking::reading(const std::string& language, const Catalogs& catalogs) const {
  const auto found = readings_.find(language);
  return found == readings_.end() ? catalogs.in(language) : found->second;
}

void Speaking::say(const std::vector<Phrase>& phrases, const std::string& language, const Catalogs& catalogs) {
  std::vector<Spoken> words;
  for (const Phrase& phrase : phrases) {
    Spoken spoken{"", phrase.label, language};
    if (phrase.words) {
      // A clip can be recorded only for a sentence that is always the same.
      if (phrase.words->arguments.empty()) spoken.key = phrase.words->key.name();
      spoken.text = reading(language, catalogs).text(*phrase.words);
    } else if (!phrase.language.empty()) {
      spoken = {"language", reading(phrase.language, catalogs).name(), phrase.language};
    }
    std::replace(spoken.text.begin(), spoken.text.end(), '\n', ' ');
    words.push_back(std::move(spoken));
  }
  voice_->say(std::move(words));
}

}  // namespace kiosk::touch
