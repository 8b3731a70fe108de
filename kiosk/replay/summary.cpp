#include "kiosk/replay/summary.h"

#include <cstdio>

#include "kiosk/checkin/names.h"

namespace kiosk::replay {
namespace {

std::string with_label(const char* label, const std::string& words) {
  std::string line = label;
  line.resize(11, ' ');
  return line + words;
}

std::string number(double value, const char* format) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
  return all;
}

std::string date_of(const checkin::Date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

std::string distances_of(const vision::VerificationDecision& face) {
  if (!face.distances) return std::string(vision::name_of(face.verdict)) + ", without a good frame";
  return std::string(vision::name_of(face.verdict)) + ": second network " + number(face.distances->second, "%.3f") +
         " (same person up to " + number(face.accept_second, "%.3f") + "), first network " +
         number(face.distances->first, "%.3f") + " (objects from " + number(face.veto_first, "%.3f") + "), over " +
         std::to_string(face.good_frames) + " good frames";
}

std::string consents_of(const checkin::Visit& visit) {
  std::vector<std::string> parts;
  for (const checkin::Consent& consent : visit.consents) {
    parts.push_back(std::string(checkin::name_of(consent.item)) + " " +
                    std::string(checkin::name_of(consent.decision)));
  }
  return parts.empty() ? "nothing was asked" : joined(parts);
}

std::string times_of(const std::vector<PartTime>& parts, double unit, const char* format) {
  std::vector<std::string> words;
  for (const PartTime& part : parts) {
    words.push_back(part.name + " " + number(static_cast<double>(part.took.count()) / unit, format));
  }
  return joined(words);
}

}  // namespace

std::vector<std::string> summary_of(const SummaryFacts& facts) {
  std::vector<std::string> lines;
  if (facts.visit) {
    lines.push_back(with_label("who", facts.visit->name + ", born " + date_of(facts.visit->birth_date)));
    lines.push_back(with_label("verified", "by " + std::string(checkin::name_of(facts.visit->identified_by))));
  } else {
    lines.push_back(with_label("who", "nobody was checked in"));
  }
  if (facts.face) lines.push_back(with_label("face", distances_of(*facts.face)));
  if (facts.face && !facts.face->liveness.words.empty()) {
    lines.push_back(with_label("alive", facts.face->liveness.words.front()));
  }
  if (facts.visit) {
    lines.push_back(with_label("consent", consents_of(*facts.visit)));
    const std::string place =
        facts.record.empty() ? "in a store that is gone with the story" : "in " + facts.record.string();
    lines.push_back(with_label("record", "number " + facts.queue_number + ", " + place));
  } else {
    lines.push_back(with_label("record", "no visit"));
  }
  if (!facts.machine.empty()) lines.push_back(with_label("machine", times_of(facts.machine, 1e3, "%.1f ms")));
  if (!facts.screens.empty()) lines.push_back(with_label("screens", times_of(facts.screens, 1e6, "%.2f s")));
  return lines;
}

}  // namespace kiosk::replay
