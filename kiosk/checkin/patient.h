// Who is checking in, as the rules know it: what the card said, or what was typed from the letter.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/secret.h"
#include "kiosk/checkin/instant.h"

namespace kiosk::checkin {

/// ISO 5218 as the card and the insurers use it.
enum class Sex { not_known, male, female };

/// How it was made sure who the person is. Goes into the record and beside every consent.
enum class HowIdentified { face, pin, staff, letter };

/// The face photo as read from the card: JPEG 2000 bytes. Shared and immutable; wiped when the last holder lets go.
using Portrait = std::shared_ptr<const base::SecretBytes>;

/// What the kiosk read from a card. Lives only inside the states of one person's check-in.
struct CardFacts {
  std::string name;  ///< as written on the card; may hold `●` for a character nobody could encode
  std::string address;
  Date birth_date{};
  Sex sex = Sex::not_known;
  Date card_expires_on{};
  Date certificate_expires_on{};      ///< of the user authentication certificate
  Portrait portrait;                  ///< null when the card carries no photo (holder under one year)
  std::optional<int> pin_tries_left;  ///< empty when the card has no PIN (顔認証マイナンバーカード)

  bool operator==(const CardFacts&) const = default;
};

/// The last try of a PIN belongs to the person and the municipality, never to the kiosk.
inline constexpr int pin_tries_kept = 1;

/// How often the PIN may still be typed at the kiosk. This is what screens say, not what the card counts: a person who
/// hears "3" and has two would spend one of them carelessly.
inline int pin_tries_here(const CardFacts& card) {
  return std::max(0, card.pin_tries_left.value_or(0) - pin_tries_kept);
}

/// What proves to the insurer that this card is here now: the certificate and a fresh nonce signed by the card.
/// `signature` is empty when the card could not sign (visual check without PIN); the service decides what that is
/// worth.
struct CardProof {
  std::vector<unsigned char> certificate;  ///< user authentication certificate, DER
  std::vector<unsigned char> nonce;        ///< 32 bytes
  std::vector<unsigned char> signature;    ///< RSA-2048 PKCS#1 v1.5 with SHA-256 over the nonce, 256 bytes

  bool operator==(const CardProof&) const = default;
};

}  // namespace kiosk::checkin
