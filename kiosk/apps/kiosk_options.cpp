#include "kiosk/apps/kiosk_options.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cardreader/card_authority.h"
#include "kiosk/apps/refusal.h"
#include "kiosk/apps/screen_lines.h"
#include "kiosk/screens/catalog.h"
#include "kiosk/services/record_words.h"

namespace kiosk::apps {
namespace {

using std::chrono::milliseconds;

constexpr const char* kiosk_examples = R"(Examples:
  uketsuke-kiosk --insurer roster.db --records /var/lib/uketsuke/visits.db
  uketsuke-kiosk --insurer roster.db --window 540x960 --camera /dev/video2
  uketsuke-kiosk --settings /etc/uketsuke/kiosk.conf --check-settings
  uketsuke-kiosk --settings /etc/uketsuke/kiosk.conf --self-test

A settings file holds any of these options, one on a line, without the dashes: language = "en". What the command line
says comes first. Exit status: 0 the window was closed, 1 the self-test found something, 2 bad input or something is missing.)";

bool read_window(const std::string& words, touch::WindowChoice& window) {
  int width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(words.c_str(), "%dx%d%c", &width, &height, &rest) != 2) return false;
  if (width < 320 || height < 240 || width > 8192 || height > 8192) return false;
  window.size = {width, height};
  window.mode = touch::WindowChoice::Mode::window;
  return true;
}

/// A time limit, told in seconds.
void add_seconds(CLI::App& app, const std::string& name, base::Duration& limit, int least, int most,
                 const std::string& meaning) {
  app.add_option_function<int>(
         name, [&limit](int seconds) { limit = std::chrono::seconds{seconds}; }, meaning)
      ->check(CLI::Range(least, most))
      ->default_str(std::to_string(limit.count() / 1000))
      ->group("Time limits, in seconds");
}

std::vector<std::string> words_of_consent_items() {
  std::vector<std::string> words;
  for (const auto& entry : services::record_words<checkin::ConsentItem>()) words.emplace_back(entry.word);
  return words;
}

std::vector<std::string> words_of(const std::set<checkin::ConsentItem>& items) {
  std::vector<std::string> words;
  for (const auto item : items) words.emplace_back(services::word_for(item));
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : ",") + word;
  return list;
}

/// Options that are words on the command line and something else in the kiosk.
struct Written {
  std::string window;
  std::string passcode;
  std::vector<std::string> consents;
  std::string liveness = "prompted";
  std::string xml_code = "utf-8";
  bool checks_settings = false;
  bool tests_itself = false;
  bool types_letters = false;
};

void add_facility(CLI::App& app, KioskOptions& options, Written& written) {
  auto& rules = options.rules;
  auto& clinic = options.back_desk.places.clinic;
  const auto group = "The facility";
  app.add_option("--clinic-name", clinic.name, "as it stands in what the clinic receives")
      ->capture_default_str()
      ->group(group);
  app.add_option("--institution-code", clinic.institution_code, "10 digits")
      ->capture_default_str()
      ->check(outbox::problem_of_institution_code)
      ->group(group);
  app.add_option("--kiosk-name", rules.kiosk_name, "part of every visit's key: another one for each kiosk of a clinic")
      ->capture_default_str()
      ->group(group);
  app.add_option("--staff-passcode", written.passcode, "four digits for staff")->group(group);
  app.add_option("--consents", written.consents, "which past records are asked for")
      ->delimiter(',')
      ->check(CLI::IsMember(words_of_consent_items()))
      ->default_str(joined(written.consents))
      ->group(group);
  app.add_flag("--asks-prescription-form", rules.asks_prescription_form, "electronic or paper prescription?")
      ->group(group);
}

void add_screen(CLI::App& app, KioskOptions& options, Written& written) {
  const auto group = "Screen";
  const auto languages = screens::offered_languages();
  app.add_option("--language", options.rules.default_language, "of the first screen")
      ->capture_default_str()
      ->check(CLI::IsMember(std::vector<std::string>(languages.begin(), languages.end())))
      ->group(group);
  app.add_option("--window", written.window, "WIDTHxHEIGHT instead of the full screen")->group(group);
  app.add_option("--pixels-per-cm", options.touch.pixels_per_cm, "of the glass; 0 guesses from its pixels")
      ->capture_default_str()
      ->check(CLI::Range(0, 200))
      ->group(group);
  app.add_option("--bottom-above-floor", options.touch.bottom_above_floor_mm, "height of the glass's lower edge, mm")
      ->capture_default_str()
      ->check(CLI::Range(300, 1500))
      ->group(group);
}

