// One function a state: the screen of that state. Sorted into files by topic; screens.cpp visits them. Private to
// kiosk/screens.
#pragma once

#include "kiosk/checkin/state.h"
#include "kiosk/screens/screen.h"

namespace kiosk::screens {

// card_screens.cpp
Screen screen_of(const checkin::Welcome&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ReadingCard&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::EnteringCheckNumber&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ProvingCard&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ExplainingCard&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::TakingCard&, const checkin::Situation&, const View&);

// identity_screens.cpp
Screen screen_of(const checkin::ChoosingMethod&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::CheckingFace&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::OfferingOtherWays&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::EnteringPin&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::VerifyingPin&, const checkin::Situation&, const View&);

// staff_screens.cpp
Screen screen_of(const checkin::AwaitingStaff&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::EnteringStaffPasscode&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ConfirmingVisually&, const checkin::Situation&, const View&);

// letter_screens.cpp
Screen screen_of(const checkin::ChoosingDocument&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ExplainingDocument&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::EnteringLetter&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ReadingLetter&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ReviewingLetter&, const checkin::Situation&, const View&);

// insurance_screens.cpp
Screen screen_of(const checkin::CheckingEligibility&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ExplainingOutage&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::OfferingRegistration&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::RegisteringCard&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ChoosingInsurer&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ExplainingIneligibility&, const checkin::Situation&, const View&);

// consent_screens.cpp
Screen screen_of(const checkin::AskingConsent&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::AskingPrescription&, const checkin::Situation&, const View&);

// closing_screens.cpp
Screen screen_of(const checkin::RecordingVisit&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::CheckedIn&, const checkin::Situation&, const View&);
Screen screen_of(const checkin::ExplainingTrouble&, const checkin::Situation&, const View&);

// panels.cpp: opened beside the flow
Screen language_panel(const checkin::Situation&);
Screen presentation_panel(const checkin::Situation&);
Options language_options(const checkin::Situation&);

/// What a letter's field is called.
Words label_of(checkin::LetterField field);

}  // namespace kiosk::screens
