// The letter held up to the camera: what was read of it is a proposal until the person has looked at it. And the
// interface of whoever reads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/checkin/letter.h"

namespace kiosk::checkin {

/// What people hold up instead of a card.
enum class Document { eligibility_letter, eligibility_notice, old_insurance_card, nothing };

/// What the camera wants of the letter, one at a time, in order of urgency.
enum class LetterHint { none, no_page, too_dark, come_closer, hold_still, reading };

/// `sure`: two independent readings agree and the field's own check holds. Everything else is `doubtful` and is to be
/// asked field by field; even what is sure is shown for confirmation. Names are never sure: kana are read worst.
enum class Certainty { sure, doubtful };

struct FieldReading {
  std::string text;  ///< in the form of a LetterDraft
  Certainty certainty = Certainty::doubtful;

  bool operator==(const FieldReading&) const = default;
};

struct LetterReading {
  Document document = Document::nothing;  ///< by its printed title
  std::map<LetterField, FieldReading> fields;

  bool operator==(const LetterReading&) const = default;
};

/// A field that is not the person's own writing yet. `confirmed`: they looked at it on its own screen.
enum class Proposal { sure, doubtful, confirmed };
using LetterProposals = std::map<LetterField, Proposal>;

/// Fills the fields that the person has left empty. A field that was not found, too, is to be looked at: it may be
/// printed all the same.
void propose(const LetterReading& reading, LetterDraft& draft, LetterProposals& proposals);

/// The first field that must be looked at by itself; nothing when there is none (any more).
std::optional<LetterField> field_to_look_at(const LetterProposals& proposals);

/// Grey pixels, row by row from the top left; 0 is black.
struct GrayPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};

struct LetterReaderError {
  std::string detail;  ///< what is missing and what to do; without personal data
};

/// One thread at a time.
class LetterReader {
 public:
  virtual ~LetterReader() = default;

  /// A quick look, some milliseconds: is there something to read, and held still since the look before? `none`: yes.
  virtual LetterHint look(const GrayPicture& picture) = 0;

  /// Reads all of it, which takes seconds. `today` decides whether the dates can be.
  virtual base::Result<LetterReading, LetterReaderError> read(const GrayPicture& picture, Date today) = 0;

  /// Nothing of the person is left in the reader.
  virtual void forget() = 0;
};

}  // namespace kiosk::checkin