void add_card_and_face(CLI::App& app, KioskOptions& options, Written& written) {
  const auto group = "Card and face";
  app.add_option("--reader", options.reader, "a part of the card reader's name; any reader when not given")
      ->group(group);
  app.add_option("--authority", options.authority,
                 "folder of the card authority whose cards are believed; the user's own when not given")
      ->group(group);
  app.add_flag("--believe-any-card", options.believes_any_card,
               "do not check that cards are genuine (to try a real card: its issuers' keys are not public)")
      ->group(group);
  app.add_option("--camera", options.camera.device, "the camera")->capture_default_str()->group(group);
  app.add_flag("--letters-are-typed", written.types_letters, "no letter is held up to the camera")->group(group);
  app.add_option("--liveness", written.liveness, "ask everybody for a movement, or only when the picture leaves doubt")
      ->capture_default_str()
      ->check(CLI::IsMember({"prompted", "passive-first"}))
      ->group(group);
  app.add_option("--face-attempts", options.rules.face_attempts, "then PIN, staff and letter are offered")
      ->capture_default_str()
      ->check(CLI::Range(1, 5))
      ->group(group);
  app.add_option("--video", options.video,
                 "a recording that plays instead of the camera (trials: it is asked for no movement)")
      ->group(group);
  app.add_option("--card-front", options.card_front, "the .card file whose front the reader's camera sees (trials)")
      ->group(group);
}

void add_insurer_and_records(CLI::App& app, KioskOptions& options, Written& written) {
  auto& desk = options.back_desk;
  const auto insurer = "Insurer", records = "Records", clinic = "What the clinic receives";
  // Named so as long as there was only a roster; both names stay.
  app.add_option("--insurer,--roster", desk.insurer, "address of the insurer's service, or a roster file")
      ->group(insurer);
  app.add_option_function<int>(
         "--insurer-deadline", [&options](int s) { options.patience.deadline = std::chrono::seconds{s}; },
         "seconds for one question, all attempts together")
      ->check(CLI::Range(1, 60))
      ->default_str("15")
      ->group(insurer);
  app.add_option("--insurer-ca", options.patience.authority,
                 "PEM file of the one authority that may have signed the certificate of an https:// insurer")
      ->group(insurer);
  app.add_option("--insurer-attempts", options.patience.attempts, "at one question")
      ->capture_default_str()
      ->check(CLI::Range(1, 10))
      ->group(insurer);
  app.add_option("--records", desk.records, "of the visits: a SQLite file or a PostgreSQL address")
      ->capture_default_str()
      ->group(records);
  app.add_option("--keep-days", desk.keep_days, "personal fields of older visits are removed; 0 keeps them")
      ->capture_default_str()
      ->check(CLI::Range(0, 3650))
      ->group(records);
  app.add_option("--metrics", options.metrics, "file for Prometheus' text collector, rewritten every few seconds")
      ->group("Operation");
  auto& places = desk.places;
  app.add_option("--xml", places.xml_folder, "folder for result files (OQSsiquc01res_face_…)")->group(clinic);
  app.add_option("--xml-code", written.xml_code, "characters of the result files")
      ->capture_default_str()
      ->check(CLI::IsMember({"utf-8", "shift_jis"}))
      ->group(clinic);
  app.add_option("--fhir", places.fhir_folder, "folder for FHIR R4 transaction bundles")->group(clinic);
  app.add_option("--fhir-server", places.fhir_server, "base address of a FHIR server")->group(clinic);
  app.add_option("--fhir-ca", places.fhir_authority,
                 "PEM file of the one authority that may have signed the certificate of an https:// FHIR server")
      ->check(outbox::problem_of_authority)
      ->group(clinic);
  app.add_option("--slips", places.slip_folder, "folder for queue slips: PNG, PDF, text")->group(clinic);
}

