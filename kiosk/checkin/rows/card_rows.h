// Rows: from the empty reader to a card that was read.
#pragma once

#include <cctype>

#include "kiosk/checkin/check_number.h"
#include "kiosk/checkin/names.h"
#include "kiosk/checkin/rows/row.h"

namespace kiosk::checkin {
namespace {

Step begin_reading(Context& c, std::optional<base::SecretText> check_number) {
  const Ticket ticket = c.next_ticket();
  return {ReadingCard{ticket, c.in(c.rules.card_time_limit)},
          {ReadCard{ticket, std::move(check_number), c.rules.check_number_tries_kept, c.today()}}};
}

Step on(Context& c, const Welcome&, const CardInserted&) {
  c.memory.arrived_at = c.at;
  return begin_reading(c, std::nullopt);
}

Step on(Context&, const Welcome&, const NoCardChosen&) { return {ChoosingDocument{}, {}}; }

Step on(Context& c, const ReadingCard&, const CardRead& e) {
  if (e.card.card_expires_on < c.today()) {
    return {ExplainingCard{CardTrouble::expired, std::nullopt}, {c.incident("card.expired")}};
  }
  Effects effects;
  if (e.card.portrait) effects.push_back(PrepareFaceReference{e.card.portrait});
  return {ChoosingMethod{e.card}, std::move(effects)};
}

Step on(Context&, const ReadingCard&, const CheckNumberNeeded& e) {
  return {EnteringCheckNumber{CheckNumberPart::birth_date, {}, e.tries_left, false}, {}};
}

Step on(Context& c, const ReadingCard&, const CardReadFailed& e) {
  return {ExplainingCard{e.trouble, e.tries_left}, {c.incident(e.code)}};
}

Step on(Context& c, const ReadingCard& s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {s, {}};
  return {ExplainingCard{CardTrouble::too_slow, std::nullopt}, {c.incident("card.too-slow")}};
}

Step on(Context&, EnteringCheckNumber s, const KeyTyped& e) {
  auto& typed = s.typed[static_cast<std::size_t>(s.part)];
  const bool is_digit = e.key.reveal().size() == 1 && std::isdigit(static_cast<unsigned char>(e.key.reveal()[0])) != 0;
  if (is_digit && typed.reveal().size() < length_of(s.part)) typed = base::SecretText(typed.reveal() + e.key.reveal());
  s.implausible = false;
  return {std::move(s), {}};
}

Step on(Context&, EnteringCheckNumber s, const KeyErased&) {
  auto& typed = s.typed[static_cast<std::size_t>(s.part)];
  if (!typed.empty()) typed = base::SecretText(typed.reveal().substr(0, typed.reveal().size() - 1));
  return {std::move(s), {}};
}

Step on(Context& c, EnteringCheckNumber s, const Continued&) {
  const auto index = static_cast<std::size_t>(s.part);
  if (!is_plausible(s.part, s.typed[index], c.today())) {
    s.implausible = true;
    return {std::move(s), {}};
  }
  if (s.part != CheckNumberPart::security_code) {
    s.part = static_cast<CheckNumberPart>(index + 1);
    return {std::move(s), {}};
  }
  return begin_reading(c, base::SecretText(s.typed[0].reveal() + s.typed[1].reveal() + s.typed[2].reveal()));
}

Step on(Context&, EnteringCheckNumber s, const WentBack&) {
  if (s.part != CheckNumberPart::birth_date) s.part = static_cast<CheckNumberPart>(static_cast<int>(s.part) - 1);
  s.implausible = false;
  return {std::move(s), {}};
}

Step on(Context& c, const ExplainingCard& s, const Continued&) {
  if (c.memory.card != CardPlace::in_reader) return {Welcome{}, {}};
  if (s.trouble == CardTrouble::expired || s.trouble == CardTrouble::certificate_expired) return {end_of_visit(c), {}};
  return begin_reading(c, std::nullopt);
}

Step on(Context& c, const ExplainingCard&, const CardInserted&) {
  c.memory.arrived_at = c.at;
  return begin_reading(c, std::nullopt);
}

Step on(Context&, const ExplainingCard&, const NoCardChosen&) { return {ChoosingDocument{}, {}}; }

}  // namespace
}  // namespace kiosk::checkin
