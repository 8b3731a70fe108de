// One open database, whichever it is: the records' rules are written once against this.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/checkin/visit_store.h"

namespace kiosk::services {

using SqlValue = std::variant<std::monostate, std::int64_t, std::string>;
using SqlRow = std::vector<SqlValue>;
using SqlRows = std::vector<SqlRow>;
using SqlParameters = std::vector<SqlValue>;

enum class SqlDialect { sqlite, postgresql };

/// A connection to one database. One thread at a time. No exception leaves it; after an error the transaction is to be
/// rolled back. Waits for locks are bounded by the implementation.
class SqlConnection {
 public:
  virtual ~SqlConnection() = default;

  virtual SqlDialect dialect() const = 0;

  /// Runs one statement with `$1`, `$2` … as parameters and gives back its rows.
  virtual base::Result<SqlRows, checkin::StoreError> run(std::string_view statement,
                                                         const SqlParameters& parameters = {}) = 0;

  /// Starts a transaction in which no other writer can step between (the hash chain and the queue need that).
  virtual base::Result<base::Done, checkin::StoreError> begin() = 0;
  virtual base::Result<base::Done, checkin::StoreError> commit() = 0;
  virtual void roll_back() = 0;
};

/// The value as a number or text; 0 or empty when it is NULL or of the other kind.
std::int64_t number_in(const SqlValue& value);
const std::string& text_in(const SqlValue& value);

/// Runs `work` inside one transaction: committed when it gives a value, rolled back when it gives an error.
template <class Work>
auto in_transaction(SqlConnection& connection, Work work) -> decltype(work()) {
  if (auto begun = connection.begin(); !begun) return begun.error();
  auto outcome = work();
  if (!outcome) {
    connection.roll_back();
    return outcome;
  }
  if (auto committed = connection.commit(); !committed) {
    connection.roll_back();
    return committed.error();
  }
  return outcome;
}

}  // namespace kiosk::services
