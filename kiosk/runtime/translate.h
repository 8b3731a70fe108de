// The one place where the words of the leaf libraries become the words of the check-in.
#pragma once

#include <string>

#include "cardreader/card_error.h"
#include "cardreader/card_record.h"
#include "kiosk/checkin/event.h"
#include "vision/face_verifier.h"
#include "vision/vision_error.h"

namespace kiosk::runtime {

/// What a card problem means for the person; the code for the record is "card." and the problem's own name, for a card
/// that is not genuine with the step at which it failed ("card.not-genuine.face-changed").
checkin::CardTrouble trouble_of(const cardreader::CardError& error);
std::string code_of(const cardreader::CardError& error);

/// The record as the rules know it. `pin_tries_left` is empty for a card without PIN. The certificate's expiry date is
/// read from its DER; an unreadable one counts as expired on the card's own date.
checkin::CardFacts facts_of(cardreader::CardRecord record, std::optional<int> pin_tries_left);

checkin::FaceHint hint_of(vision::FaceHint hint);
checkin::FacePrompt prompt_of(const std::optional<vision::LivenessPrompt>& prompt);
checkin::FaceRejection rejection_of(vision::Verdict verdict);

}  // namespace kiosk::runtime
