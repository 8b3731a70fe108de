// The bytes of single card files, for personalisation. Sizes come out as on real cards (docs/card.md).
#pragma once

#include "cardreader/card_authority.h"
#include "cardreader/personalisation.h"

namespace cardreader {

Bytes token_file();                                    ///< JPKI 0006, 160 bytes
Bytes attribute_names(const CardParticulars& person);  ///< GeneralNames of the signature certificate
Bytes my_number_file(const base::SecretText& number);  ///< text 0001, 17 bytes
Bytes attributes_file(const CardParticulars& person);  ///< text 0002
Bytes text_signature_file(ByteView number_file, ByteView attributes,
                          const CardAuthority& authority);                       ///< text 0003, 336
Bytes text_application_file(const CardVariant& variant);                         ///< text 0005, 256 bytes
Bytes signed_key_file(const RsaPublicKey& key, const CardAuthority& authority);  ///< text 0007, 536 bytes
Bytes age_file(const CardParticulars& person, const RsaPublicKey& key,
               const CardAuthority& authority);  ///< visual 0001
Bytes face_file(const CardParticulars& person, const RsaPublicKey& key,
                const CardAuthority& authority);               ///< visual 0002
Bytes visual_application_file(const CardParticulars& person);  ///< visual 0003
Bytes my_number_picture_file(const CardParticulars& person, const RsaPublicKey& key, const CardAuthority& authority);
std::string printed_sex(Sex sex);  ///< 男, 女, or empty

}  // namespace cardreader
