// The channels between threads, and the only mutexes of the kiosk: Mailbox loses nothing, OrderBook knows besides what
// is not carried out yet, LatestValue keeps the newest.
#pragma once

#include <atomic>
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

  /// Waits at most `longest_wait` for a letter and leaves it there.
  void wait(base::Duration longest_wait) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, longest_wait, [this] { return !letters_.empty(); });
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

/// A mailbox of orders. An order is open from `post` until it is carried out. Thread-safe; one thread carries out.
template <class T>
class OrderBook {
 public:
  void post(T order) {
    ++open_;
    orders_.post(std::move(order));
  }

  /// Carries out what waits, in order; how many there were.
  template <class CarryOut>
  std::size_t carry_out_waiting(CarryOut&& carry_out) {
    return work_off(orders_.take_all(), carry_out);
  }
  /// The same, after waiting at most `longest_wait` for an order.
  template <class CarryOut>
  std::size_t wait_and_carry_out(base::Duration longest_wait, CarryOut&& carry_out) {
    return work_off(orders_.wait_and_take_all(longest_wait), carry_out);
  }

  bool has_open() const { return open_ > 0; }

 private:
  template <class CarryOut>
  std::size_t work_off(const std::deque<T>& orders, CarryOut& carry_out) {
    for (const T& order : orders) {
      carry_out(order);
      --open_;
    }
    return orders.size();
  }

  Mailbox<T> orders_;
  std::atomic<std::size_t> open_ = 0;
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
