// A whole kiosk that checks one person in and delivers the visit, to be killed at any instant of it: the card through
// the real PC/SC service, the rules, a roster, the records and the outbox; only the faces are from a script.
//   kiosk_to_kill AUTHORITY ROSTER STORE FOLDER BEGIN
// The clock stands at BEGIN seconds at first. Prints `asked consent` before the last answer, `KEY NUMBER` at the moment
// the person sees "checked in", and `delivered all` after the delivery; then ends.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "cardreader/pcsc_card_reader.h"
#include "kiosk/checkin/names.h"
#include "kiosk/outbox/outbox.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/runtime/lockstep_run.h"
#include "kiosk/services/postgres_visit_store.h"
#include "kiosk/services/roster_eligibility_service.h"
#include "tests/kiosk/runtime/surroundings.h"

namespace {

using namespace kiosk;

/// Remembers which visit the records were asked to keep.
class VisitWatcher final : public runtime::SessionObserver {
 public:
  void stepped(const checkin::Event&, const checkin::Situation&, const checkin::Effects& effects,
               checkin::Instant) override {
    for (const auto& effect : effects) {
      if (const auto* record = std::get_if<checkin::RecordVisit>(&effect)) key = record->visit.key;
    }
  }
  std::string key;
};

int complain(const std::string& what) {
  std::fprintf(stderr, "kiosk_to_kill: %s\n", what.c_str());
  return 1;
}

// One write: what the person reads on the screen is either there or not.
void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::exit(1);
}

/// The state that time leads to from a state that only waits; the one itself when it does not change for long.
template <class State>
bool comes_to(runtime::LockstepRun& run, const runtime::Kiosk& kiosk) {
  for (int moments = 0; moments < 300 && !std::holds_alternative<State>(kiosk.situation().state); ++moments)
    run.pass_time();
  return std::holds_alternative<State>(kiosk.situation().state);
}

}  // namespace

int main(int count, char** words) {
  if (count != 6) return 2;
  const std::chrono::sys_seconds begin{std::chrono::seconds{std::atoll(words[5])}};
  const auto trust = runtime::load_card_trust(words[1]);
  if (!trust) return complain(trust.error().text());
  const auto eligibility = services::RosterEligibilityService::load(words[2]);
  if (!eligibility) return complain(eligibility.error().detail);
  const auto store = services::open_records(words[3]);
  if (!store) return complain(store.error().detail);
  std::vector<std::unique_ptr<outbox::Destination>> destinations;
  destinations.push_back(outbox::xml_folder(words[4], outbox::Clinic{}, outbox::CharacterCode::utf8));
  outbox::Outbox box{*store.value(), std::move(destinations)};

  surroundings::Surroundings around(surroundings::script_of(0.4F, 0.6F));
  cardreader::PcscCardReader reader;
  VisitWatcher watcher;
  runtime::Kiosk kiosk({},
                       {reader, around.front, around.camera, around.faces, *eligibility.value(), *store.value(),
                        around.letters, &trust.value()},
                       around.verification, {&watcher, nullptr, nullptr});
  runtime::LockstepRun run(kiosk, begin);
  for (int looks = 0; looks < 20 && std::holds_alternative<checkin::Welcome>(kiosk.situation().state); ++looks)
    run.await_reader(base::Duration{500});
  const auto where = [&] { return "stands at " + std::string(checkin::name_of(kiosk.situation().state)); };
  if (!comes_to<checkin::ChoosingMethod>(run, kiosk)) return complain(where());
  run.tell(checkin::FaceChosen{});
  if (!comes_to<checkin::AskingConsent>(run, kiosk)) return complain(where());
  say("asked consent\n");
  run.tell(checkin::AllAgreed{});
  if (!comes_to<checkin::CheckedIn>(run, kiosk)) return complain(where());
  say(watcher.key + " " + std::get<checkin::CheckedIn>(kiosk.situation().state).queue_number + "\n");
  const auto report = box.deliver(begin);
  if (!report.problems.empty()) return complain(report.problems.front());
  say("delivered all\n");
  return 0;
}
