#include "kiosk/checkin/letter_reader.h"

#include <algorithm>

namespace kiosk::checkin {

void propose(const LetterReading& reading, LetterDraft& draft, LetterProposals& proposals) {
  for (std::optional<LetterField> field = first_letter_field; field; field = field_after(*field)) {
    std::string& text = draft[*field];
    const auto before = proposals.find(*field);
    const bool is_the_persons = before == proposals.end() || before->second == Proposal::confirmed;
    if (!text.empty() && is_the_persons) continue;
    const auto read = reading.fields.find(*field);
    const bool was_found = read != reading.fields.end() && !read->second.text.empty();
    text = was_found ? read->second.text : std::string{};
    const bool is_sure = was_found && read->second.certainty == Certainty::sure;
    proposals[*field] = is_sure ? Proposal::sure : Proposal::doubtful;
  }
}

std::optional<LetterField> field_to_look_at(const LetterProposals& proposals) {
  const auto doubtful = std::find_if(proposals.begin(), proposals.end(),
                                     [](const auto& entry) { return entry.second == Proposal::doubtful; });
  return doubtful == proposals.end() ? std::nullopt : std::optional{doubtful->first};
}

}  // namespace kiosk::checkin
