// SHA-256 by OpenSSL. Lengths go into the hash so that no two different entries hash the same text.
#include "kiosk/services/audit_chain.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "kiosk/services/visit_json.h"

namespace kiosk::services {
namespace {

std::string sha256(std::string_view text) {
  std::vector<unsigned char> digest(EVP_MAX_MD_SIZE);
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  digest.resize(size);
  return hexadecimal(digest);
}

}  // namespace

std::string random_salt() {
  std::vector<unsigned char> bytes(16);
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return hexadecimal(bytes);
}

std::string seal_of(std::string_view salt, std::string_view record) {
  return sha256(std::string{salt}.append(":").append(record));
}

std::string hash_of(const AuditEntry& entry) {
  std::string text;
  for (const std::string& field :
       {std::to_string(entry.sequence), std::to_string(entry.at), entry.action, entry.record, entry.previous_hash}) {
    text += std::to_string(field.size()) + ":" + field + "\n";
  }
  return sha256(text);
}

AuditEntry entry_after(const std::optional<AuditEntry>& last, std::int64_t at, std::string action, std::string record) {
  AuditEntry entry;
  entry.sequence = last ? last->sequence + 1 : 1;
  entry.at = at;
  entry.action = std::move(action);
  entry.record = std::move(record);
  entry.previous_hash = last ? last->hash : std::string{first_previous_hash};
  entry.hash = hash_of(entry);
  return entry;
}

std::optional<std::string> break_in(const std::vector<AuditEntry>& chain) {
  std::string expected{first_previous_hash};
  std::int64_t sequence = 0;
  for (const AuditEntry& entry : chain) {
    ++sequence;
    if (entry.sequence != sequence) return "entry " + std::to_string(sequence) + " is missing";
    if (entry.previous_hash != expected) return "entry " + std::to_string(sequence) + " does not follow the one before";
    if (hash_of(entry) != entry.hash) return "entry " + std::to_string(sequence) + " was changed";
    expected = entry.hash;
  }
  return std::nullopt;
}

}  // namespace kiosk::services
