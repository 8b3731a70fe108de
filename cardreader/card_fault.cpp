// The bytes of spoilt answers.
#include "cardreader/card_fault.h"

namespace cardreader {

Bytes spoilt(const CardFault& fault, ByteView answer) {
  Bytes bytes(answer.begin(), answer.end());
  switch (fault.kind) {
    case CardFaultKind::empty:
      return {};
    case CardFaultKind::one_byte:
      return {0x90};
    case CardFaultKind::garbage:
      bytes.assign(199, 0);
      for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>((i * 167 + 13) & 0xFFU);
      append(bytes, Bytes{0x90, 0x00});
      return bytes;
    case CardFaultKind::cut_short:
      bytes.resize(bytes.size() >= 2 ? (bytes.size() - 2) / 2 : 0);
      append(bytes, Bytes{0x90, 0x00});
      return bytes;
    case CardFaultKind::too_long:
      bytes.insert(bytes.begin(), 300, 0x5A);
      return bytes;
    case CardFaultKind::endless_61:
      return {0x61, 0xFF};
    case CardFaultKind::endless_6c:
      return {0x6C, 0x10};
    case CardFaultKind::error_status:
      return {0x6F, 0x00};
    case CardFaultKind::pulled:
    case CardFaultKind::silent:
    case CardFaultKind::slow:
      break;
  }
  return bytes;
}

bool strikes(const CardFault& fault, std::uint32_t command) {
  const bool goes_on = fault.kind == CardFaultKind::slow || fault.kind == CardFaultKind::endless_61 ||
                       fault.kind == CardFaultKind::endless_6c || fault.kind == CardFaultKind::silent;
  return goes_on ? command >= fault.at_command : command == fault.at_command;
}

}  // namespace cardreader
