// The two channels between threads, and the only mutexes of the kiosk: Mailbox loses nothing, LatestValue keeps the
// newest.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "kiosk/base/time.h"

namespace kiosk::runtime {

/// Many writers, one reader, in order, nothing lost. Thread-safe.
template <class T>
class Mailbox {
 public:
  void post(T letter) {
    {
      const std::scoped_lock lock(mutex_);
      letters_.push_back(std::move(letter));
    }
    arrived_.notify_one();
  }

  /// Everything that is there now; empty when nothing is.
  std::deque<T> take_all() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(letters_, {});
  }

  /// Waits at most `longest_wait` for a letter, then takes everything.
  std::deque<T> wait_and_take_all(base::Duration longest_wait) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, longest_wait, [this] { return !letters_.empty(); });
    return std::exchange(letters_, {});
  }

  bool empty() const {
    const std::scoped_lock lock(mutex_);
    return letters_.empty();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<T> letters_;
};

/// Newest wins: a value that nobody took in time is dropped and counted. At most one frame is analysed and one waits,
/// which gives nearly the best throughput and latency (MediaPipe's flow limiter states the same law). Thread-safe.
template <class T>
class LatestValue {
 public:
  void publish(T value) {
    {
      const std::scoped_lock lock(mutex_);
      if (value_) ++dropped_;
      value_ = std::move(value);
    }
    arrived_.notify_one();
  }

  std::optional<T> take() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(value_, std::nullopt);
  }

  std::optional<T> wait_and_take(base::Duration longest_wait) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, longest_wait, [this] { return value_.has_value(); });
    return std::exchange(value_, std::nullopt);
  }

  void clear() {
    const std::scoped_lock lock(mutex_);
    value_.reset();
  }

  std::uint64_t dropped() const {
    const std::scoped_lock lock(mutex_);
    return dropped_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::optional<T> value_;
  std::uint64_t dropped_ = 0;
};

}  // namespace kiosk::runtime
