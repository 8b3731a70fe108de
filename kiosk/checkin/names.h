// The words of the vocabularies as text: for the transition table, the log, the records and the harness. Never
// personal.
#pragma once

#include <string_view>

#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/event.h"
#include "kiosk/checkin/state.h"

namespace kiosk::checkin {

/// "CheckingFace"; the type's own name.
std::string_view name_of(const State& state);
std::string_view name_of(const Event& event);
std::string_view name_of(const Effect& effect);

/// "not-the-holder"; the enumerator's own name with hyphens.
std::string_view name_of(CardTrouble value);
std::string_view name_of(FaceHint value);
std::string_view name_of(FacePrompt value);
std::string_view name_of(FaceRejection value);
std::string_view name_of(Obstacle value);
std::string_view name_of(HowIdentified value);
std::string_view name_of(Sex value);
std::string_view name_of(ConsentItem value);
std::string_view name_of(ConsentDecision value);
std::string_view name_of(LetterField value);
std::string_view name_of(LetterProblem value);
std::string_view name_of(LetterHint value);
std::string_view name_of(Validity value);
std::string_view name_of(CertificateStanding value);
std::string_view name_of(ServiceProblem value);
std::string_view name_of(Confirmation value);
std::string_view name_of(PrescriptionForm value);
std::string_view name_of(VisualCheckReason value);
std::string_view name_of(StoreProblem value);
std::string_view name_of(StaffReason value);
std::string_view name_of(Document value);
std::string_view name_of(AnswersFate value);
std::string_view name_of(CheckNumberPart value);
std::string_view name_of(CardPlace value);

}  // namespace kiosk::checkin
