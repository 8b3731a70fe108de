// Visits, coverages and answers as JSON, for records, rosters and the wire. Unknown members are ignored when reading.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/checkin/visit_store.h"

namespace kiosk::services {

nlohmann::ordered_json json_of(const checkin::Coverage& coverage);
nlohmann::ordered_json json_of(const checkin::Consent& consent);
nlohmann::ordered_json json_of(const checkin::Eligibility& eligibility);
nlohmann::ordered_json json_of(const checkin::EligibilityQuestion& question);
nlohmann::ordered_json json_of(const checkin::Visit& visit);

/// Each gives nothing when the JSON is not of the written form: wrong types, unknown words, impossible dates.
std::optional<checkin::Coverage> coverage_from(const nlohmann::ordered_json& json);
std::optional<checkin::Eligibility> eligibility_from(const nlohmann::ordered_json& json);
std::optional<checkin::EligibilityQuestion> question_from(const nlohmann::ordered_json& json);
std::optional<checkin::Visit> visit_from(const nlohmann::ordered_json& json);

/// Lower-case hexadecimal, and back; nothing for anything else.
std::string hexadecimal(const std::vector<unsigned char>& bytes);
std::optional<std::vector<unsigned char>> bytes_from_hexadecimal(std::string_view text);

/// `2026-11-22T03:15:00Z`, and back.
std::string timestamp(std::chrono::sys_seconds time);
std::optional<std::chrono::sys_seconds> time_from(std::string_view timestamp);

}  // namespace kiosk::services
