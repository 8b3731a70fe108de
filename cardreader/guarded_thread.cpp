// One thread, one job at a time, a limit on the wait.
#include "cardreader/guarded_thread.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace cardreader {

struct GuardedThread::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::function<void()> job;
  bool finished = false;
  bool stuck = false;
  bool stopping = false;
};

GuardedThread::GuardedThread() : shared_(std::make_shared<Shared>()), thread_([shared = shared_] { serve(shared); }) {}

GuardedThread::~GuardedThread() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
  }
  shared_->changed.notify_all();
  thread_.join();
}

void GuardedThread::serve(const std::shared_ptr<Shared>& shared) {
  std::unique_lock lock(shared->mutex);
  while (true) {
    shared->changed.wait(lock, [&] { return shared->stopping || shared->job; });
    if (!shared->job) return;
    std::function<void()> job = std::exchange(shared->job, nullptr);
    lock.unlock();
    job();
    job = nullptr;  // what the job owns is released here, on this thread
    lock.lock();
    shared->finished = true;
    shared->changed.notify_all();
    if (shared->stuck) return;
  }
}

GuardedThread::Outcome GuardedThread::run(std::function<void()> job, base::Duration limit) {
  std::unique_lock lock(shared_->mutex);
  if (shared_->stuck) return Outcome::overrun;
  shared_->finished = false;
  shared_->job = std::move(job);
  shared_->changed.notify_all();
  if (shared_->changed.wait_for(lock, limit, [&] { return shared_->finished; })) return Outcome::finished;
  shared_->stuck = true;
  thread_.detach();  // the one detached thread: it blocks inside the PC/SC library and cannot be joined
  return Outcome::overrun;
}

bool GuardedThread::is_stuck() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->stuck;
}

std::weak_ptr<void> GuardedThread::pulse() const { return shared_; }

}  // namespace cardreader
