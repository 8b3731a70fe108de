// What a kiosk is made of. A front end chooses the implementations; everything else is the same code.
#pragma once

#include "cardreader/card_authority.h"
#include "cardreader/card_front.h"
#include "cardreader/card_reader.h"
#include "kiosk/checkin/eligibility_service.h"
#include "kiosk/checkin/letter_reader.h"
#include "kiosk/checkin/visit_store.h"
#include "vision/face_analyzer.h"
#include "vision/face_verifier.h"
#include "vision/frame_source.h"

namespace kiosk::runtime {

/// Whom the kiosk believes about cards, and who it is to a card that lets a terminal use its key without PIN.
struct CardTrust {
  cardreader::TrustAnchors anchors;
  cardreader::TerminalIdentity terminal;
};

/// References: whoever makes the kiosk owns the devices and outlives it.
struct Devices {
  cardreader::CardReader& card_reader;
  cardreader::CardFrontReader& card_front;
  vision::FrameSource& camera;
  vision::FaceAnalyzer& faces;
  checkin::EligibilityService& eligibility;
  checkin::VisitStore& visits;
  checkin::LetterReader& letters;
  const CardTrust* trust = nullptr;  ///< null: cards are read but not believed or disbelieved (trying a real card)
  vision::FrameSource* letter_camera = nullptr;  ///< null: letters are held up to `camera`
};

/// How a face is verified: the measured thresholds, and the verifier's numbers.
struct FaceVerification {
  vision::ThresholdRow thresholds;
  vision::VerifierRules rules;
};

}  // namespace kiosk::runtime
