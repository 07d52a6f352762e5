#pragma once

#include "db/command.hpp"
#include "db/csv_reader.hpp"
#include "db/mapping.hpp"

#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace clockstart::db {

// A patient-level list (CSV, one request a row) as the rows of import_requests. Rows with a fault are passed over and
// the faults kept, so that all of them are found; what was read is only to be stored when none was. `places` and `book`
// must outlive it. One thread at a time, which may be the writer's.
class request_file {
public:
    // Refused when the file is not there or may not be read; what is wrong inside it is in faults().
    static domain::result<request_file> open(const std::filesystem::path& file, import_mapping mapping,
                                             const domain::directory& places, const domain::pathway_book& book,
                                             domain::civil_date today, actor by);
    request_file(csv_reader file, import_mapping mapping, const domain::directory& places,
                 const domain::pathway_book& book, domain::civil_date today, actor by);
    request_file(request_file&&) noexcept;
    request_file& operator=(request_file&&) noexcept;
    ~request_file();

    // The next sound row, or nothing at the end of the file. A header that does not fit gives no rows at all.
    std::optional<import_requests::row> next();
    std::size_t rows_read() const; // sound ones
    bool failed() const { return !faults().empty(); }
    // In the order of the file: pointer "LINE: column".
    const std::vector<domain::fault>& faults() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace clockstart::db
