// What a virtual card is made of: applications, files, secrets, keys, and what is printed on its front. Kept in a .card
// file (JSON). Test people only; a .card file is not protected as a chip is.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cardreader/bytes.h"
#include "cardreader/card_error.h"
#include "cardreader/check_number.h"
#include "kiosk/base/result.h"
#include "kiosk/base/secret.h"

namespace cardreader {

enum class VirtualFileKind { transparent, records, secret, key };

/// A PIN or number with its counter. `tries` 0 means without limit.
struct VirtualSecret {
  base::SecretText value;
  int tries = 0;
  int tries_left = 0;
  bool operator==(const VirtualSecret&) const = default;
};

/// One elementary file. `opened_by` lists the secrets (file identifiers in the same application) of which one must have
/// been entered; empty means free. For a key this is about using it.
struct VirtualFile {
  std::uint16_t id = 0;
  VirtualFileKind kind = VirtualFileKind::transparent;
  std::vector<std::uint16_t> opened_by{};
  Bytes content{};               ///< transparent
  std::vector<Bytes> records{};  ///< records
  VirtualSecret secret{};        ///< secret
  base::SecretBytes key{};       ///< key: RSA private key, PKCS#8 DER
  bool operator==(const VirtualFile&) const = default;
};

struct VirtualApplication {
  std::string name;
  Bytes aid;
  std::vector<VirtualFile> files;
  VirtualFile* find(std::uint16_t id);
  const VirtualFile* find(std::uint16_t id) const;
  bool operator==(const VirtualApplication&) const = default;
};

/// What GET DATA answers while no application is selected.
struct VirtualObject {
  std::uint16_t tag = 0;
  Bytes value;
  bool operator==(const VirtualObject&) const = default;
};

/// The printed front; all of it invented. `picture` is the file name of a PNG beside the .card file, or empty.
struct PrintedFront {
  std::string name;
  std::string address;
  std::string sex;  ///< as printed: 男 or 女
  std::chrono::year_month_day birth;
  std::chrono::year_month_day expiry;
  std::string security_code;
  std::string picture;
  std::optional<CheckNumberB> number_b() const;
  bool operator==(const PrintedFront&) const = default;
};

struct VirtualCardContents {
  Bytes atr;
  PrintedFront front;
  std::vector<VirtualApplication> applications;
  std::vector<VirtualObject> objects;
  VirtualApplication* find(ByteView aid);
  const VirtualApplication* find(ByteView aid) const;
  bool operator==(const VirtualCardContents&) const = default;
};

/// Reads a .card file. cannot_present names what is wrong with the file and where.
base::Result<VirtualCardContents, CardError> load_virtual_card(const std::filesystem::path& path);
/// The same from text already in memory.
base::Result<VirtualCardContents, CardError> parse_virtual_card(std::string_view json);

/// Writes a .card file so that a crash leaves either the old or the new one (temporary file, sync, rename); readable by
/// the owner only.
base::Result<base::Done, CardError> save_virtual_card(const VirtualCardContents& contents,
                                                      const std::filesystem::path& path);

}  // namespace cardreader
