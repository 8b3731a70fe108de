// Each step starts from nothing, as if the card had just been put down, except that identification is counted on its
// own.
#include "tools/card/bench_steps.h"

#include "cardreader/card_authenticity.h"
#include "cardreader/my_number_card.h"

namespace card_tool {
namespace {

using cardreader::CardChannel;
using cardreader::CardError;
using cardreader::MyNumberCard;

template <class Value>
std::optional<CardError> failure_of(const base::Result<Value, CardError>& result) {
  if (result) return std::nullopt;
  return result.error();
}

}  // namespace

base::Result<std::vector<BenchStep>, CardError> bench_steps(const cardreader::VirtualCardContents& card,
                                                            const std::string& authority) {
  const auto number = card.front.number_b();
  if (!number) return CardError{cardreader::CardProblem::broken_contents, "the card's front gives no number B"};
  std::vector<BenchStep> steps{
      {"identify", [](CardChannel& channel) { return failure_of(MyNumberCard(channel).identify()); }},
      {"photo, in 256-byte pieces",
       [number](CardChannel& channel) { return failure_of(MyNumberCard(channel).read_card_face(*number)); }},
      {"identify and photo",
       [number](CardChannel& channel) {
         MyNumberCard my_number_card(channel);
         if (auto failed = failure_of(my_number_card.identify())) return failed;
         return failure_of(my_number_card.read_card_face(*number));
       }},
      {"four attributes",
       [number](CardChannel& channel) { return failure_of(MyNumberCard(channel).read_attributes(*number)); }},
      {"authentication certificate",
       [](CardChannel& channel) { return failure_of(MyNumberCard(channel).authentication_certificate()); }},
      {"all that a check-in reads",
       [number](CardChannel& channel) { return failure_of(cardreader::read_card_record(channel, *number)); }},
  };
  if (authority.empty()) return steps;
  auto anchors = cardreader::load_trust_anchors(authority);
  if (!anchors) return anchors.error();
  auto terminal = cardreader::load_terminal(authority);
  if (!terminal) return terminal.error();
  steps.push_back({"all, with authenticity", [number, trusted = std::move(anchors).value()](CardChannel& channel) {
                     return failure_of(cardreader::read_genuine_card(channel, *number, trusted));
                   }});
  steps.push_back({"terminal, nonce, signature",
                   [own = std::move(terminal).value()](CardChannel& channel) -> std::optional<CardError> {
                     MyNumberCard my_number_card(channel);
                     if (auto failed = failure_of(my_number_card.authenticate_terminal(own))) return failed;
                     return failure_of(my_number_card.sign_for_authentication(
                         cardreader::digest_info(cardreader::sha256(cardreader::view_of("nonce")))));
                   }});
  return steps;
}

}  // namespace card_tool
