// The effects of a check-in: orders that the runtime carries out. Answers come back as events with the same ticket.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "kiosk/checkin/state.h"

namespace kiosk::checkin {

/// Read the facts and the portrait. Without a typed check number the card's front is read first.
/// `tries_kept`: never spend a try that would leave fewer. Answered by CardRead, CheckNumberNeeded or CardReadFailed.
struct ReadCard {
  Ticket ticket;
  std::optional<base::SecretText> check_number;
  int tries_kept = 1;
  Date today{};  ///< for what is plausible and what has expired
  bool operator==(const ReadCard&) const = default;
};
/// Answered by PinAccepted, PinRejected or CardFailed.
struct VerifyPin {
  Ticket ticket;
  base::SecretText pin;
  bool operator==(const VerifyPin&) const = default;
};
/// Let the card sign a fresh nonce, by the PIN just verified or by terminal authentication. Answered by CardProved or
/// CardFailed.
struct ProveCard {
  Ticket ticket;
  HowIdentified how{};
  bool operator==(const ProveCard&) const = default;
};
/// Close the channel to the card and forget what was read from it.
struct ReleaseCard {
  bool operator==(const ReleaseCard&) const = default;
};

/// Make the reference embedding now, so that it is ready when the face is checked.
struct PrepareFaceReference {
  Portrait portrait;
  bool operator==(const PrepareFaceReference&) const = default;
};
/// Watch the camera until the face matches, is rejected, or StopFaceCheck. Answered by FaceHinted, FaceMatched,
/// FaceRejected.
struct StartFaceCheck {
  Ticket ticket;
  int attempt = 1;
  bool operator==(const StartFaceCheck&) const = default;
};
struct StopFaceCheck {
  bool operator==(const StopFaceCheck&) const = default;
};
/// Wipe the reference and everything seen of this person.
struct ForgetFace {
  bool operator==(const ForgetFace&) const = default;
};

/// Watch the camera until a letter that is held up could be read, or StopReadingLetter. `today` decides whether its
/// dates can be. Answered by LetterHinted, LetterRead or LetterNotRead.
struct ReadLetter {
  Ticket ticket;
  Date today{};
  bool operator==(const ReadLetter&) const = default;
};
/// Forget what was seen of the letter.
struct StopReadingLetter {
  bool operator==(const StopReadingLetter&) const = default;
};

/// Answered by EligibilityKnown or EligibilityUnavailable.
struct AskEligibility {
  Ticket ticket;
  EligibilityQuestion question;
  Date today{};
  bool operator==(const AskEligibility&) const = default;
};
/// Answered by CardRegistered or RegistrationFailed.
struct RegisterCard {
  Ticket ticket;
  CardProof proof;
  bool operator==(const RegisterCard&) const = default;
};
/// Answered by VisitRecorded or VisitNotRecorded.
struct RecordVisit {
  Ticket ticket;
  Visit visit;
  bool operator==(const RecordVisit&) const = default;
};
struct NoteIncident {
  Incident incident;
  bool operator==(const NoteIncident&) const = default;
};

struct CallStaff {
  StaffReason reason{};
  bool operator==(const CallStaff&) const = default;
};
/// The card is still in the reader: 1 a beep, 2 louder, 3 staff.
struct SoundCardAlarm {
  int step = 1;
  bool operator==(const SoundCardAlarm&) const = default;
};

using Effect = std::variant<ReadCard, VerifyPin, ProveCard, ReleaseCard, PrepareFaceReference, StartFaceCheck,
                            StopFaceCheck, ForgetFace, ReadLetter, StopReadingLetter, AskEligibility, RegisterCard,
                            RecordVisit, NoteIncident, CallStaff, SoundCardAlarm>;
using Effects = std::vector<Effect>;

}  // namespace kiosk::checkin
