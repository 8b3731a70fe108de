#include "kiosk/replay/stage.h"

#include <algorithm>

#include "cardreader/card_layout.h"
#include "cardreader/virtual_card.h"
#include "vision/image_folder_source.h"
#include "vision/video_file_source.h"

namespace kiosk::replay {

using cardreader::CardError;
using cardreader::CardProblem;

base::Result<base::Done, vision::VisionError> RecordedCamera::load(const std::filesystem::path& recording) {
  const std::scoped_lock lock(mutex_);
  offset_ = frames_ == 0 ? base::Duration{0} : last_time_.since_start + base::Duration{33};
  std::error_code ignored;
  if (std::filesystem::is_directory(recording, ignored)) {
    auto folder = vision::ImageFolderSource::open(recording.string());
    if (!folder) return folder.error();
    source_ = std::move(folder).value();
  } else {
    auto video = vision::VideoFileSource::open(recording.string());
    if (!video) return video.error();
    source_ = std::move(video).value();
  }
  return base::Done{};
}

base::Result<vision::SharedFrame, vision::VisionError> RecordedCamera::next() {
  const std::scoped_lock lock(mutex_);
  if (!source_) return vision::VisionError{vision::VisionProblem::no_more_frames, "no recording"};
  auto frame = source_->next();
  if (!frame) return frame.error();
  last_time_ = frame.value()->captured_at + offset_;
  return vision::SharedFrame(std::make_shared<const vision::Frame>(
      vision::Frame{frame.value()->image, last_time_, vision::FrameIndex{frames_++}}));
}

void RecordedCamera::clear() {
  const std::scoped_lock lock(mutex_);
  source_.reset();
  last_time_ = {};
  offset_ = base::Duration{0};
  frames_ = 0;
}

base::Result<std::unique_ptr<Stage>, CardError> Stage::open(cardreader::FrontSight sight) {
  auto service = cardreader::PrivatePcscd::start();
  if (!service) return service.error();
  return std::unique_ptr<Stage>(new Stage(std::move(service).value(), sight));
}

base::Result<base::Done, CardError> Stage::hold_card(const std::filesystem::path& card_file) {
  auto contents = cardreader::load_virtual_card(card_file);
  if (!contents) return contents.error();
  card_ = std::move(contents).value();
  card_file_ = card_file;
  return base::Done{};
}

base::Result<base::Done, CardError> Stage::hold_another_card() {
  card_ = cardreader::VirtualCardContents{};
  card_->atr = {0x3B, 0x80, 0x80, 0x01, 0x01};  // contactless, without historical bytes (ISO 7816-3, PC/SC part 3)
  card_file_.clear();
  return base::Done{};
}

base::Result<base::Done, CardError> Stage::insert_card() {
  if (!card_) return CardError{CardProblem::cannot_present, "nobody holds a card", std::nullopt};
  if (!card_service_runs_) return CardError{CardProblem::cannot_present, "the card service is stopped", std::nullopt};
  front_.show(card_file_);  // first: it is read while the reader powers the card up
  auto link =
      cardreader::VpcdLink::insert(cardreader::VirtualCard(*card_), service_.address(), base::Duration{5000}, fault_);
  if (!link) return link.error();
  link_ = std::move(link).value();
  return base::Done{};
}

base::SecretText Stage::pin_of_the_card() const {
  const auto* application = card_ ? card_->find(cardreader::layout::jpki) : nullptr;
  const auto* file =
      application == nullptr ? nullptr : application->find(cardreader::layout::jpki_file::authentication_pin);
  return file == nullptr ? base::SecretText() : file->secret.value;
}

std::optional<cardreader::CheckNumberB> Stage::number_of_the_card() const {
  return card_ ? card_->front.number_b() : std::nullopt;
}

void Stage::take_card() {
  link_.reset();
  front_.show({});
}

void Stage::stop_card_service() {
  service_.end_daemon(cardreader::PrivatePcscd::Ending::killed);
  card_service_runs_ = false;
}

base::Result<base::Done, CardError> Stage::start_card_service() {
  auto started = service_.restart();
  card_service_runs_ = bool(started);
  return started;
}

base::Result<base::Done, CardError> Stage::unplug_reader() {
  take_card();
  service_.end_daemon(cardreader::PrivatePcscd::Ending::terminated);
  return service_.restart(cardreader::PrivatePcscd::Readers::none);
}

base::Result<base::Done, CardError> Stage::plug_reader_in() {
  service_.end_daemon(cardreader::PrivatePcscd::Ending::terminated);
  return service_.restart();
}

void Stage::clear() {
  fault_.reset();
  see_front();
  take_card();
  card_.reset();
  camera_.clear();
}

}  // namespace kiosk::replay
