// The events of a check-in: what happened. From the card, the camera, the services, the person, and time.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "kiosk/checkin/state.h"

namespace kiosk::checkin {

// --- the card
// ---------------------------------------------------------------------------------------------------------
struct CardInserted {
  bool operator==(const CardInserted&) const = default;
};
struct CardRemoved {
  bool operator==(const CardRemoved&) const = default;
};
/// Check number B could not be read from the card's front, or the card refused it: then `tries_left` says how many more
/// the kiosk will spend.
struct CheckNumberNeeded {
  Ticket ticket;
  std::optional<int> tries_left;
  bool operator==(const CheckNumberNeeded&) const = default;
};
struct CardRead {
  Ticket ticket;
  CardFacts card;
  bool operator==(const CardRead&) const = default;
};
/// `code` is a reason for the record such as "card.data-signature"; without personal data.
struct CardReadFailed {
  Ticket ticket;
  CardTrouble trouble{};
  std::string code;
  std::optional<int> tries_left;
  bool operator==(const CardReadFailed&) const = default;
};
struct PinAccepted {
  Ticket ticket;
  bool operator==(const PinAccepted&) const = default;
};
struct PinRejected {
  Ticket ticket;
  int tries_left = 0;
  bool operator==(const PinRejected&) const = default;
};
struct CardProved {
  Ticket ticket;
  CardProof proof;
  bool operator==(const CardProved&) const = default;
};
/// PIN or proof could not be carried out.
struct CardFailed {
  Ticket ticket;
  CardTrouble trouble{};
  std::string code;
  bool operator==(const CardFailed&) const = default;
};
struct ReaderLost {
  bool operator==(const ReaderLost&) const = default;
};
struct ReaderFound {
  bool operator==(const ReaderFound&) const = default;
};

// --- the camera
// -------------------------------------------------------------------------------------------------------
struct FaceHinted {
  Ticket ticket;
  FaceHint hint{};
  FacePrompt prompt{};
  int progress_percent = 0;
  bool operator==(const FaceHinted&) const = default;
};
struct FaceMatched {
  Ticket ticket;
  bool operator==(const FaceMatched&) const = default;
};
struct FaceRejected {
  Ticket ticket;
  FaceRejection why{};
  bool operator==(const FaceRejected&) const = default;
};
struct LetterHinted {
  Ticket ticket;
  LetterHint hint{};
  bool operator==(const LetterHinted&) const = default;
};
struct LetterRead {
  Ticket ticket;
  LetterReading reading;
  bool operator==(const LetterRead&) const = default;
};
/// The reader of letters does not work.
struct LetterNotRead {
  Ticket ticket;
  bool operator==(const LetterNotRead&) const = default;
};
struct CameraLost {
  bool operator==(const CameraLost&) const = default;
};
struct CameraFound {
  bool operator==(const CameraFound&) const = default;
};

// --- the services
// -----------------------------------------------------------------------------------------------------
struct EligibilityKnown {
  Ticket ticket;
  Eligibility eligibility;
  bool operator==(const EligibilityKnown&) const = default;
};
struct EligibilityUnavailable {
  Ticket ticket;
  ServiceProblem why{};
  bool operator==(const EligibilityUnavailable&) const = default;
};
struct CardRegistered {
  Ticket ticket;
  bool operator==(const CardRegistered&) const = default;
};
struct RegistrationFailed {
  Ticket ticket;
  ServiceProblem why{};
  bool operator==(const RegistrationFailed&) const = default;
};
struct VisitRecorded {
  Ticket ticket;
  VisitReceipt receipt;
  bool operator==(const VisitRecorded&) const = default;
};
struct VisitNotRecorded {
  Ticket ticket;
  StoreProblem why{};
  bool operator==(const VisitNotRecorded&) const = default;
};

// --- the person
// -------------------------------------------------------------------------------------------------------
struct FaceChosen {
  bool operator==(const FaceChosen&) const = default;
};
struct PinChosen {
  bool operator==(const PinChosen&) const = default;
};
struct StaffCalled {
  bool operator==(const StaffCalled&) const = default;
};
struct NoCardChosen {
  bool operator==(const NoCardChosen&) const = default;
};  ///< "I have no My Number Card"
struct DocumentChosen {
  Document document{};
  bool operator==(const DocumentChosen&) const = default;
};
struct LetterCameraChosen {
  bool operator==(const LetterCameraChosen&) const = default;
};  ///< "I hold my letter up to the camera"
struct KeyTyped {
  base::SecretText key;
  bool operator==(const KeyTyped&) const = default;
};  ///< one key's UTF-8 text
struct KeyErased {
  bool operator==(const KeyErased&) const = default;
};
/// The whole text of the current letter field at once: pasted, from a wheel, or read by the camera.
struct FieldEdited {
  LetterField field{};
  std::string text;
  bool operator==(const FieldEdited&) const = default;
};
struct FieldChosen {
  LetterField field{};
  bool operator==(const FieldChosen&) const = default;
};  ///< "change" in the review
struct Continued {
  bool operator==(const Continued&) const = default;
};  ///< the main choice: next, try again, send
struct WentBack {
  bool operator==(const WentBack&) const = default;
};
struct Cancelled {
  bool operator==(const Cancelled&) const = default;
};
struct RegistrationAnswered {
  ConsentDecision decision{};
  bool operator==(const RegistrationAnswered&) const = default;
};
struct InsurerChosen {
  std::size_t index = 0;
  bool operator==(const InsurerChosen&) const = default;
};
struct AllAgreed {
  bool operator==(const AllAgreed&) const = default;
};
struct AllDeclined {
  bool operator==(const AllDeclined&) const = default;
};
struct OneByOneChosen {
  bool operator==(const OneByOneChosen&) const = default;
};
struct ConsentAnswered {
  ConsentDecision decision{};
  bool operator==(const ConsentAnswered&) const = default;
};
struct PrescriptionChosen {
  PrescriptionForm form{};
  bool operator==(const PrescriptionChosen&) const = default;
};
struct TimeExtended {
  bool operator==(const TimeExtended&) const = default;
};
struct PresentationChosen {
  Presentation presentation;
  bool operator==(const PresentationChosen&) const = default;
};

// --- staff
// ------------------------------------------------------------------------------------------------------------
struct StaffArrived {
  bool operator==(const StaffArrived&) const = default;
};  ///< the discreet staff button
struct VisualCheckConfirmed {
  VisualCheckReason reason{};
  bool operator==(const VisualCheckConfirmed&) const = default;
};

// --- time
// -------------------------------------------------------------------------------------------------------------
struct Tick {
  bool operator==(const Tick&) const = default;
};

using EventAlternatives =
    std::variant<CardInserted, CardRemoved, CheckNumberNeeded, CardRead, CardReadFailed, PinAccepted, PinRejected,
                 CardProved, CardFailed, ReaderLost, ReaderFound, FaceHinted, FaceMatched, FaceRejected, LetterHinted,
                 LetterRead, LetterNotRead, CameraLost, CameraFound, EligibilityKnown, EligibilityUnavailable,
                 CardRegistered, RegistrationFailed, VisitRecorded, VisitNotRecorded, FaceChosen, PinChosen,
                 StaffCalled, NoCardChosen, DocumentChosen, LetterCameraChosen, KeyTyped, KeyErased, FieldEdited,
                 FieldChosen, Continued, WentBack, Cancelled, RegistrationAnswered, InsurerChosen, AllAgreed,
                 AllDeclined, OneByOneChosen, ConsentAnswered, PrescriptionChosen, TimeExtended, PresentationChosen,
                 StaffArrived, VisualCheckConfirmed, Tick>;

/// One of the alternatives. Copied, moved and compared by code that is compiled once, in event.cpp: in every file that
/// holds one it would take the compiler seconds.
struct Event : EventAlternatives {
  using EventAlternatives::variant;
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();
  friend bool operator==(const Event& left, const Event& right);
};

}  // namespace kiosk::checkin
