// Selecting, reading and secrets. Signing and authentication are in virtual_card_keys.cpp.
#include "cardreader/virtual_card.h"

#include <algorithm>
#include <utility>

#include "cardreader/card_layout.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

constexpr std::uint16_t master_file = 0x3F00;
constexpr unsigned char chaining_bit = 0x10;
constexpr StatusWord memory_failure{0x6581};

/// The first `expected` bytes; a larger Le than there are bytes gives what there is.
ResponseApdu answer_with(ByteView bytes, std::optional<std::size_t> expected) {
  const ByteView part = bytes.first(std::min(bytes.size(), expected.value_or(0)));
  return ResponseApdu(status::success, base::SecretBytes(Bytes(part.begin(), part.end())));
}

bool is_number_with_digits(ByteView value, std::size_t digits) {
  return value.size() == digits && std::ranges::all_of(value, [](unsigned char c) { return c >= '0' && c <= '9'; });
}

bool is_signature_password(ByteView value) {
  return value.size() >= 6 && value.size() <= 16 &&
         std::ranges::all_of(value, [](unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

base::Result<VirtualCard, CardError> VirtualCard::load(const std::filesystem::path& path) {
  auto contents = load_virtual_card(path);
  if (!contents) return contents.error();
  VirtualCard card(std::move(contents).value());
  card.path_ = path;
  return card;
}

void VirtualCard::reset() {
  application_ = nullptr;
  file_.reset();
  entered_.clear();
  chained_.clear();
  challenge_.clear();
  terminal_body_.clear();
  terminal_key_.reset();
  terminal_is_authenticated_ = false;
}

base::SecretBytes VirtualCard::respond(ByteView bytes) {
  const auto command = CommandApdu::parse(bytes);
  if (!command) return ResponseApdu(status::wrong_length).encode();
  const auto whole = joined(*command);
  if (!whole) return ResponseApdu(status::success).encode();
  return dispatch(*whole).encode();
}

/// Command chaining (ISO 7816-4, 5.3.3): nothing while more parts are to come.
std::optional<CommandApdu> VirtualCard::joined(const CommandApdu& command) {
  CommandHeader header = command.header();
  if ((header.cla & ~0x80U) == chaining_bit && chained_.size() < 4096) {
    append(chained_, command.data());
    return std::nullopt;
  }
  if (chained_.empty()) return command;
  append(chained_, command.data());
  return CommandApdu(header, base::SecretBytes(std::exchange(chained_, {})), command.expected());
}

ResponseApdu VirtualCard::dispatch(const CommandApdu& command) {
  const auto& [cla, ins, p1, p2] = command.header();
  if (cla == 0x00) {
    switch (ins) {
      case 0xA4:
        return select(command);
      case 0xB0:
        return read_binary(command);
      case 0xB2:
        return read_record(command);
      case 0x20:
        return verify(command);
      case 0x24:
        return change_secret(command);
      case 0x84:
        return challenge(command);
      case 0x82:
        return external_authenticate(command);
      case 0x88:
        return internal_authenticate(command);
      case 0xCA:
        return get_object(command);
      default:
        return ResponseApdu(status::unknown_instruction);
    }
  }
  if (cla == 0x80) {
    switch (ins) {
      case 0x2A:
        return sign(command);
      case 0x32:
        return change_secret(command);
      case 0xA2:
        return take_terminal_certificate(command);
      default:
        return ResponseApdu(status::unknown_instruction);
    }
  }
  return ResponseApdu(status::unknown_class);
}

ResponseApdu VirtualCard::select(const CommandApdu& command) {
  const unsigned char p1 = command.header().p1;
  const unsigned char p2 = command.header().p2;
  if (p2 != 0x0C && p2 != 0x00) return ResponseApdu(status::wrong_parameters);
  if (p1 == 0x04) return select_application(command);
  if (p1 == 0x00) return select_master_file(command);
  if (p1 != 0x02) return ResponseApdu(status::wrong_parameters);
  if (command.data().size() != 2) return ResponseApdu(status::wrong_length);
  const auto id = static_cast<std::uint16_t>(command.data()[0] * 256 + command.data()[1]);
  if (application_ == nullptr || application_->find(id) == nullptr) return ResponseApdu(status::not_found);
  file_ = id;
  return ResponseApdu(status::success);
}

ResponseApdu VirtualCard::select_application(const CommandApdu& command) {
  const bool card_manager = std::ranges::equal(command.data(), layout::card_manager);
  VirtualApplication* found = contents_.find(command.data());
  if (found == nullptr && !card_manager) return ResponseApdu(status::not_found);  // what was selected stays selected
  reset();
  application_ = found;
  if (command.header().p2 == 0x0C || !command.expected()) return ResponseApdu(status::success);
  return answer_with(make_tlv(0x6F, make_tlv(0x84, command.data())), command.expected());
}

ResponseApdu VirtualCard::select_master_file(const CommandApdu& command) const {
  if (command.data().size() == 2 && command.data()[0] == (master_file >> 8U) &&
      command.data()[1] == (master_file & 0xFFU)) {
    return ResponseApdu(status::not_found);
  }
  if (application_ == nullptr || !command.data().empty()) return ResponseApdu(status::wrong_parameters);
  return ResponseApdu(status::success);  // as seen on real cards: accepted, and nothing happens
}

bool VirtualCard::is_open(const VirtualFile& file) const {
  const auto entered = [this](std::uint16_t id) { return entered_.contains(id); };
  return file.opened_by.empty() || std::ranges::any_of(file.opened_by, entered);
}

/// The file a P2 names: 80 is the selected one, 80|sfi the one with that short identifier.
VirtualFile* VirtualCard::file_for(unsigned char p2) {
  if (application_ == nullptr) return nullptr;
  if (p2 == 0x80) return file_ ? application_->find(*file_) : nullptr;
  if ((p2 & 0xE0U) != 0x80) return nullptr;
  return application_->find(p2 & 0x1FU);
}

ResponseApdu VirtualCard::read_binary(const CommandApdu& command) {
  const unsigned char p1 = command.header().p1;
  std::size_t offset = static_cast<std::size_t>(p1) * 256 + command.header().p2;
  if ((p1 & 0x80U) != 0) {
    if ((p1 & 0x60U) != 0) return ResponseApdu(status::wrong_parameters);
    if (application_ == nullptr || application_->find(p1 & 0x1FU) == nullptr) return ResponseApdu(status::not_found);
    file_ = p1 & 0x1FU;
    offset = command.header().p2;
  }
  if (application_ == nullptr || !file_) return ResponseApdu(status::no_file_selected);
  if (!command.data().empty() || !command.expected()) return ResponseApdu(status::wrong_length);
  const VirtualFile& file = *application_->find(*file_);
  if (file.kind != VirtualFileKind::transparent) return ResponseApdu(status::wrong_file_kind);
  if (!is_open(file)) return ResponseApdu(status::not_authorised);
  // Never an empty answer: a well-known client reads on for ever when it gets one.
  if (offset >= file.content.size()) return ResponseApdu(status::offset_past_end);
  return answer_with(ByteView(file.content).subspan(offset), command.expected());
}

ResponseApdu VirtualCard::read_record(const CommandApdu& command) {
  const unsigned char number = command.header().p1;
  const unsigned char mode = command.header().p2;
  if ((mode & 0x07U) != 0x04) return ResponseApdu(status::wrong_parameters);
  if (application_ == nullptr) return ResponseApdu(status::no_file_selected);
  if (const auto sfi = static_cast<std::uint16_t>(mode >> 3U); sfi != 0) {
    if (application_->find(sfi) == nullptr) return ResponseApdu(status::not_found);
    file_ = sfi;
  }
  if (!file_) return ResponseApdu(status::no_file_selected);
  if (!command.expected()) return ResponseApdu(status::wrong_length);
  const VirtualFile& file = *application_->find(*file_);
  if (file.kind != VirtualFileKind::records) return ResponseApdu(status::wrong_file_kind);
  if (!is_open(file)) return ResponseApdu(status::not_authorised);
  if (number == 0 || number > file.records.size()) return ResponseApdu(status::no_record);
  return answer_with(file.records[number - 1U], command.expected());
}

ResponseApdu VirtualCard::verify(const CommandApdu& command) {
  if (command.header().p1 != 0) return ResponseApdu(status::wrong_parameters);
  VirtualFile* file = file_for(command.header().p2);
  if (file == nullptr) return ResponseApdu(command.header().p2 == 0x80 ? status::no_file_selected : status::not_found);
  if (file->kind != VirtualFileKind::secret) return ResponseApdu(status::wrong_file_kind);
  if (!command.data().empty()) return compare(*file, command.data());
  // Without data: how many tries are left. 63Cx even after a success and when blocked; OpenSC accepts nothing else.
  if (file->secret.tries == 0) return ResponseApdu(status::failed_without_limit);
  return ResponseApdu(status::tries(file->secret.tries_left));
}

/// Compares a secret. The counter goes down on disk before the comparison's outcome is known outside.
ResponseApdu VirtualCard::compare(VirtualFile& file, ByteView value) {
  VirtualSecret& secret = file.secret;
  entered_.erase(file.id);
  if (secret.tries != 0 && secret.tries_left == 0) return ResponseApdu(status::blocked);
  if (std::ranges::equal(view_of(secret.value.reveal()), value)) {
    const bool changed = std::exchange(secret.tries_left, secret.tries) != secret.tries;
    if (changed && !keep()) return ResponseApdu(memory_failure);
    entered_.insert(file.id);
    return ResponseApdu(status::success);
  }
  if (secret.tries == 0) return ResponseApdu(status::failed_without_limit);
  --secret.tries_left;
  if (!keep()) return ResponseApdu(memory_failure);
  return ResponseApdu(status::tries(secret.tries_left));
}

ResponseApdu VirtualCard::change_secret(const CommandApdu& command) {
  const bool own_way = command.header().cla == 0x80;  // the resident and shared applications have their own command
  if (command.header().p1 != (own_way ? 0x00 : 0x01)) return ResponseApdu(status::wrong_parameters);
  VirtualFile* file = file_for(command.header().p2);
  if (file == nullptr) return ResponseApdu(status::no_file_selected);
  if (file->kind != VirtualFileKind::secret) return ResponseApdu(status::wrong_file_kind);
  if (!entered_.contains(file->id)) return ResponseApdu(status::not_authorised);
  const bool is_password = application_->name == "jpki" && file->id == layout::jpki_file::signature_password;
  const bool fits = is_password ? is_signature_password(command.data()) : is_number_with_digits(command.data(), 4);
  if (!fits) return ResponseApdu(status::wrong_length);
  file->secret.value = base::SecretText(std::string(command.data().begin(), command.data().end()));
  return ResponseApdu(keep() ? status::success : memory_failure);
}

ResponseApdu VirtualCard::get_object(const CommandApdu& command) const {
  const auto tag = static_cast<std::uint16_t>(command.header().p1 * 256 + command.header().p2);
  if (application_ != nullptr) return ResponseApdu(status::no_such_object);
  const auto found =
      std::ranges::find_if(contents_.objects, [tag](const VirtualObject& one) { return one.tag == tag; });
  if (found == contents_.objects.end()) return ResponseApdu(status::no_such_object);
  if (!command.expected()) return ResponseApdu(status::wrong_length);
  return answer_with(found->value, command.expected());
}

bool VirtualCard::keep() { return !path_ || static_cast<bool>(save_virtual_card(contents_, *path_)); }

}  // namespace cardreader
