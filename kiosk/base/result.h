// Result: a value or the reason why there is none. Errors are values here; no exception crosses a folder.
#pragma once

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

namespace base {

/// The value of an operation that gives nothing back but may fail: `Result<Done, E>`.
struct Done {
  bool operator==(const Done&) const = default;
};

/// Holds either a `T` or an `E`; the two types must differ. Asking for the one that is not there is a bug (assertion).
/// Example: `auto file = open(path); if (!file) return file.error(); read(file.value());`
template <class T, class E>
class [[nodiscard]] Result {
  static_assert(!std::is_same_v<T, E>, "a Result's value and error must be of different types");

 public:
  using Value = T;
  using Error = E;

  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose, `return value;`
  Result(E error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose, `return error;`

  explicit operator bool() const { return held_.index() == 0; }

  T& value() & { return assert(*this), *std::get_if<0>(&held_); }
  const T& value() const& { return assert(*this), *std::get_if<0>(&held_); }
  T&& value() && { return assert(*this), std::move(*std::get_if<0>(&held_)); }
  const E& error() const { return assert(!*this), *std::get_if<1>(&held_); }

  /// Calls `next(value)` (which gives a Result with the same error type) when there is a value; else passes the error
  /// on.
  template <class Next>
  auto and_then(Next next) && -> decltype(next(std::declval<T&&>())) {
    if (!*this) return error();
    return next(std::move(*this).value());
  }

  bool operator==(const Result&) const = default;

 private:
  std::variant<T, E> held_;
};

}  // namespace base
