// Where things are on a My Number card: application identifiers, file identifiers, tags. There is no public official
// specification; all of this was found by independent clients and is collected in docs/card.md.
#pragma once

#include <array>
#include <cstdint>

namespace cardreader::layout {

using Aid = std::array<unsigned char, 10>;
using FileId = std::uint16_t;

inline constexpr Aid jpki{0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01};
inline constexpr Aid visual{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02};
inline constexpr Aid text{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08};
inline constexpr Aid resident{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01};
inline constexpr Aid shared{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00};
inline constexpr std::array<unsigned char, 7> card_manager{0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00};

/// 公的個人認証AP
namespace jpki_file {
inline constexpr FileId signature_certificate = 0x0001;
inline constexpr FileId signature_issuer = 0x0002;
inline constexpr FileId token = 0x0006;
inline constexpr FileId certificates_present = 0x0008;
inline constexpr FileId authentication_certificate = 0x000A;
inline constexpr FileId authentication_issuer = 0x000B;
inline constexpr FileId terminal_authority = 0x0016;
inline constexpr FileId authentication_key = 0x0017;
inline constexpr FileId authentication_pin = 0x0018;
inline constexpr FileId signature_key = 0x001A;
inline constexpr FileId signature_password = 0x001B;
}  // namespace jpki_file

/// 券面事項入力補助AP
namespace text_file {
inline constexpr FileId my_number = 0x0001;
inline constexpr FileId attributes = 0x0002;
inline constexpr FileId signature = 0x0003;
inline constexpr FileId certificate = 0x0004;
inline constexpr FileId application = 0x0005;
inline constexpr FileId session_key = 0x0006;
inline constexpr FileId public_key = 0x0007;
inline constexpr FileId filler = 0x0008;
inline constexpr FileId pin = 0x0011;
inline constexpr FileId blocked_reference = 0x0012;
inline constexpr FileId key = 0x0013;
inline constexpr FileId number_a = 0x0014;
inline constexpr FileId number_b = 0x0015;
}  // namespace text_file

/// 券面事項確認AP
namespace visual_file {
inline constexpr FileId age = 0x0001;
inline constexpr FileId face = 0x0002;
inline constexpr FileId application = 0x0003;
inline constexpr FileId certificate = 0x0004;
inline constexpr FileId my_number_picture = 0x0005;
inline constexpr FileId unidentified = 0x0006;
inline constexpr FileId birth_key = 0x0011;
inline constexpr FileId number_b = 0x0012;
inline constexpr FileId number_a = 0x0013;
inline constexpr FileId key = 0x001A;
}  // namespace visual_file

namespace tag {
inline constexpr std::uint32_t attributes = 0xFF20;
inline constexpr std::uint32_t attributes_name = 0xDF22;
inline constexpr std::uint32_t attributes_address = 0xDF23;
inline constexpr std::uint32_t attributes_birth = 0xDF24;
inline constexpr std::uint32_t attributes_sex = 0xDF25;
inline constexpr std::uint32_t face = 0xFF20;
inline constexpr std::uint32_t face_offsets = 0xDF21;
inline constexpr std::uint32_t face_birth = 0xDF22;
inline constexpr std::uint32_t face_sex = 0xDF23;
inline constexpr std::uint32_t face_public_key = 0xDF24;
inline constexpr std::uint32_t face_name = 0xDF25;
inline constexpr std::uint32_t face_address = 0xDF26;
inline constexpr std::uint32_t face_portrait = 0xDF27;
inline constexpr std::uint32_t face_signature = 0xDF28;
inline constexpr std::uint32_t face_expiry = 0xDF29;
inline constexpr std::uint32_t face_security_code = 0xDF2A;
inline constexpr std::uint32_t certificate = 0x7F21;
inline constexpr std::uint32_t certificate_body = 0x5F4E;
inline constexpr std::uint32_t certificate_signature = 0x5F37;
inline constexpr std::uint32_t exponent = 0x90;
inline constexpr std::uint32_t modulus = 0x91;
}  // namespace tag

}  // namespace cardreader::layout
