// Forged virtual cards, one for each way in which a card can lie; for tests and for showing what the kiosk refuses.
#pragma once

#include <optional>
#include <string_view>

#include "cardreader/virtual_card_contents.h"

namespace cardreader {

enum class Forgery {
  swapped_photo,   ///< the photo of another genuine card
  swapped_face,    ///< the whole card face file of another genuine card
  changed_birth,   ///< another birth date, everywhere, with a number B that fits
  changed_name,    ///< another name in the text application
  copied_files,    ///< all files, without the keys
  wrong_issuer,    ///< everything signed anew, by an issuer that certified itself
  foreign_chain,   ///< an issuer's certificate from another chain
  truncated_face,  ///< the card face file cut in half
  oversized_face,  ///< a length in the card face file beyond its end
  changed_expiry,  ///< ten years more in the card face, which no signature covers
  other_key,       ///< an authentication key that does not fit the certificate
};

/// The name with hyphens, and the forgery of a name.
std::string_view name_of(Forgery forgery);
std::optional<Forgery> forgery_named(std::string_view name);

/// Makes the forgery from a genuine card; those that swap need `other`. broken_contents when the card has not what the
/// forgery changes.
base::Result<VirtualCardContents, CardError> forge(VirtualCardContents genuine, Forgery forgery,
                                                   const VirtualCardContents* other = nullptr);

}  // namespace cardreader
