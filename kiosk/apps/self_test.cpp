#include "kiosk/apps/self_test.h"

#include <fstream>
#include <iomanip>
#include <ostream>

#include "cardreader/pcsc_card_reader.h"
#include "kiosk/letters/letter_reader.h"
#include "kiosk/runtime/assets.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/runtime/program_protection.h"
#include "kiosk/services/open_eligibility.h"
#include "kiosk/services/postgres_visit_store.h"
#include "kiosk/touch/text.h"
#include "kiosk/touch/voice.h"
#include "vision/dlib_face_analyzer.h"
#include "vision/model_files.h"
#include "vision/threshold_row.h"

namespace kiosk::apps {
namespace {

using Verdict = SelfTestLine::Verdict;
namespace fs = std::filesystem;

SelfTestLine works(std::string part, std::string words) { return {std::move(part), Verdict::works, std::move(words)}; }
SelfTestLine warns(std::string part, std::string words) { return {std::move(part), Verdict::warns, std::move(words)}; }
SelfTestLine fails(std::string part, std::string words) { return {std::move(part), Verdict::fails, std::move(words)}; }

SelfTestLine test_reader(const KioskOptions& options) {
  cardreader::PcscSettings settings;
  settings.reader_name = options.reader;
  cardreader::PcscCardReader reader(settings);
  using cardreader::CardPresence;
  switch (reader.wait_for_change(base::Duration{2000}).presence) {
    case CardPresence::no_service:
      return fails("card reader", "the PC/SC service does not answer: systemctl start pcscd.socket");
    case CardPresence::no_reader:
      return fails("card reader", options.reader.empty()
                                      ? "no reader is connected: plug one in"
                                      : "no reader is called \"" + options.reader + "\": see pcsc_scan for the names");
    case CardPresence::absent:
      return works("card reader", "connected, without a card");
    case CardPresence::present:
      return works("card reader", "connected, with a card");
    case CardPresence::mute:
      return warns("card reader", "connected, but what lies in it does not answer: turn the card over");
  }
  return fails("card reader", "unknown");
}

SelfTestLine test_camera(const KioskOptions& options) {
  const base::SteadyClock clock;
  vision::WebcamSource camera(options.camera, clock);
  const auto frame = camera.next();
  if (!frame) return fails("camera", options.camera.device + ": " + vision::describe(frame.error()));
  const auto& image = frame.value()->image;
  return works("camera", options.camera.device + ", " + std::to_string(image.width) + "x" +
                             std::to_string(image.height) + " pixels");
}

SelfTestLine test_models() {
  const auto models = vision::find_models();
  if (!models) return fails("face models", vision::describe(models.error()));
  const auto row = vision::threshold_row_for(models.value());
  if (!row) return fails("face models", vision::describe(row.error()));
  const auto faces = vision::DlibFaceAnalyzer::load(models.value());
  if (!faces) return fails("face models", vision::describe(faces.error()));
  return works("face models", "whole, with a measured threshold");
}

SelfTestLine test_letters() {
  const auto reader = letters::TesseractLetterReader::load();
  if (!reader) return warns("letters", reader.error().detail + "; letters are typed");
  return works("letters", "can be read by the camera");
}

SelfTestLine test_fonts() {
  const auto text = touch::Text::open(runtime::assets_folder() / "fonts", 40);
  if (!text) return fails("fonts", text.error().detail);
  return works("fonts", "all are there");
}

SelfTestLine test_sound() {
  const auto speaker = touch::Speaker::open(runtime::assets_folder() / "voice");
  if (!speaker) return warns("sound", speaker.error().detail);
  return works("sound", "a device for voice and signals");
}

SelfTestLine test_memory() {
  if (runtime::memory_is_locked()) return works("memory", "nothing of it is written to swap");
  std::ifstream swaps("/proc/swaps");
  std::string heading, one;
  if (!std::getline(swaps, heading) || !std::getline(swaps, one)) return works("memory", "this machine has no swap");
  return warns("memory", "may be written to swap: start the kiosk as the service, or switch swap off (swapoff -a)");
}

SelfTestLine test_authority(const KioskOptions& options) {
  if (options.believes_any_card) {
    return warns("card authority", "every card is believed: for trials only, remove believe-any-card");
  }
  const auto trust = runtime::load_card_trust(options.authority);
  if (!trust) return fails("card authority", trust.error().detail);
  return works("card authority", options.authority.string());
}

SelfTestLine test_records(const KioskOptions& options) {
  const auto records = services::open_records(options.back_desk.records);
  if (!records) return fails("records", records.error().detail);
  const auto report = records.value()->verify();
  if (!report) return fails("records", report.error().detail);
  if (!report.value().problems.empty()) return fails("records", report.value().problems.front());
  return works("records", std::to_string(report.value().visits) + " visits, the audit log holds");
}

/// An invented letter that no insurer knows: any answer about it, "unknown" too, shows that the service works.
SelfTestLine test_insurer(const KioskOptions& options) {
  auto insurer = services::open_eligibility(options.back_desk.insurer, options.patience);
  if (!insurer) return fails("insurer", insurer.error().detail);
  checkin::EligibilityLetter letter;
  letter.insurer_number = "01130012";
  letter.symbol = "0";
  letter.number = "0";
  letter.birth_date = std::chrono::year{1900} / 1 / 1;
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  const auto answer = insurer.value()->check(letter, today);
  if (!answer && answer.error().problem != checkin::ServiceProblem::refused) {
    return fails("insurer", answer.error().detail.empty() ? "no answer" : answer.error().detail);
  }
  return works("insurer", options.back_desk.insurer + " answers");
}

void test_folders(const KioskOptions& options, std::vector<SelfTestLine>& lines) {
  const auto& places = options.back_desk.places;
  for (const std::string& folder : {places.xml_folder, places.fhir_folder, places.slip_folder}) {
    if (folder.empty()) continue;
    std::error_code failed;
    const bool is_there = fs::is_directory(folder, failed) && ::access(folder.c_str(), W_OK) == 0;
    lines.push_back(is_there ? works("clinic's folder", folder)
                             : fails("clinic's folder", folder + " is missing or cannot be written to: make it, and "
                                                                 "let the kiosk's user write there"));
  }
}

}  // namespace

std::vector<SelfTestLine> test_settings(const KioskOptions& options) {
  std::vector<SelfTestLine> lines;
  if (options.rules.staff_passcode == base::SecretText("0000")) {
    lines.push_back(warns("staff passcode", "still 0000: choose another with staff-passcode"));
  }
  if (options.believes_any_card) lines.push_back(warns("card authority", "every card is believed: for trials only"));
  const auto& insurer = options.back_desk.insurer;
  const bool is_far = insurer.starts_with("http://") && !insurer.starts_with("http://127.") &&
                      !insurer.starts_with("http://localhost") && !insurer.starts_with("http://[::1]");
  if (is_far) lines.push_back(warns("insurer", "the address is not encrypted: use https outside this machine"));
  if (lines.empty()) lines.push_back(works("settings", "right"));
  return lines;
}

std::vector<SelfTestLine> test_parts(const KioskOptions& options) {
  std::vector<SelfTestLine> lines = test_settings(options);
  lines.push_back(test_reader(options));
  if (!options.believes_any_card) lines.push_back(test_authority(options));
  if (options.video.empty()) lines.push_back(test_camera(options));
  lines.push_back(test_models());
  if (options.rules.reads_letters) lines.push_back(test_letters());
  lines.push_back(test_fonts());
  lines.push_back(test_sound());
  lines.push_back(test_memory());
  lines.push_back(test_records(options));
  lines.push_back(test_insurer(options));
  test_folders(options, lines);
  return lines;
}

int print_table(const std::vector<SelfTestLine>& lines, std::ostream& out) {
  bool has_failed = false;
  for (const SelfTestLine& line : lines) {
    const char* verdict = line.verdict == Verdict::works ? "ok" : line.verdict == Verdict::warns ? "look" : "FAILS";
    out << std::left << std::setw(6) << verdict << std::setw(16) << line.part << "  " << line.words << "\n";
    has_failed |= line.verdict == Verdict::fails;
  }
  return has_failed ? 1 : 0;
}

}  // namespace kiosk::apps
