#include "db/request_file.hpp"

#include "db/request_row.hpp"

#include <utility>

namespace clockstart::db {

struct request_file::state {
    csv_reader file;
    const import_mapping mapping;
    const actor by;
    request_row maker;
    const bool header_fits;
    csv_row row{};
    std::size_t rows_read{};

    state(csv_reader from, import_mapping how, const domain::directory& places, const domain::pathway_book& book,
          domain::civil_date today, actor who)
        : file{std::move(from)}, mapping{std::move(how)}, by{std::move(who)}, maker{file, mapping, places, book, today},
          header_fits{file.faults().empty()} {}
};

domain::result<request_file> request_file::open(const std::filesystem::path& file, import_mapping mapping,
                                                const domain::directory& places, const domain::pathway_book& book,
                                                domain::civil_date today, actor by) {
    auto opened = csv_reader::open(file);
    if (!opened) {
        return opened.error();
    }
    return request_file{std::move(*opened), std::move(mapping), places, book, today, std::move(by)};
}

request_file::request_file(csv_reader file, import_mapping mapping, const domain::directory& places,
                           const domain::pathway_book& book, domain::civil_date today, actor by)
    : state_{std::make_unique<state>(std::move(file), std::move(mapping), places, book, today, std::move(by))} {}

request_file::request_file(request_file&&) noexcept = default;
request_file& request_file::operator=(request_file&&) noexcept = default;
request_file::~request_file() = default;

std::optional<import_requests::row> request_file::next() {
    while (state_->header_fits && state_->file.next(state_->row)) {
        if (auto made = state_->maker.read(state_->row)) {
            made->by = state_->by;
            ++state_->rows_read;
            return import_requests::row{state_->row.line, std::move(*made)};
        }
    }
    return std::nullopt;
}

std::size_t request_file::rows_read() const { return state_->rows_read; }

const std::vector<domain::fault>& request_file::faults() const { return state_->file.faults(); }

} // namespace clockstart::db
