// VisitRecords: the clinic's visits, what was delivered of them, and the audit log, in whichever database.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/checkin/visit_store.h"
#include "kiosk/services/audit_chain.h"
#include "kiosk/services/sql_connection.h"

namespace kiosk::services {

/// A visit as it lies in the records.
struct StoredVisit {
  std::string key;
  std::string queue_number;
  std::chrono::sys_seconds arrived_at{};
  int revision = 1;  ///< 2 once a visit that had to wait was confirmed
  checkin::Confirmation confirmation{};
  std::optional<checkin::Visit> visit;  ///< empty once the retention time is over
};

/// How far a delivery has come: `staged` lies ready where it will be delivered, under a name that nobody reads.
enum class DeliveryState { staged, delivered };

/// What `verify` found.
struct AuditReport {
  std::int64_t entries = 0;
  std::int64_t visits = 0;
  std::string head;                   ///< hash of the last entry; kept elsewhere it shows a shortened log
  std::vector<std::string> problems;  ///< in words; empty when everything holds
};

/// From (inclusive) and until (exclusive); either may be open.
struct TimeSpan {
  std::optional<std::chrono::sys_seconds> from;
  std::optional<std::chrono::sys_seconds> until;
};

/// The store of visits over one database connection. Every change is one transaction together with its audit entry.
/// One thread at a time; several kiosks may use one database, each through its own object.
class VisitRecords : public checkin::VisitStore {
 public:
  template <class Value>
  using Result = base::Result<Value, checkin::StoreError>;

  /// Takes over an open connection and brings its tables up to date.
  static Result<std::unique_ptr<VisitRecords>> open(std::unique_ptr<SqlConnection> connection);

  Result<checkin::VisitReceipt> add(const checkin::Visit& visit) override;
  Result<base::Done> add(const checkin::Incident& incident) override;

  /// Oldest first.
  Result<std::vector<StoredVisit>> list(const TimeSpan& span);
  Result<std::vector<StoredVisit>> to_be_confirmed();

  /// Replaces a visit that had to wait by what the insurer answered; it is delivered anew. A visit that is confirmed
  /// already, or unknown, stays as it is.
  Result<base::Done> confirm(const checkin::Visit& confirmed, std::chrono::sys_seconds at);

  /// Visits of which this destination does not have the newest revision, oldest first, at most `limit`.
  Result<std::vector<StoredVisit>> undelivered(const std::string& destination, int limit);
  Result<base::Done> mark(const StoredVisit& visit, const std::string& destination, DeliveryState state,
                          std::chrono::sys_seconds at);
  /// How far this revision of the visit has come there; nothing when nothing was begun.
  Result<std::optional<DeliveryState>> delivery_of(const StoredVisit& visit, const std::string& destination);

  /// Removes the personal fields of visits before `until` that wait for nothing; gives their number.
  Result<int> purge(std::chrono::sys_seconds until, std::chrono::sys_seconds at);

  /// Writes that somebody read or copied records (`records.exported`, `records.backed-up`).
  Result<base::Done> note(std::string action, std::string record, std::chrono::sys_seconds at);

  Result<AuditReport> verify();
  Result<std::vector<AuditEntry>> audit_log();

 protected:
  explicit VisitRecords(std::unique_ptr<SqlConnection> connection) : connection_(std::move(connection)) {}
  SqlConnection& connection() { return *connection_; }

 private:
  Result<base::Done> append_audit(std::string action, std::string record, std::chrono::sys_seconds at);
  Result<checkin::VisitReceipt> add_within(const checkin::Visit& visit);
  Result<std::map<std::string, std::string>> seals();
  Result<std::vector<StoredVisit>> visits_from(std::string_view statement, const SqlParameters& parameters);

  std::unique_ptr<SqlConnection> connection_;
};

/// `A-0127`.
std::string queue_number(std::int64_t index);

}  // namespace kiosk::services
