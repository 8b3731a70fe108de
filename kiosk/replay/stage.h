// Stage: what stands around the kiosk in a replay. A private PC/SC service with a virtual reader, a card that is put in
// and taken out, and a camera that plays recordings. All of it product code: the demo stands on the same stage.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "cardreader/front/photographed_front.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "cardreader/vpcd_link.h"
#include "kiosk/base/result.h"
#include "vision/frame_source.h"

namespace kiosk::replay {

/// Plays one recording after another as one camera. Thread-safe: the story loads while the camera worker takes frames.
class RecordedCamera final : public vision::FrameSource {
 public:
  /// A video file, or a folder of numbered stills. The times of the next recording go on where the last one ended.
  base::Result<base::Done, vision::VisionError> load(const std::filesystem::path& recording);

  base::Result<vision::SharedFrame, vision::VisionError> next() override;

  /// No recording, and time begins again.
  void clear();

 private:
  std::mutex mutex_;
  std::unique_ptr<vision::FrameSource> source_;
  base::TimePoint last_time_{};
  base::Duration offset_{0};
  std::uint64_t frames_ = 0;
};

/// The card is a copy in memory: a replay leaves the .card file, with its counters, as it found it. One thread at a
/// time.
class Stage {
 public:
  /// Starts the private PC/SC service; at most one Stage lives in a process.
  static base::Result<std::unique_ptr<Stage>, cardreader::CardError> open(
      cardreader::FrontSight sight = cardreader::FrontSight::photographed);

  base::Result<base::Done, cardreader::CardError> hold_card(const std::filesystem::path& card_file);
  /// A card that is no My Number Card: it holds none of its applications.
  base::Result<base::Done, cardreader::CardError> hold_another_card();
  base::Result<base::Done, cardreader::CardError> insert_card();
  void take_card();
  /// The PC/SC service ends as in a crash, and starts again. The card stays where it is, but a service that starts
  /// finds only what is put in after it.
  void stop_card_service();
  base::Result<base::Done, cardreader::CardError> start_card_service();
  bool card_service_runs() const { return card_service_runs_; }
  /// What its holder knows; empty without a card or a PIN.
  base::SecretText pin_of_the_card() const;
  /// What is printed on it; nothing without a card.
  std::optional<cardreader::CheckNumberB> number_of_the_card() const;
  bool card_is_in() const { return link_ != nullptr; }

  /// What is wrong with the card that is put in next.
  void spoil_card(std::optional<cardreader::CardFault> fault) { fault_ = fault; }

  /// The camera over the reader makes nothing of the cards that are put in from now on, or sees them again.
  void blind_front() { front_.look(cardreader::FrontSight::unreadable); }
  void see_front() { front_.look(sight_); }

  /// The service goes on without a reader, as when the cable is pulled, or with it.
  base::Result<base::Done, cardreader::CardError> unplug_reader();
  base::Result<base::Done, cardreader::CardError> plug_reader_in();

  /// For a new story: no card in hand, nothing in the reader, no recording.
  void clear();

  RecordedCamera& camera() { return camera_; }
  cardreader::PhotographedFront& front() { return front_; }

 private:
  Stage(cardreader::PrivatePcscd service, cardreader::FrontSight sight)
      : service_(std::move(service)), sight_(sight), front_(sight) {}

  cardreader::PrivatePcscd service_;
  bool card_service_runs_ = true;
  std::optional<cardreader::VirtualCardContents> card_;
  std::optional<cardreader::CardFault> fault_;
  std::filesystem::path card_file_;
  std::unique_ptr<cardreader::VpcdLink> link_;
  RecordedCamera camera_;
  cardreader::FrontSight sight_;
  cardreader::PhotographedFront front_;
};

}  // namespace kiosk::replay
