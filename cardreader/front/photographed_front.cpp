// Each card is a job that waits for the one before it: the recognition engine is one, and works on one picture at a
// time.
#include "cardreader/front/photographed_front.h"

#include <chrono>
#include <future>
#include <opencv2/imgcodecs.hpp>
#include <utility>

#include "cardreader/front/card_face_reader.h"
#include "cardreader/front/photographed_card.h"
#include "cardreader/virtual_card_contents.h"

namespace cardreader {
namespace {

using Reading = base::Result<std::optional<CheckNumberB>, CardError>;
constexpr std::chrono::seconds most_patience{10};

Reading nothing() { return std::optional<CheckNumberB>{}; }

/// Camera and recognition engine in one.
class Photographer {
 public:
  /// Loading the engine takes a third of a second, so it is done before the first card comes.
  base::Result<base::Done, CardError> prepare() {
    if (reader_) return base::Done{};
    auto loaded = CardFaceReader::load([] { return cv::Mat(); });
    if (!loaded) return loaded.error();
    reader_ = std::move(loaded).value();
    return base::Done{};
  }

  Reading read(const std::filesystem::path& card_file, FrontSight sight) {
    const auto contents = load_virtual_card(card_file);
    if (!contents) return contents.error();
    const PrintedFront& front = contents.value().front;
    if (sight == FrontSight::printed) return front.number_b();
    if (sight == FrontSight::unreadable) return nothing();
    const auto picture = card_file.parent_path() / front.picture;
    std::error_code ignored;
    if (front.picture.empty() || !std::filesystem::exists(picture, ignored)) return nothing();
    if (const auto prepared = prepare(); !prepared) return prepared.error();
    try {
      const cv::Mat printed = cv::imread(picture.string(), cv::IMREAD_COLOR);
      if (printed.empty()) return nothing();
      return reader_->read_picture(photograph(printed, ++photographs_));
    } catch (const cv::Exception&) {
      return nothing();
    }
  }

 private:
  std::unique_ptr<CardFaceReader> reader_;
  std::uint64_t photographs_ = 0;
};

}  // namespace

struct PhotographedFront::Parts {
  FrontSight sight;
  std::shared_ptr<Photographer> photographer = std::make_shared<Photographer>();
  std::shared_future<Reading> reading{};
};

PhotographedFront::PhotographedFront(FrontSight sight) : parts_(new Parts{sight}) {
  if (sight != FrontSight::photographed) return;
  parts_->reading = std::async(std::launch::async, [photographer = parts_->photographer] {
                      (void)photographer->prepare();  // a failure is told by read()
                      return nothing();
                    }).share();
}
PhotographedFront::~PhotographedFront() = default;

void PhotographedFront::look(FrontSight sight) { parts_->sight = sight; }

void PhotographedFront::show(std::filesystem::path card_file) {
  parts_->reading = std::async(std::launch::async, [photographer = parts_->photographer, file = std::move(card_file),
                                                    sight = parts_->sight, before = parts_->reading]() mutable {
                      if (before.valid()) before.wait();
                      before = {};
                      return file.empty() ? nothing() : photographer->read(file, sight);
                    }).share();
}

base::Result<std::optional<CheckNumberB>, CardError> PhotographedFront::read() {
  if (!parts_->reading.valid()) return nothing();
  if (parts_->reading.wait_for(most_patience) != std::future_status::ready) return nothing();
  return parts_->reading.get();
}

}  // namespace cardreader