void add_time_limits(CLI::App& app, checkin::Rules& rules) {
  add_seconds(app, "--face-time-limit", rules.face_time_limit, 5, 120, "one attempt at the face");
  add_seconds(app, "--letter-camera-time-limit", rules.letter_camera_time_limit, 10, 180,
              "a letter before the camera, then it is typed");
  add_seconds(app, "--question-time-limit", rules.question_time_limit, 30, 600, "method, PIN, one field of the letter");
  add_seconds(app, "--consent-time-limit", rules.consent_time_limit, 30, 600, "one consent question");
  add_seconds(app, "--staff-time-limit", rules.staff_time_limit, 30, 1800, "waiting for staff");
  add_seconds(app, "--warning", rules.warning, 20, 60, "\"more time?\" is shown so long before a limit");
  app.add_option("--time-extensions", rules.time_extensions, "how often more time can be had")
      ->capture_default_str()
      ->check(CLI::Range(10, 100))
      ->group("Time limits, in seconds");
}

/// The key in CLI11's sentence about it, which ends with the key.
std::string unknown_key(const std::string& sentence) {
  const auto last = sentence.rfind(' ');
  return "'" + (last == std::string::npos ? sentence : sentence.substr(last + 1)) + "'";
}

/// Words into what they mean; the error is a sentence.
std::optional<std::string> understand(const Written& written, KioskOptions& options) {
  using Purpose = KioskOptions::Purpose;
  if (options.back_desk.insurer.empty()) return "give --insurer: an address, or a roster file";
  if (!written.window.empty() && !read_window(written.window, options.touch.window)) {
    return "--window " + written.window + " is not a size such as 540x960";
  }
  const std::string& code = written.passcode;
  const bool four_digits = code.size() == 4 && code.find_first_not_of("0123456789") == code.npos;
  if (!code.empty() && !four_digits) return "--staff-passcode needs four digits";
  if (options.authority.empty()) options.authority = cardreader::usual_authority_folder();
  const std::string& authority = options.patience.authority;
  if (!authority.empty() && !std::filesystem::is_regular_file(authority)) {
    return "--insurer-ca " + authority + " is no file: give the authority's certificate as PEM";
  }
  options.back_desk.insurer_authority = authority;
  if (four_digits) options.rules.staff_passcode = base::SecretText(code);
  options.rules.consent_items.clear();
  for (const auto& word : written.consents) {
    options.rules.consent_items.insert(*services::from_word<checkin::ConsentItem>(word));
  }
  using vision::LivenessPolicy;
  options.liveness = written.liveness == "prompted" ? LivenessPolicy::prompted : LivenessPolicy::passive_first;
  options.rules.reads_letters = !written.types_letters;
  if (written.xml_code == "shift_jis") options.back_desk.places.xml_code = outbox::CharacterCode::shift_jis;
  if (written.checks_settings) options.purpose = Purpose::check_settings;
  if (written.tests_itself) options.purpose = Purpose::self_test;
  return std::nullopt;
}

}  // namespace

std::variant<KioskOptions, int> parse_kiosk_options(int argc, char** argv) {
  KioskOptions options;
  options.touch.window.mode = touch::WindowChoice::Mode::full_screen;
  options.back_desk.records = "visits.db";
  Written written;
  written.consents = words_of(options.rules.consent_items);
  CLI::App app{"The check-in kiosk: touchscreen, card reader, camera."};
  app.footer(kiosk_examples);
  app.set_config("--settings", "", "a file with any of these options");
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.add_flag("--check-settings", written.checks_settings, "say whether the settings are right, and end")
      ->configurable(false);
  app.add_flag("--self-test", written.tests_itself, "look at every device and service, say what to do, and end")
      ->configurable(false);
  bool prints = false;
  app.add_flag("--print-settings", prints, "a settings file with every key, its meaning and its value, and end")
      ->configurable(false);
  bool tells = false;
  app.add_flag("--tell-screens", tells, "print each screen and where its controls are, for scripted fingers")
      ->configurable(false);
  add_facility(app, options, written);
  add_screen(app, options, written);
  add_card_and_face(app, options, written);
  add_insurer_and_records(app, options, written);
  add_time_limits(app, options.rules);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ConfigError& problem) {
    return refuse("the settings file holds a line that is no setting: " + unknown_key(problem.what()) +
                  " (--print-settings lists every key with its meaning)");
  } catch (const CLI::FileError& problem) {
    return refuse(std::string("the settings file ") + problem.what());
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  if (prints) {
    std::cout << app.config_to_str(true, true);
    return 0;
  }
  if (tells) options.touch.tells = print_screen;
  if (const auto problem = understand(written, options)) return refuse(*problem);
  return options;
}

}  // namespace kiosk::apps
