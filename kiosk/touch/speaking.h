// Speaking: when the spoken guidance speaks, and in which words. Japanese is read from catalogues in kana.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/checkin/state.h"
#include "kiosk/screens/catalog.h"
#include "kiosk/screens/speech.h"
#include "kiosk/touch/voice.h"

namespace kiosk::touch {

/// Main thread only. Without a voice it does nothing.
class Speaking {
 public:
  /// `folder` holds the readings: `ja.json`, `ja-easy.json`. `voice` may be null and must outlive this.
  static base::Result<Speaking, screens::CatalogError> load(const std::filesystem::path& folder, Voice* voice);

  /// Sounds that are made whether the guidance is on or not: a forgotten card, staff is called.
  void situation_came(const checkin::Situation& before, const checkin::Situation& now);

  /// A screen came, or its words changed: of the same screen only what is new is said. `focused` is said last.
  void screen_came(const screens::Screen& screen, const checkin::Presentation& presentation,
                   const screens::Catalogs& catalogs, const std::string& focused);
  void focus_came(const screens::Screen& screen, const checkin::Presentation& presentation,
                  const screens::Catalogs& catalogs, const std::string& focused);
  void pressed();

 private:
  explicit Speaking(Voice* voice) : voice_(voice) {}
  void say(const std::vector<screens::Phrase>& phrases, const std::string& language, const screens::Catalogs& catalogs);
  const screens::Catalog& reading(const std::string& language, const screens::Catalogs& catalogs) const;

  Voice* voice_;
  std::map<std::string, screens::Catalog> readings_;
  std::string screen_;
  std::string language_;
  std::vector<screens::Phrase> said_;
};

}  // namespace kiosk::touch
