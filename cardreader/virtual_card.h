// VirtualCard: the card's own side of the conversation, over a .card file's contents. One logic, two ways in: in
// process (VirtualCardReader) and through vpcd and the real PC/SC service (VpcdLink).
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "cardreader/apdu.h"
#include "cardreader/rsa_key.h"
#include "cardreader/virtual_card_contents.h"

namespace cardreader {

/// Answers commands as a My Number card does (docs/card.md). Counters go to disk before the answer leaves, so a card
/// that is pulled or a program that crashes gives no free tries. One thread at a time.
class VirtualCard {
 public:
  /// A card that lives in memory only.
  explicit VirtualCard(VirtualCardContents contents) : contents_(std::move(contents)) {}
  /// A card that keeps its counters in `path`.
  static base::Result<VirtualCard, CardError> load(const std::filesystem::path& path);
  VirtualCard(VirtualCard&&) = default;
  VirtualCard& operator=(VirtualCard&&) = default;

  /// Power on or reset: forgets what was selected and entered. Counters stay.
  void reset();

  /// Answers one command; any bytes get an answer.
  base::SecretBytes respond(ByteView command);

  const Bytes& atr() const { return contents_.atr; }
  const VirtualCardContents& contents() const { return contents_; }

 private:
  std::optional<CommandApdu> joined(const CommandApdu& command);
  ResponseApdu dispatch(const CommandApdu& command);
  ResponseApdu select(const CommandApdu& command);
  ResponseApdu select_application(const CommandApdu& command);
  ResponseApdu select_master_file(const CommandApdu& command) const;
  ResponseApdu read_binary(const CommandApdu& command);
  ResponseApdu read_record(const CommandApdu& command);
  ResponseApdu verify(const CommandApdu& command);
  ResponseApdu change_secret(const CommandApdu& command);
  ResponseApdu sign(const CommandApdu& command);
  ResponseApdu challenge(const CommandApdu& command);
  ResponseApdu get_object(const CommandApdu& command) const;
  ResponseApdu internal_authenticate(const CommandApdu& command);
  ResponseApdu external_authenticate(const CommandApdu& command);
  ResponseApdu take_terminal_certificate(const CommandApdu& command);

  VirtualFile* file_for(unsigned char p2);
  bool is_open(const VirtualFile& file) const;
  const RsaKey* key_of(const VirtualFile& file);
  ResponseApdu compare(VirtualFile& file, ByteView value);
  bool keep();

  VirtualCardContents contents_;
  std::optional<std::filesystem::path> path_;
  VirtualApplication* application_ = nullptr;  // none: the card manager answers
  std::optional<std::uint16_t> file_;
  std::set<std::uint16_t> entered_;
  Bytes chained_;  // data of a command that comes in several parts
  Bytes challenge_;
  Bytes terminal_body_;
  std::optional<RsaPublicKey> terminal_key_;
  bool terminal_is_authenticated_ = false;
  std::map<const VirtualFile*, RsaKey> keys_;  // parsed on first use
};

}  // namespace cardreader
