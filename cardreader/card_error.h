// Why something with a card did not work: one closed list, so that the kiosk can say to a person what to do.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "cardreader/authenticity_problem.h"

namespace cardreader {

enum class CardProblem {
  no_service,            ///< the PC/SC service (pcscd) does not run or went away
  no_reader,             ///< the service runs, no reader is connected
  no_card,               ///< a reader, and no card on it
  card_removed,          ///< the card was taken away in the middle
  no_answer,             ///< the card or the service did not answer within the limit
  in_use_elsewhere,      ///< another program holds the card
  not_a_my_number_card,  ///< a card, of another kind
  wrong_secret,          ///< PIN or number B is wrong; tries_left says how many remain
  last_try_left,         ///< only one try remains; it is never spent here
  secret_blocked,        ///< no try remains
  implausible_number_b,  ///< number B cannot be right; nothing was sent to the card
  not_authorised,        ///< the card refuses: a PIN, B or terminal is needed first
  not_found,             ///< the card has no such application or file
  unexpected_answer,     ///< an answer that the card's dialect does not know
  broken_contents,       ///< a file on the card is damaged or contradicts another one
  not_genuine,           ///< the card is not believed; `authenticity` says at which step
  cancelled,             ///< the wait was cancelled
  cannot_present,        ///< a virtual card could not be presented (driver, port, file)
};

/// The problem's name with hyphens ("card-removed"), for records and --json.
std::string_view name_of(CardProblem problem);

/// What the problem means, as a short English sentence without personal data.
std::string_view sentence_for(CardProblem problem);

struct CardError {
  CardProblem problem;
  std::string detail;  ///< for the log: what failed and how; never what a card contains
  std::optional<int> tries_left = std::nullopt;
  std::optional<AuthenticityProblem> authenticity = std::nullopt;  ///< with not_genuine only

  bool operator==(const CardError&) const = default;
  /// One line for stderr: the sentence, tries, and the detail.
  std::string text() const;
};

std::ostream& operator<<(std::ostream& out, const CardError& error);

}  // namespace cardreader
