// The audit log's chain: every entry's hash covers the entry before it, so that a change anywhere shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::services {

/// One line of the audit log. Holds no personal data: `record` is a visit's key (with the seal of what was recorded) or
/// a count, `action` one of our words.
struct AuditEntry {
  std::int64_t sequence = 0;  ///< 1, 2, 3 … without a gap
  std::int64_t at = 0;        ///< seconds since 1970, UTC, by the machine's clock
  std::string action;         ///< for example `visit.recorded`
  std::string record;
  std::string previous_hash;  ///< the hash of the entry before; 64 zeros for the first
  std::string hash;           ///< SHA-256 in hexadecimal over the five fields above

  bool operator==(const AuditEntry&) const = default;
};

inline constexpr std::string_view first_previous_hash =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// SHA-256 over the fields' lengths and texts; the entry's own `hash` is not looked at.
std::string hash_of(const AuditEntry& entry);

/// The next entry of a chain that ends with `last` (or begins, with nothing).
AuditEntry entry_after(const std::optional<AuditEntry>& last, std::int64_t at, std::string action, std::string record);

/// A random salt, 32 hexadecimal digits; and the seal of a record: SHA-256 over salt and text. Without the salt, which
/// is deleted together with the record, a seal tells nothing about the person.
std::string random_salt();
std::string seal_of(std::string_view salt, std::string_view record);

/// The first place where the chain does not hold, in words; nothing when it holds.
std::optional<std::string> break_in(const std::vector<AuditEntry>& chain);

}  // namespace kiosk::services
