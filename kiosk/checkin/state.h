// The states of a check-in: what we are doing. Each holds exactly what is true in it; leaving it destroys that.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/secret.h"
#include "kiosk/base/time.h"
#include "kiosk/checkin/consent.h"
#include "kiosk/checkin/eligibility_service.h"
#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/letter_reader.h"
#include "kiosk/checkin/patient.h"
#include "kiosk/checkin/visit_store.h"

namespace kiosk::checkin {

/// Answers to an effect repeat its ticket; an answer with an old ticket is ignored. This is how we cancel.
struct Ticket {
  int number = 0;
  bool operator==(const Ticket&) const = default;
};

/// Why a card cannot be used; each has its own screen text and what to do next.
enum class CardTrouble {
  not_a_my_number_card,
  unreadable,  ///< answers that make no sense, broken photo, wrong lengths
  pulled_too_early,
  in_use,  ///< another program holds the reader exclusively
  too_slow,
  check_number_blocked,  ///< check number B has too few tries left for us to spend one
  pin_blocked,
  not_genuine,          ///< "we cannot confirm this card"
  expired,              ///< the date on the card has passed
  certificate_expired,  ///< the electronic certificate in it ended more than three months ago
  reader_lost,
};

/// What the camera wants from the person, one at a time, in order of urgency.
enum class FaceHint {
  none,
  no_face,
  several_faces,
  come_closer,
  step_back,
  centre,
  look_straight,
  too_dark,
  too_bright,
  light_behind,
  hold_still,
  open_eyes,
  take_off_mask,
  uncover_face,
};

/// A random request that proves a living face.
enum class FacePrompt { none, turn_left, turn_right, nod, blink, come_closer };

enum class FaceRejection {
  not_the_holder,
  no_usable_face,  ///< time was up without enough good pictures
  not_alive,       ///< a printed photo or a screen, as far as we can tell
  no_camera,
  no_usable_photo,  ///< the photo in the card cannot be compared (none, broken, no face, two faces)
};

/// The three parts of check number B, asked when it cannot be read from the front of the card.
enum class CheckNumberPart { birth_date, expiry_year, security_code };

/// Who was identified, by what, and how surely. From here on no portrait is held.
struct Identified {
  HowIdentified how{};
  std::optional<VisualCheckReason> visual_check_reason;
  std::variant<CardFacts, EligibilityLetter> document;
  std::optional<CardProof> proof;  ///< for a card

  bool operator==(const Identified&) const = default;
};

/// A visit in the making, once eligibility is known (or cannot be known now).
struct Arrival {
  Identified who;
  Confirmation confirmation = Confirmation::confirmed;
  Eligibility eligibility;
  std::optional<std::size_t> coverage_index;  ///< into `eligibility.coverages`
  std::vector<Consent> consents;
  PrescriptionForm prescription = PrescriptionForm::not_asked;

