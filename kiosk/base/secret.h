// Secret<T>: a value that cannot be printed by accident and is overwritten when it goes away.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace base {

/// Overwrites `size` bytes; the volatile access keeps the compiler from dropping it as a dead store.
inline void wipe(void* bytes, std::size_t size) {
  auto* byte = static_cast<volatile unsigned char*>(bytes);
  while (size-- > 0) *byte++ = 0;
}

/// Overwrites what calls that have returned left on this thread's stack: libraries put pieces of what they decode there.
[[gnu::noinline]] inline void wipe_stack_below() {
  unsigned char left[std::size_t{128} * 1024];
  wipe(left, sizeof left);
}

/// Owns a string or a byte vector that must never reach a log (PIN, check number B, card photo). It has no stream
/// operator on purpose; `reveal()` is the one visible way in. Copies are allowed (events are copied) and each copy
/// wipes itself. One thread at a time.
template <class T>
class Secret {
 public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.clear(); }
  Secret& operator=(const Secret& other) {
    if (this != &other) {
      clear();
      value_ = other.value_;
    }
    return *this;
  }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      clear();
      value_ = std::move(other.value_);
      other.clear();
    }
    return *this;
  }
  ~Secret() { clear(); }

  const T& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }
  void clear() {
    // The whole capacity, not the size: a short-string buffer moved from still holds the old characters.
    value_.resize(value_.capacity());
    wipe(value_.data(), value_.size() * sizeof(*value_.data()));
    value_.clear();
  }
  bool operator==(const Secret&) const = default;

 private:
  T value_;
};

using SecretText = Secret<std::string>;
using SecretBytes = Secret<std::vector<unsigned char>>;

}  // namespace base
