// What every store of visits must do, whichever database is behind it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/services/visit_records.h"

/// Runs all of it. `open` gives a store by name: a new name is a fresh store, the same name the same one opened anew.
void check_visit_store_contract(
    const std::function<std::unique_ptr<kiosk::services::VisitRecords>(const std::string& name)>& open);