  bool operator==(const Arrival&) const = default;
};

struct Welcome {
  bool operator==(const Welcome&) const = default;
};

struct ReadingCard {
  Ticket ticket;
  base::TimePoint give_up_at;
  bool operator==(const ReadingCard&) const = default;
};

/// Asking for check number B on the keypad. `typed` holds one text per CheckNumberPart.
struct EnteringCheckNumber {
  CheckNumberPart part = CheckNumberPart::birth_date;
  std::array<base::SecretText, 3> typed;
  std::optional<int> tries_left;  ///< set after the card refused a number
  bool implausible = false;       ///< what was typed cannot be: asked again without spending a try
  bool operator==(const EnteringCheckNumber&) const = default;
};

struct ChoosingMethod {
  CardFacts card;
  bool operator==(const ChoosingMethod&) const = default;
};

struct CheckingFace {
  Ticket ticket;
  CardFacts card;
  int attempt = 1;
  FaceHint hint = FaceHint::none;
  FacePrompt prompt = FacePrompt::none;
  int progress_percent = 0;
  base::TimePoint give_up_at;
  bool operator==(const CheckingFace&) const = default;
};

/// Why the way that was tried did not confirm the person: a FaceRejection, or the PIN.
enum class Obstacle { not_the_holder, no_usable_face, not_alive, no_camera, no_usable_photo, pin_has_too_few_tries };

/// Not confirmed yet: the face again (while attempts are left), PIN (while tries are left), staff or letter.
struct OfferingOtherWays {
  CardFacts card;
  Obstacle why{};
  int attempts_left = 0;
  bool operator==(const OfferingOtherWays&) const = default;
};

struct EnteringPin {
  CardFacts card;
  base::SecretText digits;
  bool wrong = false;  ///< the last one was refused by the card
  bool operator==(const EnteringPin&) const = default;
};

struct VerifyingPin {
  Ticket ticket;
  CardFacts card;
  base::TimePoint give_up_at;
  bool operator==(const VerifyingPin&) const = default;
};

enum class StaffReason { asked_by_person, visual_check, not_eligible, device_trouble, card_trouble };

/// Staff was called and is on the way. With a card in hand they may confirm the person by eye.
struct AwaitingStaff {
  StaffReason reason{};
  std::optional<CardFacts> card;
  bool operator==(const AwaitingStaff&) const = default;
};

struct EnteringStaffPasscode {
  CardFacts card;
  base::SecretText digits;
  bool wrong = false;
  int attempts = 0;
  bool operator==(const EnteringStaffPasscode&) const = default;
};

struct ConfirmingVisually {
  CardFacts card;
  bool operator==(const ConfirmingVisually&) const = default;
};

/// The card signs a fresh nonce for the insurer.
struct ProvingCard {
  Ticket ticket;
  CardFacts card;
  HowIdentified how{};
  std::optional<VisualCheckReason> visual_check_reason;
  base::TimePoint give_up_at;
  bool operator==(const ProvingCard&) const = default;
};

struct ChoosingDocument {
  bool operator==(const ChoosingDocument&) const = default;
};

/// Kindly declines a document that is no proof by itself, and shows the way on.
struct ExplainingDocument {
  Document document{};
  bool operator==(const ExplainingDocument&) const = default;
};

struct EnteringLetter {
  LetterDraft draft;
  LetterField field = first_letter_field;
  std::optional<LetterProblem> problem;
  bool returns_to_review = false;  ///< reached from "check your answers"
  LetterProposals proposals = {};  ///< what of the draft the camera read
  enum class Camera { unused, gave_up } camera = Camera::unused;
  bool operator==(const EnteringLetter&) const = default;
};

/// The letter is held up to the camera. What was typed before waits in `entered`.
struct ReadingLetter {
  Ticket ticket;
  EnteringLetter entered;
  LetterHint hint = LetterHint::none;
  base::TimePoint give_up_at;
  bool operator==(const ReadingLetter&) const = default;
};

struct ReviewingLetter {
  LetterDraft draft;
  LetterProposals proposals = {};
  bool operator==(const ReviewingLetter&) const = default;
};

struct CheckingEligibility {
  Ticket ticket;
  Identified who;
  base::TimePoint give_up_at;
  bool operator==(const CheckingEligibility&) const = default;
};

/// The insurer cannot be reached: the visit can be recorded now and confirmed later.
struct ExplainingOutage {
  Identified who;
  ServiceProblem why{};
  bool operator==(const ExplainingOutage&) const = default;
};

struct OfferingRegistration {
  Identified who;
  bool operator==(const OfferingRegistration&) const = default;
};

struct RegisteringCard {
  Ticket ticket;
  Identified who;
  base::TimePoint give_up_at;
  bool operator==(const RegisteringCard&) const = default;
};

struct ChoosingInsurer {
  Arrival arrival;
  bool operator==(const ChoosingInsurer&) const = default;
};

/// The insurance is not valid, not found, or the certificate is past its grace. Never a dead end.
struct ExplainingIneligibility {
  Identified who;
  Validity validity{};
  CertificateStanding certificate = CertificateStanding::in_order;
  bool operator==(const ExplainingIneligibility&) const = default;
};

/// All at once first; after "one by one", one item a screen. `remaining` holds the items still to ask.
struct AskingConsent {
  Arrival arrival;
  enum class Way { all_at_once, one_by_one } way = Way::all_at_once;
  std::vector<ConsentItem> items;  ///< everything that is asked of this person
  std::size_t next = 0;            ///< index into `items`, one by one
  bool operator==(const AskingConsent&) const = default;
};

struct AskingPrescription {
  Arrival arrival;
  bool operator==(const AskingPrescription&) const = default;
};

struct RecordingVisit {
  Ticket ticket;
  Visit visit;
  std::optional<Date> card_expires_on;  ///< for the warnings on the result screen
  std::optional<Date> certificate_expires_on;
  base::TimePoint give_up_at;
  bool operator==(const RecordingVisit&) const = default;
};

/// Where the card is while the result is shown.
enum class CardPlace { in_reader, taken, none };

struct CheckedIn {
  std::string queue_number;
  Confirmation confirmation{};
  std::optional<Coverage> coverage;
  CertificateStanding certificate = CertificateStanding::in_order;
  std::optional<Date> card_expires_on;
  std::optional<Date> certificate_expires_on;
  CardPlace card = CardPlace::none;
  base::TimePoint since;
  int alarm_step = 0;  ///< how many of the three card-left alarms were given
  Date on{};           ///< the day of the visit, for the warnings
  bool operator==(const CheckedIn&) const = default;
};

struct ExplainingCard {
  CardTrouble trouble{};
  std::optional<int> tries_left;  ///< of check number B, where that is the matter
  bool operator==(const ExplainingCard&) const = default;
};

/// Something of ours failed. Says what became of the answers.
enum class AnswersFate { nothing_was_sent, visit_not_recorded };

struct ExplainingTrouble {
  AnswersFate answers{};
  bool operator==(const ExplainingTrouble&) const = default;
};

/// The check-in is over but the card is still in the reader.
struct TakingCard {
  base::TimePoint since;
  int alarm_step = 0;
  bool operator==(const TakingCard&) const = default;
};

using StateAlternatives =
    std::variant<Welcome, ReadingCard, EnteringCheckNumber, ChoosingMethod, CheckingFace, OfferingOtherWays,
                 EnteringPin, VerifyingPin, AwaitingStaff, EnteringStaffPasscode, ConfirmingVisually, ProvingCard,
                 ChoosingDocument, ExplainingDocument, EnteringLetter, ReadingLetter, ReviewingLetter,
                 CheckingEligibility, ExplainingOutage, OfferingRegistration, RegisteringCard, ChoosingInsurer,
                 ExplainingIneligibility, AskingConsent, AskingPrescription, RecordingVisit, CheckedIn, ExplainingCard,
                 ExplainingTrouble, TakingCard>;

/// One of the alternatives. Copied, moved and compared by code that is compiled once, in state.cpp: in every file that
/// holds one it would take the compiler seconds.
struct State : StateAlternatives {
  using StateAlternatives::variant;
  State(const State& other);
  State(State&& other) noexcept;
  State& operator=(const State& other);
  State& operator=(State&& other) noexcept;
  ~State();
  friend bool operator==(const State& left, const State& right);
};

/// How this person wants to be spoken to. Back to the defaults with Welcome.
struct Presentation {
  std::string language = "ja";  ///< catalogue name: ja, ja-easy, en, zh-Hans, …
  enum class TextSize { normal, large, largest } text_size = TextSize::normal;
  enum class Contrast { normal, high } contrast = Contrast::normal;
  enum class Position { normal, low } position = Position::normal;
  enum class Motion { full, reduced } motion = Motion::full;
  enum class Voice { off, on } voice = Voice::off;
  bool operator==(const Presentation&) const = default;
};

/// "Do you need more time?" stands over the current screen.
struct TimeWarning {
  base::TimePoint ends_at;
  bool operator==(const TimeWarning&) const = default;
};

/// Everything a screen may depend on.
struct Situation {
  State state = Welcome{};
  Presentation presentation;
  std::optional<TimeWarning> warning;
  bool staff_called = false;  ///< stands over any screen: "staff is on the way"
  bool reader_works = true;
  bool camera_works = true;
  bool reads_letters = true;  ///< this kiosk can read a letter that is held up to the camera
  bool operator==(const Situation&) const = default;
};

}  // namespace kiosk::checkin
