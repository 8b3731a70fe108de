// The tables. A word once written to a record stays; a new enumerator gets a new word.
#include "kiosk/services/record_words.h"

namespace kiosk::services {

using namespace checkin;

template <>
std::span<const RecordWord<HowIdentified>> record_words() {
  static constexpr RecordWord<HowIdentified> words[] = {{HowIdentified::face, "face"},
                                                        {HowIdentified::pin, "pin"},
                                                        {HowIdentified::staff, "staff"},
                                                        {HowIdentified::letter, "letter"}};
  return words;
}

template <>
std::span<const RecordWord<VisualCheckReason>> record_words() {
  static constexpr RecordWord<VisualCheckReason> words[] = {
      {VisualCheckReason::face_not_confirmed, "face-not-confirmed"},
      {VisualCheckReason::pin_forgotten_or_locked, "pin-forgotten-or-locked"},
      {VisualCheckReason::cannot_use_machine, "cannot-use-machine"},
      {VisualCheckReason::device_trouble, "device-trouble"}};
  return words;
}

template <>
std::span<const RecordWord<Sex>> record_words() {
  static constexpr RecordWord<Sex> words[] = {
      {Sex::not_known, "not-known"}, {Sex::male, "male"}, {Sex::female, "female"}};
  return words;
}

template <>
std::span<const RecordWord<Confirmation>> record_words() {
  static constexpr RecordWord<Confirmation> words[] = {{Confirmation::confirmed, "confirmed"},
                                                       {Confirmation::to_be_confirmed, "to-be-confirmed"}};
  return words;
}

template <>
std::span<const RecordWord<Validity>> record_words() {
  static constexpr RecordWord<Validity> words[] = {{Validity::valid, "valid"},
                                                   {Validity::invalid, "invalid"},
                                                   {Validity::invalid_newer_exists, "invalid-newer-exists"},
                                                   {Validity::none, "none"},
                                                   {Validity::several, "several"},
                                                   {Validity::valid_unregistered, "valid-unregistered"}};
  return words;
}

template <>
std::span<const RecordWord<Registration>> record_words() {
  static constexpr RecordWord<Registration> words[] = {{Registration::registered, "registered"},
                                                       {Registration::not_registered, "not-registered"}};
  return words;
}

template <>
std::span<const RecordWord<CertificateStanding>> record_words() {
  static constexpr RecordWord<CertificateStanding> words[] = {{CertificateStanding::in_order, "in-order"},
                                                              {CertificateStanding::expires_soon, "expires-soon"},
                                                              {CertificateStanding::grace, "grace"},
                                                              {CertificateStanding::expired, "expired"},
                                                              {CertificateStanding::revoked, "revoked"}};
  return words;
}

template <>
std::span<const RecordWord<ConsentItem>> record_words() {
  static constexpr RecordWord<ConsentItem> words[] = {{ConsentItem::diagnosis, "diagnosis"},
                                                      {ConsentItem::operation, "operation"},
                                                      {ConsentItem::medication, "medication"},
                                                      {ConsentItem::checkup, "checkup"},
                                                      {ConsentItem::specific_disease, "specific-disease"},
                                                      {ConsentItem::medical_subsidy, "medical-subsidy"},
                                                      {ConsentItem::high_cost_limit, "high-cost-limit"}};
  return words;
}

template <>
std::span<const RecordWord<ConsentDecision>> record_words() {
  static constexpr RecordWord<ConsentDecision> words[] = {{ConsentDecision::agreed, "agreed"},
                                                          {ConsentDecision::declined, "declined"}};
  return words;
}

template <>
std::span<const RecordWord<PrescriptionForm>> record_words() {
  static constexpr RecordWord<PrescriptionForm> words[] = {{PrescriptionForm::not_asked, "not-asked"},
                                                           {PrescriptionForm::electronic, "electronic"},
                                                           {PrescriptionForm::paper, "paper"}};
  return words;
}

}  // namespace kiosk::services
