#include "kiosk/replay/chronicle.h"

#include <algorithm>

#include "kiosk/screens/transcript.h"

namespace kiosk::replay {
namespace {

double story_seconds(base::TimePoint at) { return static_cast<double>(at.since_start.count()) / 1000.0; }

}  // namespace

void Chronicle::stepped(const checkin::Event&, const checkin::Situation& now, const checkin::Effects& effects,
                        checkin::Instant at) {
  now_ = at;
  for (const auto& effect : effects) {
    if (const auto* incident = std::get_if<checkin::NoteIncident>(&effect)) {
      incidents_.push_back(incident->incident.reason);
    }
    if (std::holds_alternative<checkin::CallStaff>(effect)) staff_was_called_ = true;
    if (const auto* alarm = std::get_if<checkin::SoundCardAlarm>(&effect)) alarms_ = std::max(alarms_, alarm->step);
  }
  screens::Screen screen = screens::screen_for(now);
  // The picture is the same while only a hint, a ring or a countdown moves: the id tells screens apart, and a dialog.
  std::string id = screen.id + (screen.dialog ? "+" : "") + now.presentation.language;
  if (id == last_) return;
  last_ = std::move(id);
  seen_.insert(screen.id);
  auto words = screens::text_of(screen, catalogs_.in(screens::language_of(screen, now.presentation)));
  shown_.push_back({story_seconds(at.steady), std::move(words), std::move(screen), now.presentation});
}

void Chronicle::did(const runtime::CardStep& step) { note("card", step.name, now_); }

void Chronicle::saw(const vision::SharedFrame& frame, const vision::Observation&,
                    const vision::VerificationDecision& decision) {
  decisions_.push_back({story_seconds(now_.steady), frame->index.number, decision});
}

void Chronicle::note(std::string who, std::string words, checkin::Instant at) {
  deeds_.push_back({story_seconds(at.steady), std::move(who), std::move(words)});
}

}  // namespace kiosk::replay
