// The loudspeaker: one channel for words, one for sounds. Words are made ready on a thread, so that no screen waits.
#include <SDL.h>
#include <SDL_mixer.h>

#include <cmath>
#include <condition_variable>
#include <map>
#include <mutex>
#include <numbers>
#include <optional>
#include <thread>

#include "kiosk/touch/voice.h"

namespace kiosk::touch {
namespace {

constexpr int rate = 22'050;
constexpr int words_channel = 0, sounds_channel = 1;
constexpr std::size_t most_kept = 200;  ///< clips in memory; about 100 KB each

using Samples = std::vector<std::int16_t>;

/// A soft tone that begins and ends in silence.
void add_tone(Samples& samples, double hertz, int milliseconds, double loudness) {
  const int count = rate * milliseconds / 1000;
  for (int at = 0; at < count; ++at) {
    const double fade = std::sin(std::numbers::pi * at / count);
    const double wave = std::sin(2 * std::numbers::pi * hertz * at / rate);
    samples.push_back(static_cast<std::int16_t>(32'000 * loudness * fade * wave));
  }
}

void add_silence(Samples& samples, int milliseconds) {
  samples.resize(samples.size() + static_cast<std::size_t>(rate * milliseconds / 1000));
}

Samples samples_of(Sound sound) {
  Samples samples;
  switch (sound) {
    case Sound::click:
      add_tone(samples, 1800, 18, 0.25);
      break;
    case Sound::chime:
      add_tone(samples, 784, 180, 0.35);
      add_tone(samples, 1047, 260, 0.35);
      break;
    case Sound::alarm:
      for (int beep = 0; beep < 3; ++beep) {
        add_tone(samples, 1320, 160, 0.6);
        add_silence(samples, 110);
      }
      break;
    case Sound::bell:
      add_tone(samples, 1047, 320, 0.5);
      add_tone(samples, 784, 480, 0.5);
      break;
  }
  return samples;
}

Samples recorded(const std::filesystem::path& file) {
  Mix_Chunk* chunk = Mix_LoadWAV(file.c_str());  // converted to the rate of the mixer
  if (!chunk) return {};
  const auto* first = reinterpret_cast<const std::int16_t*>(chunk->abuf);
  Samples samples(first, first + chunk->alen / 2);
  Mix_FreeChunk(chunk);
  return samples;
}

}  // namespace

struct Speaker::Parts {
  explicit Parts(std::filesystem::path from) : folder(std::move(from)) {}

  void sound(int channel, Samples samples) {
    const std::scoped_lock lock(playing_mutex);
    Mix_HaltChannel(channel);
    playing[channel] = std::move(samples);
    auto* bytes = reinterpret_cast<Uint8*>(playing[channel].data());
    chunks[channel] = Mix_Chunk{0, bytes, static_cast<Uint32>(playing[channel].size() * 2), MIX_MAX_VOLUME};
    Mix_PlayChannel(channel, &chunks[channel], 0);
  }

  struct Clip {
    Samples samples;
    bool is_chime = false;
  };

  /// The clip of one phrase: recorded, else read, else a chime.
  const Clip& clip(const Spoken& spoken) {
    const std::string name = spoken.language + "/" + spoken.key + "/" + spoken.text;
    if (const auto kept = clips.find(name); kept != clips.end()) return kept->second;
    if (clips.size() >= most_kept) clips.clear();
    const auto file = folder / spoken.language / (spoken.key + ".ogg");
    std::error_code ignored;
    Samples samples;
    if (!spoken.key.empty() && std::filesystem::exists(file, ignored)) samples = recorded(file);
    const std::string voice = espeak_voice(spoken.language);
    if (samples.empty() && !voice.empty()) samples = read_by_espeak(voice, spoken.text);
    const bool is_chime = samples.empty();
    return clips[name] = is_chime ? Clip{samples_of(Sound::chime), true} : Clip{std::move(samples), false};
  }

  bool is_newest(std::uint64_t number) {
    const std::scoped_lock lock(mutex);
    return number == newest;
  }

  void speak(const std::vector<Spoken>& words, std::uint64_t number) {
    Samples all;
    bool has_chimed = false;  // one chime for a whole screen without a voice
    for (const Spoken& spoken : words) {
      const Clip& next = clip(spoken);
      if (!is_newest(number)) return;
      if (next.is_chime && has_chimed) continue;
      has_chimed = has_chimed || next.is_chime;
      all.insert(all.end(), next.samples.begin(), next.samples.end());
      add_silence(all, 250);
    }
    if (!all.empty() && is_newest(number)) sound(words_channel, std::move(all));
  }

  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    while (changed.wait(lock, stop, [this] { return order.has_value(); })) {
      const std::vector<Spoken> words = std::move(*order);
      const std::uint64_t number = newest;
      order.reset();
      lock.unlock();
      speak(words, number);
      lock.lock();
    }
  }

  std::filesystem::path folder;
  std::mutex mutex;
  std::condition_variable_any changed;
  std::optional<std::vector<Spoken>> order;
  std::uint64_t newest = 0;
  std::map<std::string, Clip> clips;  ///< of the words' thread alone
  std::mutex playing_mutex;
  Samples playing[2];
  Mix_Chunk chunks[2];
  std::jthread thread;
};

base::Result<std::unique_ptr<Speaker>, SoundError> Speaker::open(const std::filesystem::path& folder) {
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
    return SoundError{std::string("no sound device can be used (") + SDL_GetError() + "); the kiosk stays silent"};
  }
  if (Mix_OpenAudio(rate, AUDIO_S16SYS, 1, 1024) != 0) {
    const std::string why = Mix_GetError();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return SoundError{"no loudspeaker can be opened (" + why + "); the kiosk stays silent"};
  }
  Mix_AllocateChannels(2);
  return std::unique_ptr<Speaker>(new Speaker(std::make_unique<Parts>(folder)));
}

Speaker::Speaker(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
  parts_->thread = std::jthread([parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); });
}

Speaker::~Speaker() {
  hush();
  parts_->thread.request_stop();
  parts_->thread.join();
  Mix_HaltChannel(-1);
  Mix_CloseAudio();
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

void Speaker::say(std::vector<Spoken> words) {
  {
    const std::scoped_lock lock(parts_->mutex);
    parts_->order = std::move(words);
    ++parts_->newest;
  }
  Mix_HaltChannel(words_channel);
  parts_->changed.notify_one();
}

void Speaker::play(Sound sound) { parts_->sound(sounds_channel, samples_of(sound)); }

void Speaker::hush() {
  {
    const std::scoped_lock lock(parts_->mutex);
    parts_->order.reset();
    ++parts_->newest;
  }
  Mix_HaltChannel(words_channel);
}

}  // namespace kiosk::touch
