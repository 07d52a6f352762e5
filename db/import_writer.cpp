#include "db/import_writer.hpp"

#include "db/request_writer.hpp"

namespace clockstart::db {

namespace {

constexpr std::size_t most_faults = 1000;
constexpr std::size_t rows_between_reports = 1000;

void add_faults(std::vector<domain::fault>& faults, std::size_t line, const domain::refusal& why) {
    const auto place = std::to_string(line) + ": ";
    if (why.faults.empty()) {
        faults.push_back({place + "request", std::string{name_of(why.code)}});
    }
    for (const auto& one : why.faults) {
        const auto column = one.pointer.starts_with('/') ? one.pointer.substr(1) : one.pointer;
        faults.push_back({place + column, one.detail});
    }
}

} // namespace

domain::result<receipt> write(journal_state& state, const import_requests& what) {
    std::vector<domain::fault> faults;
    receipt done;
    while (auto row = what.next()) {
        if (faults.size() >= most_faults) {
            continue; // the source still has its own faults to find
        }
        auto stored = write(state, row->request);
        if (!stored) {
            add_faults(faults, row->line, stored.error());
            continue;
        }
        done.sequence = stored->sequence;
        done.recorded_at = stored->recorded_at;
        ++done.count;
        if (what.progress && done.count % rows_between_reports == 0) {
            what.progress(done.count);
        }
    }
    if (!faults.empty() || (what.reader_failed && what.reader_failed())) {
        return domain::refusal{domain::errc::invalid, std::move(faults), BOOST_CURRENT_LOCATION};
    }
    state.only_tried = what.dry_run;
    return done;
}

} // namespace clockstart::db
