// Walk: brings a check-in session into any situation through real events, as a person would, and remembers the orders.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "kiosk/checkin/session.h"

namespace support {

using namespace kiosk::checkin;

inline const Date a_day{std::chrono::year{2026} / 11 / 24};

/// An invented holder of a card, 46 years old on `a_day`.
inline CardFacts hanako() {
  CardFacts card;
  card.name = "受付　花子";
  card.address = "東京都千代田区一丁目";
  card.birth_date = Date{std::chrono::year{1980} / 2 / 17};
  card.sex = Sex::female;
  card.card_expires_on = Date{std::chrono::year{2030} / 2 / 17};
  card.certificate_expires_on = Date{std::chrono::year{2028} / 2 / 17};
  card.portrait = std::make_shared<const base::SecretBytes>(std::vector<unsigned char>{1, 2, 3});
  card.pin_tries_left = 3;
  return card;
}

inline Coverage a_coverage() {
  Coverage coverage;
  coverage.insurer_number = "06137897";
  coverage.insurer_name = "見本健康保険組合";
  coverage.symbol = "あいう";
  coverage.number = "187";
  coverage.branch = "05";
  coverage.name = "受付　花子";
  coverage.name_kana = "ウケツケ　ハナコ";
  coverage.birth_date = hanako().birth_date;
  coverage.sex = Sex::female;
  coverage.burden_percent = 30;
  return coverage;
}

inline Eligibility valid_eligibility() {
  Eligibility eligibility;
  eligibility.validity = Validity::valid;
  eligibility.coverages = {a_coverage()};
  return eligibility;
}

/// The camera was sure of two fields, not of the name, and found nothing else.
inline LetterReading a_reading() {
  return {Document::eligibility_letter,
          {{LetterField::insurer_number, {"06137897", Certainty::sure}},
           {LetterField::name, {"ウケツケ タロウ", Certainty::doubtful}},
           {LetterField::valid_until, {"2027-07-31", Certainty::sure}}}};
}

inline CardProof a_proof() { return {{0x30}, {1}, {2}}; }

/// The ticket of the state, for answers; zero when it waits for none.
inline Ticket ticket_of(const State& state) {
  return std::visit(
      [](const auto& s) -> Ticket {
        if constexpr (requires { s.ticket; }) return s.ticket;
        return Ticket{};
      },
      state);
}

class Walk {
 public:
  explicit Walk(Rules rules = {}) : session(std::move(rules)) {}

  /// The event happens now.
  Walk& then(const Event& event) {
    effects = session.handle(event, now);
    return *this;
  }
  /// An answer to the current state's order: the right ticket is filled in.
  template <class Answer>
  Walk& answer(Answer answer) {
    answer.ticket = ticket_of(session.state());
    return then(answer);
  }
  /// Time passes, with a tick at the end.
  Walk& wait(base::Duration duration) {
    now.steady = now.steady + duration;
    now.wall += std::chrono::duration_cast<std::chrono::seconds>(duration);
    return then(Tick{});
  }
  Walk& key(std::string_view digits) {
    for (const char digit : digits) then(KeyTyped{base::SecretText(std::string(1, digit))});
    return *this;
  }

  template <class S>
  bool is() const {
    return std::holds_alternative<S>(session.state());
  }
  template <class S>
  const S& state() const {
    return std::get<S>(session.state());
  }
  template <class E>
  const E* order() const {
    for (const Effect& effect : effects)
      if (const auto* found = std::get_if<E>(&effect)) return found;
    return nullptr;
  }
  template <class E>
  bool ordered() const {
    return order<E>() != nullptr;
  }

  // The stations of an ordinary check-in, each from the one before.
  Walk& insert_card() { return then(CardInserted{}); }
  Walk& read_card(CardFacts card = hanako()) { return insert_card().answer(CardRead{{}, std::move(card)}); }
  Walk& choose_face() { return read_card().then(FaceChosen{}); }
  Walk& match_face() { return choose_face().answer(FaceMatched{}); }
  Walk& prove_card() { return match_face().answer(CardProved{{}, a_proof()}); }
  Walk& reach_consent() { return prove_card().answer(EligibilityKnown{{}, valid_eligibility()}); }
  Walk& agree_to_all() { return reach_consent().then(AllAgreed{}); }
  Walk& check_in() { return agree_to_all().answer(VisitRecorded{{}, {"A-0001"}}); }
  Walk& begin_letter() { return then(NoCardChosen{}).then(DocumentChosen{Document::eligibility_letter}); }
  Walk& hold_up_letter() { return begin_letter().then(LetterCameraChosen{}); }
  Walk& review_letter() {
    begin_letter();
    for (const auto& [field, text] : letter_texts()) then(FieldEdited{field, text}).then(Continued{});
    return *this;
  }
  static std::vector<std::pair<LetterField, std::string>> letter_texts() {
    return {{LetterField::insurer_number, "06137897"},
            {LetterField::symbol, "12"},
            {LetterField::number, "345"},
            {LetterField::branch, "01"},
            {LetterField::name, "ウケツケ　タロウ"},
            {LetterField::birth_date, "1950-05-05"},
            {LetterField::valid_from, "2026-08-01"},
            {LetterField::valid_until, "2027-07-31"},
            {LetterField::burden_ratio, "20"}};
  }

  CheckInSession session;
  Effects effects;
  Instant now{base::TimePoint{base::Duration{1000}},
              std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{1}};
};

}  // namespace support
