// Voice: what the screens say aloud and the sounds they make. Speaker: SDL2_mixer plays recorded clips where there are
// any, and what espeak-ng reads where it can speak the language: a placeholder until people have recorded the clips.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/base/result.h"

namespace kiosk::touch {

/// `text` is what a reading voice reads (in Japanese: kana); `key` names the recorded clip, empty where there is none.
struct Spoken {
  std::string key;
  std::string text;
  std::string language;
  bool operator==(const Spoken&) const = default;
};

/// click: a press was felt. chime: there is something to read and no voice for it. alarm: a card is forgotten.
/// bell: staff is called.
enum class Sound { click, chime, alarm, bell };

/// Main thread only. Nothing here waits.
class Voice {
 public:
  virtual ~Voice() = default;
  /// Says these one after the other; what was being said stops.
  virtual void say(std::vector<Spoken> words) = 0;
  virtual void play(Sound sound) = 0;
  virtual void hush() = 0;
};

struct SoundError {
  std::string detail;  ///< one sentence
  bool operator==(const SoundError&) const = default;
};

/// The name of espeak-ng's voice for a catalogue's language; empty where it has none that can be understood.
std::string espeak_voice(const std::string& language);

/// 22,050 samples a second, one channel, 16 bits; empty when espeak-ng is missing or says nothing within three seconds.
std::vector<std::int16_t> read_by_espeak(const std::string& voice, const std::string& text);

/// Recorded clips are `folder/<language>/<key>.ogg`. A machine without a loudspeaker is an error that a kiosk survives.
class Speaker final : public Voice {
 public:
  static base::Result<std::unique_ptr<Speaker>, SoundError> open(const std::filesystem::path& folder);
  ~Speaker() override;

  void say(std::vector<Spoken> words) override;
  void play(Sound sound) override;
  void hush() override;

 private:
  struct Parts;
  explicit Speaker(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace kiosk::touch
