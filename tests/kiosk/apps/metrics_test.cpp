// The kiosk's numbers for a monitoring system.
#include "kiosk/apps/metrics.h"

#include <doctest/doctest.h>

using namespace kiosk;
using namespace kiosk::apps;

namespace {

checkin::Instant after(int seconds) { return {base::TimePoint{std::chrono::seconds{seconds}}, {}}; }

}  // namespace

TEST_CASE("visits, states, incidents and calls are counted, and no person is in the numbers") {
  Metrics metrics;
  checkin::Situation situation;
  situation.state = checkin::RecordingVisit{};
  checkin::RecordVisit record;
  record.visit.identified_by = checkin::HowIdentified::face;
  record.visit.name = "受付　花子";
  checkin::NoteIncident incident;
  incident.incident.reason = "card.data-signature";
  metrics.stepped(checkin::Tick{}, situation, {record, incident, checkin::CallStaff{}}, after(4));
  situation.state = checkin::CheckedIn{};
  metrics.stepped(checkin::VisitRecorded{}, situation, {}, after(5));

  const std::string text = metrics.text();
  for (const char* line :
       {"uketsuke_visits_total{identified_by=\"face\"} 1\n", "uketsuke_staff_calls_total 1\n",
        "uketsuke_incidents_total{code=\"card.data-signature\"} 1\n",
        "uketsuke_state_entries_total{state=\"RecordingVisit\"} 1\n",
        "uketsuke_state_seconds_total{state=\"Welcome\"} 4\n",
        "uketsuke_state_seconds_total{state=\"RecordingVisit\"} 1\n", "# TYPE uketsuke_visits_total counter\n"}) {
    CHECK_MESSAGE(text.find(line) != std::string::npos, text);
  }
  CHECK(text.find("花子") == std::string::npos);
}
