// Screen: what a person sees and can do, as data. No pixel, no font, no language: words are keys, buttons hold the
// event that they send. A picture, a text dump and a voice reading are all made from this one value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/checkin/event.h"
#include "kiosk/screens/text_keys.h"

namespace kiosk::screens {

/// A value that fills a placeholder. Dates are written as the language writes them (eras in Japanese).
struct Argument {
  std::string name;
  std::variant<std::int64_t, std::string, checkin::Date> value;
  bool operator==(const Argument&) const = default;
};

/// A sentence: its key, and what fills its placeholders.
struct Words {
  TextKey key;
  std::vector<Argument> arguments = {};
  bool operator==(const Words&) const = default;
};

enum class Tone { calm, success, caution, problem };

/// Drawings of the thing to do, made by the front end; a screen means the same without them.
enum class Drawing {
  none,
  card_on_reader,
  card_reading,
  card_front_dates,
  card_front_code,
  take_card,
  letter_insurer_number,
  letter_symbol,
  letter_number,
  letter_branch,
  letter_name,
  letter_birth_date,
  letter_valid_from,
  letter_valid_until,
  letter_burden_ratio,
  treatment,
  operation,
  medicine,
  checkup,
  certificate,
  subsidy,
  payment_limit,
  face,
  pin,
  staff,
  letter,
  letter_camera,
  notice,
  old_card,
  nothing,
  check,
  caution,
  problem,
  clock,
  yes,
  no,
  list,
  low,
  high,
  voice,
  text,
  languages,
};

/// What a control is for this screen. At most one is `primary`: the main choice. A `counterpart` is the other answer to
/// the same question and is drawn like the primary, in size and weight (a "no" as easy as a "yes").
enum class Role { primary, counterpart, secondary, quiet };

/// What the person looks at beside the flow: kept by the front end, forgotten with every new state.
struct View {
  enum class Panel { none, languages, presentation } panel = Panel::none;
  enum class Keyboard { suited, digits, kana, latin } keyboard = Keyboard::suited;
  bool operator==(const View&) const = default;
};

struct Heading {
  Words words;
  bool operator==(const Heading&) const = default;
};
struct Paragraph {
  Words words;
  enum class Size { body, small } size = Size::body;
  bool operator==(const Paragraph&) const = default;
};
/// A remark in a box with a sign: colour, sign and words say the same. A `request` is what to do now, and larger.
struct Notice {
  Words words;
  Tone tone = Tone::caution;
  enum class Weight { remark, request } weight = Weight::remark;
  bool operator==(const Notice&) const = default;
};
struct Picture {
  Drawing drawing{};
  enum class Use {
    shows_what_to_do,
    explains
  } use = Use::shows_what_to_do;  ///< `explains` goes first when room is short
  bool operator==(const Picture&) const = default;
};
/// "Something is going on and will end by itself."
struct Spinner {
  bool operator==(const Spinner&) const = default;
};
/// The live camera with an oval; the ring is filled as far as the check has come. For a letter a frame of its shape.
struct CameraView {
  checkin::FaceHint hint{};
  checkin::FacePrompt prompt{};
  int progress_percent = 0;
  enum class Subject { face, letter } subject = Subject::face;
  bool operator==(const CameraView&) const = default;
};
/// The number the person is called by, large.
struct Ticket {
  Words label;
  Words number;
  bool operator==(const Ticket&) const = default;
};
struct Countdown {
  base::TimePoint ends_at;
  base::Duration total{};
  bool operator==(const Countdown&) const = default;
};
/// A control with a short word. `id` is unique on its screen and stable: scenarios press it by this name.
struct Button {
  std::string id;
  Words words;
  checkin::Event event;
  Role role = Role::secondary;
  Drawing drawing = Drawing::none;
  bool operator==(const Button&) const = default;
};
/// A large row: a way to go on, with a drawing and a line that explains it.
struct Choice {
  std::string id;
  Words words;
  std::optional<Words> detail = {};
  checkin::Event event;
  Role role = Role::secondary;
  Drawing drawing = Drawing::none;
  bool operator==(const Choice&) const = default;
};
/// Choices of which one is in force now (a language, a text size). `language` is set where the label is a language's
/// own name, which is taken from that language's catalogue instead of `words`.
struct Option {
  std::string id;
  Words words;
  std::string language = {};
  checkin::Event event;
  enum class Standing { offered, in_force } standing = Standing::offered;
  bool operator==(const Option&) const = default;
};
struct Options {
  std::optional<Words> label = {};
  std::vector<Option> options = {};
  enum class Marks { none, not_reviewed } marks = Marks::none;  ///< a sign beside languages that nobody has reviewed
  bool operator==(const Options&) const = default;
};
/// What was typed so far. A secret field shows only how many of how many.
struct Field {
  struct Shown {
    std::string text;
    bool operator==(const Shown&) const = default;
  };
  struct Hidden {
    int typed = 0;
    int length = 0;
    bool operator==(const Hidden&) const = default;
  };
  std::variant<Shown, Hidden> content;
  std::optional<Words> reads_as = {};  ///< for a date: the whole date in words
  bool operator==(const Field&) const = default;
};
/// One key of a keyboard. `label` is a drawn character, or `words` where the key has a name.
struct Key {
  std::string id;
  std::string label;
  std::optional<Words> words = {};
  checkin::Event event;
  Option::Standing standing = Option::Standing::offered;
  bool operator==(const Key&) const = default;
};
/// Changes only how this screen is looked at; sends nothing to the session.
struct Switch {
  std::string id;
  Words words;
  View becomes;
  Drawing drawing = Drawing::none;
  bool operator==(const Switch&) const = default;
};
/// Rows of keys; an empty optional is a gap in the grid. `secret`: nothing typed here may be recorded or spoken.
struct Keypad {
  std::vector<std::vector<std::optional<Key>>> rows = {};
  std::vector<Switch> keyboards = {};
  enum class Privacy { open, secret } privacy = Privacy::open;
  bool operator==(const Keypad&) const = default;
};
/// Lines of "what: value", each perhaps with a remark and a button that changes it.
struct Fact {
  std::optional<Words> label = {};
  std::variant<Words, std::string> value;
  std::optional<Button> change = {};
  std::optional<Words> remark = {};
  bool operator==(const Fact&) const = default;
};
struct Facts {
  std::vector<Fact> facts = {};
  bool operator==(const Facts&) const = default;
};

using WidgetAlternatives = std::variant<Heading, Paragraph, Notice, Picture, Spinner, CameraView, Ticket, Countdown,
                                        Button, Choice, Options, Field, Keypad, Facts>;

/// One of the alternatives. Copied, moved and compared by code that is compiled once, in widget.cpp: in every file that
/// holds one it would take the compiler seconds.
struct Widget : WidgetAlternatives {
  using WidgetAlternatives::variant;
  Widget(const Widget& other);
  Widget(Widget&& other) noexcept;
  Widget& operator=(const Widget& other);
  Widget& operator=(Widget&& other) noexcept;
  ~Widget();
  friend bool operator==(const Widget& left, const Widget& right);
};

/// Where the person is on the way: step 2 of 4.
struct Steps {
  int current = 1;
  int total = 4;
  bool operator==(const Steps&) const = default;
};

/// Stands over a screen and must be answered first.
struct Dialog {
  std::vector<Widget> content = {};
  std::vector<Button> actions = {};
  bool operator==(const Dialog&) const = default;
};

/// Who a screen is for. Staff of a Japanese clinic read Japanese, whatever the person before the kiosk chose.
enum class Audience { person, staff };

struct Screen {
  std::string id;  ///< for example "checking-face"; one for each state, or for each question of a state
  Tone tone = Tone::calm;
  std::optional<Steps> steps = {};
  std::vector<Switch> header = {};    ///< language, text and voice
  std::vector<Widget> content = {};   ///< in reading order
  int urgent = 0;                     ///< so many of them, from the first, are never on a later page than the first
  std::vector<Button> actions = {};   ///< the answers to this screen, main choice first
  std::vector<Button> ways_out = {};  ///< stop, back, call staff: on every screen at the same place
  std::optional<Dialog> dialog = {};
  Words title = {"kiosk.title"};  ///< what this machine is for, at the top of every screen
  Audience audience = Audience::person;
  bool operator==(const Screen&) const = default;
};

/// The catalogue that this screen is drawn, told and spoken from: Japanese for staff, else what the person chose.
std::string_view language_of(const Screen& screen, const checkin::Presentation& presentation);

/// A control that sends an event, whatever kind of widget it is.
struct Pressable {
  std::string id;
  Role role = Role::secondary;
  checkin::Event event;
  bool operator==(const Pressable&) const = default;
};

/// Everything that can be pressed and sends an event, in reading order. Under a dialog only the dialog's.
std::vector<Pressable> pressables(const Screen& screen);

/// The main choice of the screen, if it has one.
std::optional<Pressable> main_choice(const Screen& screen);

/// The control with this id, if it is on the screen.
std::optional<Pressable> find_pressable(const Screen& screen, std::string_view id);

}  // namespace kiosk::screens
