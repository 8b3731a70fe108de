// The names and sentences of card problems.
#include "cardreader/card_error.h"

#include <ostream>

namespace cardreader {

std::string_view name_of(CardProblem problem) {
  switch (problem) {
    case CardProblem::no_service:
      return "no-service";
    case CardProblem::no_reader:
      return "no-reader";
    case CardProblem::no_card:
      return "no-card";
    case CardProblem::card_removed:
      return "card-removed";
    case CardProblem::no_answer:
      return "no-answer";
    case CardProblem::in_use_elsewhere:
      return "in-use-elsewhere";
    case CardProblem::not_a_my_number_card:
      return "not-a-my-number-card";
    case CardProblem::wrong_secret:
      return "wrong-secret";
    case CardProblem::last_try_left:
      return "last-try-left";
    case CardProblem::secret_blocked:
      return "secret-blocked";
    case CardProblem::implausible_number_b:
      return "implausible-number-b";
    case CardProblem::not_authorised:
      return "not-authorised";
    case CardProblem::not_found:
      return "not-found";
    case CardProblem::unexpected_answer:
      return "unexpected-answer";
    case CardProblem::broken_contents:
      return "broken-contents";
    case CardProblem::not_genuine:
      return "not-genuine";
    case CardProblem::cancelled:
      return "cancelled";
    case CardProblem::cannot_present:
      return "cannot-present";
  }
  return "unknown";
}

std::string_view sentence_for(CardProblem problem) {
  switch (problem) {
    case CardProblem::no_service:
      return "The smart card service (pcscd) is not running.";
    case CardProblem::no_reader:
      return "No card reader is connected.";
    case CardProblem::no_card:
      return "There is no card on the reader.";
    case CardProblem::card_removed:
      return "The card was taken away before it was read.";
    case CardProblem::no_answer:
      return "The card does not answer.";
    case CardProblem::in_use_elsewhere:
      return "Another program is using the card.";
    case CardProblem::not_a_my_number_card:
      return "This is not a My Number card.";
    case CardProblem::wrong_secret:
      return "The number is wrong.";
    case CardProblem::last_try_left:
      return "Only one try is left; it was not used.";
    case CardProblem::secret_blocked:
      return "This number is locked on the card.";
    case CardProblem::implausible_number_b:
      return "Birth date, expiry year or security code cannot be right.";
    case CardProblem::not_authorised:
      return "The card does not allow this without a number entered first.";
    case CardProblem::not_found:
      return "The card does not have what was asked for.";
    case CardProblem::unexpected_answer:
      return "The card gave an answer that makes no sense.";
    case CardProblem::broken_contents:
      return "The contents of the card are damaged.";
    case CardProblem::not_genuine:
      return "We cannot confirm that this card is genuine.";
    case CardProblem::cancelled:
      return "The wait was cancelled.";
    case CardProblem::cannot_present:
      return "The virtual card cannot be presented.";
  }
  return "Unknown problem.";
}

std::string CardError::text() const {
  std::string line{sentence_for(problem)};
  if (tries_left) line += " Tries left: " + std::to_string(*tries_left) + ".";
  if (authenticity) line += " " + std::string(sentence_for(*authenticity));
  if (!detail.empty()) line += " (" + detail + ")";
  return line;
}

std::ostream& operator<<(std::ostream& out, const CardError& error) { return out << error.text(); }

}  // namespace cardreader
