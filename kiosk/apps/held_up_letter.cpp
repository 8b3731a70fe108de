#include "kiosk/apps/held_up_letter.h"

#include <array>
#include <thread>

#include "kiosk/letters/letter_photo.h"
#include "kiosk/services/roster.h"

namespace kiosk::apps {
namespace {

using letters::Layout;
using letters::SampleLetter;

constexpr base::Duration frame_time{100};
constexpr unsigned pictures_of_each = 3;

struct Sheet {
  const char* name;
  unsigned seed;
  Layout layout;
  checkin::Document kind;
};

// Nothing first. The seeds are people whose letters hold every field.
constexpr std::array<Sheet, 6> sheets = {
    {{"nothing is held up", 0, Layout::card, checkin::Document::nothing},
     {"a letter (card) is held up", 5, Layout::card, checkin::Document::eligibility_letter},
     {"a letter (postcard) is held up", 8, Layout::postcard, checkin::Document::eligibility_letter},
     {"a letter (A4) is held up", 9, Layout::a4, checkin::Document::eligibility_letter},
     {"the notice is held up", 5, Layout::a4, checkin::Document::eligibility_notice},
     {"an old insurance card is held up", 5, Layout::card, checkin::Document::old_insurance_card}}};

SampleLetter sample_of(const Sheet& sheet, checkin::Date today) {
  SampleLetter sample = letters::random_letter(sheet.seed, today);
  sample.layout = sheet.layout;
  sample.kind = sheet.kind;
  return sample;
}

vision::Image picture_of(const SampleLetter& sample, unsigned number) {
  const letters::PhotoFlaws flaws{.turned_degrees = 2 + 0.1 * number, .tilt = 0.02, .light_fall = 0.2, .noise = 2};
  const auto grey = letters::photograph(sample, flaws, number, letters::CameraPose::lying);
  vision::Image image{grey.width, grey.height, {}};
  image.bgr.reserve(3 * grey.pixels.size());
  for (const std::uint8_t pixel : grey.pixels) image.bgr.insert(image.bgr.end(), 3, pixel);
  return image;
}

services::RosterPerson person_of(const SampleLetter& sample) {
  checkin::Coverage coverage;
  coverage.insurer_number = checkin::padded_insurer_number(sample.letter.insurer_number);
  coverage.insurer_name = sample.insurer_name;
  coverage.symbol = sample.letter.symbol;
  coverage.number = sample.letter.number;
  coverage.branch = sample.letter.branch;
  coverage.name = sample.printed_name;
  coverage.name_kana = sample.letter.name;
  coverage.birth_date = sample.letter.birth_date;
  coverage.sex = sample.sex;
  coverage.burden_percent = sample.letter.burden_percent;
  services::RosterPerson person;
  person.coverages = {std::move(coverage)};
  return person;
}

}  // namespace

std::string HeldUpLetter::hold_up_another() {
  const std::scoped_lock turn(mutex_);
  in_hand_ = (in_hand_ + 1) % sheets.size();
  pictures_.clear();
  return sheets[in_hand_].name;
}

base::Result<vision::SharedFrame, vision::VisionError> HeldUpLetter::next() {
  if (!plug_.is_in()) return vision::VisionError{vision::VisionProblem::camera_missing, "unplugged in the demo"};
  const std::scoped_lock turn(mutex_);
  if (in_hand_ == 0) return source_.next();
  if (pictures_.empty()) {
    const SampleLetter sample = sample_of(sheets[in_hand_], today_);
    for (unsigned number = 0; number < pictures_of_each; ++number) pictures_.push_back(picture_of(sample, number));
  }
  std::this_thread::sleep_for(frame_time);
  const vision::Image& picture = pictures_[count_ % pictures_.size()];
  return vision::SharedFrame(
      std::make_shared<const vision::Frame>(vision::Frame{picture, clock_.now(), vision::FrameIndex{count_++}}));
}

std::optional<std::string> HeldUpLetter::insure_people(const std::filesystem::path& file, checkin::Date today) {
  auto roster = services::Roster::open_or_create(file);
  if (!roster) return roster.error().detail;
  for (const Sheet& sheet : sheets) {
    if (sheet.kind != checkin::Document::eligibility_letter) continue;
    if (auto added = roster.value()->add(person_of(sample_of(sheet, today))); !added) return added.error().detail;
  }
  return std::nullopt;
}

}  // namespace kiosk::apps
