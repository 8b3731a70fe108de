#include "kiosk/apps/metrics.h"

#include <sstream>

#include "kiosk/checkin/names.h"
#include "kiosk/services/record_words.h"
#include "kiosk/services/whole_file.h"

namespace kiosk::apps {
namespace {

template <class Number>
void put(std::ostream& out, const char* name, const char* help, const char* label,
         const std::map<std::string, Number>& values) {
  out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << " counter\n";
  for (const auto& [value, count] : values) out << name << '{' << label << "=\"" << value << "\"} " << count << "\n";
}

}  // namespace

void Metrics::stepped(const checkin::Event&, const checkin::Situation& now, const checkin::Effects& effects,
                      checkin::Instant at) {
  const std::lock_guard lock(mutex_);
  for (const checkin::Effect& effect : effects) {
    if (const auto* recorded = std::get_if<checkin::RecordVisit>(&effect)) {
      ++check_ins_by_[std::string(services::word_for(recorded->visit.identified_by))];
    } else if (const auto* noted = std::get_if<checkin::NoteIncident>(&effect)) {
      ++incidents_[noted->incident.reason];
    } else if (std::holds_alternative<checkin::CallStaff>(effect)) {
      ++staff_calls_;
    }
  }
  const std::string state{checkin::name_of(now.state)};
  if (state == state_) return;
  state_seconds_[state_] += static_cast<double>((at.steady - since_).count()) / 1000;
  ++screens_[state];
  state_ = state;
  since_ = at.steady;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::ostringstream out;
  put(out, "uketsuke_visits_total", "Visits sent to the records, by how the person was identified.", "identified_by",
      check_ins_by_);
  put(out, "uketsuke_state_entries_total", "How often each state of a check-in was entered.", "state", screens_);
  put(out, "uketsuke_state_seconds_total", "Time spent in each state.", "state", state_seconds_);
  put(out, "uketsuke_incidents_total", "What went wrong, by its code.", "code", incidents_);
  out << "# HELP uketsuke_staff_calls_total How often staff were called.\n# TYPE uketsuke_staff_calls_total counter\n"
      << "uketsuke_staff_calls_total " << staff_calls_ << "\n";
  return out.str();
}

std::optional<std::string> Metrics::write(const std::filesystem::path& file) const {
  return services::write_whole_file(file, text());
}

}  // namespace kiosk::apps
