// The words that stand for the rules' enumerators in records, rosters and answers. One table each way; never
// translated.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "kiosk/checkin/visit_store.h"

namespace kiosk::services {

template <class Enumerator>
struct RecordWord {
  Enumerator value;
  std::string_view word;
};

/// The table of one enumeration; specialised for every one that is recorded.
template <class Enumerator>
std::span<const RecordWord<Enumerator>> record_words();

template <>
std::span<const RecordWord<checkin::HowIdentified>> record_words();
template <>
std::span<const RecordWord<checkin::VisualCheckReason>> record_words();
template <>
std::span<const RecordWord<checkin::Sex>> record_words();
template <>
std::span<const RecordWord<checkin::Confirmation>> record_words();
template <>
std::span<const RecordWord<checkin::Validity>> record_words();
template <>
std::span<const RecordWord<checkin::Registration>> record_words();
template <>
std::span<const RecordWord<checkin::CertificateStanding>> record_words();
template <>
std::span<const RecordWord<checkin::ConsentItem>> record_words();
template <>
std::span<const RecordWord<checkin::ConsentDecision>> record_words();
template <>
std::span<const RecordWord<checkin::PrescriptionForm>> record_words();

template <class Enumerator>
std::string_view word_for(Enumerator value) {
  for (const auto& entry : record_words<Enumerator>()) {
    if (entry.value == value) return entry.word;
  }
  return "?";
}

template <class Enumerator>
std::optional<Enumerator> from_word(std::string_view word) {
  for (const auto& entry : record_words<Enumerator>()) {
    if (entry.word == word) return entry.value;
  }
  return std::nullopt;
}

}  // namespace kiosk::services
