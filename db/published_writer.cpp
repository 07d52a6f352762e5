#include "db/published_writer.hpp"

#include "db/published_rows.hpp"

#include <map>
#include <set>
#include <tuple>

namespace clockstart::db {

namespace {

using rows_of_period = std::vector<const domain::published_row*>;
using row_key = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

row_key key_of(const domain::published_row& row) {
    return {row.organisation_code, row.line_code, row.organisation_type, row.parent_code};
}

std::vector<domain::fault> repeated_rows(const rows_of_period& rows) {
    std::vector<domain::fault> faults;
    std::set<row_key> seen;
    for (const auto* one : rows) {
        if (!seen.insert(key_of(*one)).second) {
            faults.push_back({"organisation " + one->organisation_code + ", line " + one->line_code,
                              "is there twice for " + one->period + "; which of the two holds cannot be known"});
        }
    }
    return faults;
}

published_change replace_period(journal_state& state, const import_published& what, const rows_of_period& rows,
                                domain::instant at) {
    published_change change{.series = rows.front()->series, .period = rows.front()->period, .rows = rows.size()};
    const auto held = load_published(
        state.sql, {.series = change.series, .period = change.period, .organisation = {}, .line = {}}, 0, 0);
    std::map<row_key, const domain::published_row*> before;
    for (const auto& one : held) {
        before.emplace(key_of(one), &one);
    }
    rows_of_period replaced;
    for (const auto* one : rows) {
        const auto same = before.find(key_of(*one));
        if (same == before.end()) {
            ++change.added;
            continue;
        }
        if (*same->second == *one) {
            ++change.unchanged;
        } else {
            ++change.changed;
            replaced.push_back(same->second);
        }
        before.erase(same);
    }
    change.removed = before.size();
    for (const auto& [key, one] : before) {
        replaced.push_back(one);
    }
    remove_rows(state.sql, change.series, change.period);
    insert_rows(state.sql, rows);
    insert_import(state.sql,
                  {.at = at, .by = what.by.name, .file_name = what.file_name, .digest = what.digest, .change = change},
                  replaced);
    return change;
}

} // namespace

domain::result<receipt> write(journal_state& state, const import_published& what) {
    std::map<std::pair<std::string, std::string>, rows_of_period> periods;
    for (const auto& one : what.rows) {
        periods[{one.series, one.period}].push_back(&one);
    }
    std::vector<domain::fault> faults;
    for (const auto& [period, rows] : periods) {
        const auto repeated = repeated_rows(rows);
        faults.insert(faults.end(), repeated.begin(), repeated.end());
    }
    if (!faults.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(faults), BOOST_CURRENT_LOCATION};
    }
    receipt done;
    done.recorded_at = state.stamp();
    done.sequence = state.head.sequence;
    done.count = what.rows.size();
    for (const auto& [period, rows] : periods) {
        done.published.push_back(replace_period(state, what, rows, done.recorded_at));
    }
    return done;
}

} // namespace clockstart::db
