// A whole check-in against a card whose answers are any bytes: it must end, soon, and never send a secret twice.
#include <cstdlib>

#include "cardreader/my_number_card.h"

namespace {

/// Cuts the input into answers: a length byte, then that many bytes; at the end, silence.
class AnyAnswers final : public cardreader::CardChannel {
 public:
  explicit AnyAnswers(cardreader::ByteView bytes) : rest_(bytes) {}

  base::Result<cardreader::ResponseApdu, cardreader::CardError> transmit(
      const cardreader::CommandApdu& command) override {
    if (command.header().ins == 0x20 && !command.data().empty() && ++secrets_ > 2) std::abort();
    if (rest_.empty()) return cardreader::CardError{cardreader::CardProblem::card_removed, ""};
    const std::size_t length = std::min<std::size_t>(rest_[0], rest_.size() - 1);
    const auto answer = cardreader::ResponseApdu::parse(rest_.subspan(1, length));
    rest_ = rest_.subspan(1 + length);
    if (!answer) return cardreader::CardError{cardreader::CardProblem::card_removed, ""};
    return *answer;
  }
  base::Result<base::Done, cardreader::CardError> begin_transaction() override { return base::Done{}; }
  void end_transaction() override {}

 private:
  cardreader::ByteView rest_;
  int secrets_ = 0;  // one for the photo, one for the attributes
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace std::chrono;
  static const auto number =
      cardreader::CheckNumberB::from_front(year{1980} / 2 / 17, cardreader::today_in_japan().year() + years{5}, "2285");
  AnyAnswers channel({bytes, size});
  (void)cardreader::read_card_record(channel, *number);
  return 0;
}
