// after_a_check_in AUTHORITY: a whole kiosk on the real PC/SC service. Reads number B (14 digits) and PIN (4) from
// standard input as a keypad would give them, checks one card in with them, waits until the card is taken, and then
// stops itself (SIGSTOP), so that another program can look at what its memory still holds: that is what a core dump
// would show.
#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "cardreader/pcsc_card_reader.h"
#include "kiosk/checkin/names.h"
#include "kiosk/runtime/lockstep_run.h"
#include "tests/kiosk/runtime/surroundings.h"

namespace {

using namespace kiosk;

/// Types the keys that come in on standard input, one after the other, without keeping them.
bool type_keys(runtime::LockstepRun& run, int count) {
  for (int i = 0; i < count; ++i) {
    char key = 0;
    if (::read(STDIN_FILENO, &key, 1) != 1) return false;
    checkin::KeyTyped typed{base::SecretText(std::string(1, key))};
    run.tell(typed);
    base::wipe(&key, 1);
  }
  run.tell(checkin::Continued{});
  return true;
}

int complain(const char* what, const runtime::Kiosk& kiosk) {
  std::fprintf(stderr, "%s; the kiosk is at %s\n", what,
               std::string(checkin::name_of(kiosk.situation().state)).c_str());
  return 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  auto anchors = cardreader::load_trust_anchors(words[1]);
  auto terminal = cardreader::load_terminal(words[1]);
  auto faces = vision::ScriptedFaceAnalyzer::parse(surroundings::script_of(0.4F, 0.6F));
  if (!anchors || !terminal || !faces) return 2;
  const runtime::CardTrust trust{std::move(anchors).value(), std::move(terminal).value()};
  surroundings::BlankCamera camera;
  surroundings::MemoryInsurer insurer;
  surroundings::MemoryVisits visits;
  surroundings::LetterInSight letters;
  surroundings::FrontOfSample front;
  front.is_readable = false;
  cardreader::PcscCardReader reader;
  runtime::Kiosk kiosk({}, {reader, front, camera, faces.value(), insurer, visits, letters, &trust}, {});
  runtime::LockstepRun run(kiosk, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  for (int looks = 0; looks < 20 && std::holds_alternative<checkin::Welcome>(kiosk.situation().state); ++looks) {
    run.await_reader(base::Duration{500});
  }
  if (!std::holds_alternative<checkin::EnteringCheckNumber>(kiosk.situation().state))
    return complain("no question", kiosk);
  if (!type_keys(run, 6) || !type_keys(run, 4) || !type_keys(run, 4)) return complain("too few keys", kiosk);
  if (!std::holds_alternative<checkin::ChoosingMethod>(kiosk.situation().state)) return complain("not read", kiosk);
  run.tell(checkin::PinChosen{});
  if (!type_keys(run, 4)) return complain("no PIN", kiosk);
  if (!std::holds_alternative<checkin::AskingConsent>(kiosk.situation().state)) return complain("no consent", kiosk);
  run.tell(checkin::AllAgreed{});
  if (!std::holds_alternative<checkin::CheckedIn>(kiosk.situation().state)) return complain("not checked in", kiosk);
  if (visits.visits.size() != 1) return complain("no visit", kiosk);
  std::puts("checked in");
  std::fflush(stdout);
  for (int looks = 0; looks < 20 && !run.await_reader(base::Duration{500}); ++looks) {
  }
  for (int ticks = 0; ticks < 4000 && !std::holds_alternative<checkin::Welcome>(kiosk.situation().state); ++ticks) {
    run.pass_time();
  }
  if (!std::holds_alternative<checkin::Welcome>(kiosk.situation().state)) return complain("no welcome", kiosk);
  ::raise(SIGSTOP);
  return 0;
}
