#include "kiosk/runtime/letter_worker.h"

#include <algorithm>

#include "kiosk/runtime/log.h"

namespace kiosk::runtime {
namespace {

using checkin::LetterHint;

/// A sheet before a bright wall has no edge: after so many looks (a second) the whole picture is tried.
constexpr int patience = 30;
/// A hand that has just come to rest still blurs the picture.
constexpr int looks_at_rest = 3;
/// With fewer fields than this the picture was bad, and another one is taken.
constexpr std::size_t fewest_fields = 4;

checkin::GrayPicture grey_of(const vision::Image& image) {
  constexpr int blue = 29, green = 150, red = 77;  // of 256: ITU-R BT.601
  checkin::GrayPicture grey{image.width, image.height, {}};
  grey.pixels.resize(image.bgr.size() / 3);
  for (std::size_t at = 0; at < grey.pixels.size(); ++at) {
    const unsigned char* pixel = &image.bgr[3 * at];
    grey.pixels[at] = static_cast<std::uint8_t>((blue * pixel[0] + green * pixel[1] + red * pixel[2]) >> 8);
  }
  return grey;
}

}  // namespace

void LetterWorker::run_once(base::Duration longest_wait) {
  const auto carry_out_any = [this](const LetterOrder& order) {
    std::visit([this](const auto& o) { carry_out(o); }, order);
  };
  if (order_) {
    orders_.carry_out_waiting(carry_out_any);  // the frame is what is waited for
  } else {
    orders_.wait_and_carry_out(longest_wait, carry_out_any);
  }
  if (!order_) return;
  if (const auto frame = frames_.wait_and_take(longest_wait)) consider(**frame);
}

void LetterWorker::carry_out(const checkin::ReadLetter& order) {
  frames_.clear();
  reader_.forget();
  order_ = order;
  last_hint_ = LetterHint::none;
  looks_in_vain_ = 0;
  looks_at_rest_ = 0;
}

void LetterWorker::carry_out(const checkin::StopReadingLetter&) {
  order_.reset();
  reader_.forget();
  frames_.clear();
}

void LetterWorker::consider(const vision::Frame& frame) {
  checkin::GrayPicture picture = grey_of(frame.image);
  const LetterHint seen = reader_.look(picture);
  looks_in_vain_ = seen == LetterHint::no_page ? looks_in_vain_ + 1 : 0;
  looks_at_rest_ = seen == LetterHint::none ? looks_at_rest_ + 1 : 0;
  if (looks_at_rest_ >= looks_at_rest || looks_in_vain_ >= patience) {
    looks_at_rest_ = 0;
    read(picture);
  } else {
    hint(seen == LetterHint::none ? LetterHint::hold_still : seen);
  }
  base::wipe(picture.pixels.data(), picture.pixels.size());
}

void LetterWorker::read(const checkin::GrayPicture& picture) {
  const bool is_a_try = std::exchange(looks_in_vain_, 0) > 0;
  if (!is_a_try) hint(LetterHint::reading);
  auto reading = reader_.read(picture, order_->today);
  if (!reading) {
    log_line("letter reader", reading.error().detail);
    inbox_.post(checkin::LetterNotRead{std::exchange(order_, std::nullopt)->ticket});
    return;
  }
  const auto& fields = reading.value().fields;
  const auto read_fields = static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [](const auto& field) { return !field.second.text.empty(); }));
  const bool is_letter = reading.value().document == checkin::Document::eligibility_letter;
  const bool is_known = reading.value().document != checkin::Document::nothing;
  if (is_known && (!is_letter || read_fields >= fewest_fields)) {
    inbox_.post(checkin::LetterRead{std::exchange(order_, std::nullopt)->ticket, std::move(reading).value()});
    return;
  }
  hint(is_a_try ? LetterHint::no_page : LetterHint::come_closer);
}

void LetterWorker::hint(LetterHint hint) {
  if (hint != last_hint_) inbox_.post(checkin::LetterHinted{order_->ticket, hint});
  last_hint_ = hint;
}

}  // namespace kiosk::runtime
