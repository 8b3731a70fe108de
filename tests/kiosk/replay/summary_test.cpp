#include "kiosk/replay/summary.h"

#include <doctest/doctest.h>

using kiosk::replay::summary_of;
using kiosk::replay::SummaryFacts;
using std::chrono::microseconds;

namespace {

std::string text_of(const SummaryFacts& facts) {
  std::string text;
  for (const std::string& line : summary_of(facts)) text += line + "\n";
  return text;
}

vision::VerificationDecision decided(vision::Verdict verdict, float first, float second) {
  vision::VerificationDecision decision;
  decision.verdict = verdict;
  decision.good_frames = 5;
  decision.distances = vision::FaceDistances{first, second};
  decision.accept_second = 1.02F;
  decision.veto_first = 0.65F;
  return decision;
}

}  // namespace

TEST_CASE(
    "the summary of a check-in says who, how verified against which limits, what was agreed, where the record is") {
  kiosk::checkin::Visit visit;
  visit.name = "SPECIMEN JOHN";
  visit.birth_date = {std::chrono::year{1958}, std::chrono::month{2}, std::chrono::day{21}};
  visit.identified_by = kiosk::checkin::HowIdentified::face;
  const auto answer = [](kiosk::checkin::ConsentItem item, kiosk::checkin::ConsentDecision decision) {
    return kiosk::checkin::consent_given(item, decision, {}, "en", kiosk::checkin::HowIdentified::face);
  };
  visit.consents = {answer(kiosk::checkin::ConsentItem::medication, kiosk::checkin::ConsentDecision::agreed),
                    answer(kiosk::checkin::ConsentItem::checkup, kiosk::checkin::ConsentDecision::declined)};
  SummaryFacts facts{visit,
                     "A-0001",
                     decided(vision::Verdict::match, 0.475F, 0.739F),
                     "records/visits.db",
                     {{"card", microseconds{9900}}, {"reference", microseconds{476300}}},
                     {{"checking-face", microseconds{2030000}}}};
  CHECK(text_of(facts) ==
        "who        SPECIMEN JOHN, born 1958-02-21\n"
        "verified   by face\n"
        "face       match: second network 0.739 (same person up to 1.020), first network 0.475 (objects from 0.650), "
        "over 5 good frames\n"
        "consent    medication agreed, checkup declined\n"
        "record     number A-0001, in records/visits.db\n"
        "machine    card 9.9 ms, reference 476.3 ms\n"
        "screens    checking-face 2.03 s\n");
}

TEST_CASE("the summary of a refused face names nobody") {
  const std::string text = text_of({{}, "", decided(vision::Verdict::mismatch, 0.97F, 1.536F), {}, {}, {}});
  CHECK(
      text ==
      "who        nobody was checked in\n"
      "face       mismatch: second network 1.536 (same person up to 1.020), first network 0.970 (objects from 0.650), "
      "over 5 good frames\n"
      "record     no visit\n");
}
