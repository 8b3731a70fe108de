// The result file of the online eligibility check (資格確認結果), as a face reader leaves it in the clinic's folder.
#pragma once

#include <string>

#include "kiosk/outbox/clinic.h"
#include "kiosk/services/visit_records.h"

namespace kiosk::outbox {

enum class CharacterCode { utf8, shift_jis };

/// The whole file, ready to be written. Element names follow the public vocabulary of the external interface; the
/// schema is assets/schemas/OQSsiquc01res.xsd. In Shift_JIS a character that has no code there becomes `●`, as in the
/// real system. `at`: a consent about specific diseases that has run out by then is told as expired (its third state).
/// Precondition: the visit's personal fields are there.
std::string result_xml(const services::StoredVisit& visit, const Clinic& clinic, CharacterCode code,
                       std::chrono::sys_seconds at);

/// `OQSsiquc01res_face_<id>_<yyyyMMddHHmmss>.xml`: the same visit and revision always has the same name.
std::string result_file_name(const services::StoredVisit& visit);

/// The letters and digits of a visit's key, and `r2` for a second revision: an identifier for file names and resources.
std::string identifier_of(const services::StoredVisit& visit);

/// UTF-8 to Shift_JIS (Windows code page 932), with `●` for what has no code.
std::string shift_jis_from(const std::string& utf8);

}  // namespace kiosk::outbox
