#include "db/ledger_check.hpp"

#include "db/audit_check.hpp"
#include "db/calendar_rows.hpp"
#include "db/clock_table.hpp"
#include "db/connection.hpp"
#include "db/directory_rows.hpp"
#include "db/due_requests.hpp"
#include "db/journal_head.hpp"
#include "db/judging_table.hpp"
#include "db/ladder_rows.hpp"
#include "db/ledger.hpp"
#include "db/ledger_reader.hpp"
#include "db/replay.hpp"
#include "db/seal_check.hpp"
#include "db/snapshot_rows.hpp"
#include "db/stopped_early.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace clockstart::db {

namespace {

constexpr std::size_t most_findings = 100;
constexpr std::int64_t rows_between_reports = 10'000;

// A ledger's row with the name of its request and its sealed words.
struct chained_row {
    ledger_row row;
    std::string reference, sealed;
    soci::indicator has_request{}, has_words{};
};

// Walks the chain. A changed row is named alone: the row after it is judged by both the hash that is stored and the one
// that should be.
class chain_walk {
public:
    explicit chain_walk(std::vector<finding>& found) : found_{found} {}

    void next(const chained_row& one) {
        const auto& row = one.row;
        const auto tell = [&](std::string what) {
            add(row.sequence, one.has_request == soci::i_ok ? one.reference : "", std::move(what));
        };
        if (row.sequence != last_ + 1) {
            add(last_ + 1, "", "this row is missing; the next one is " + std::to_string(row.sequence));
        }
        auto should_be = ledger_hash(stored_, row);
        if (should_be != row.hash && (computed_ == stored_ || ledger_hash(computed_, row) != row.hash)) {
            tell("a value of this row was changed: its hash does not follow from it and the row before");
        } else {
            should_be = row.hash;
        }
        if (one.has_request != soci::i_ok) {
            tell("it belongs to no request");
        }
        const bool has_words = one.has_words == soci::i_ok;
        if (has_words != !row.words_digest.empty() || (has_words && words_digest(one.sealed) != row.words_digest)) {
            tell("its sealed words are not those that were recorded");
        }
        last_ = row.sequence;
        stored_ = row.hash;
        computed_ = should_be;
    }

    void end(const journal_head& head) {
        if (last_ != head.sequence) {
            add(last_, "", "the ledger ends here, but the journal had come to " + std::to_string(head.sequence));
        } else if (stored_ != head.hash && computed_ != head.hash) {
            add(last_, "", "the journal's head names another last row");
        }
    }

private:
    void add(std::int64_t sequence, std::string reference, std::string what) {
        if (found_.size() < most_findings) {
            found_.push_back({sequence, std::move(reference), std::move(what)});
        }
    }

    std::vector<finding>& found_;
    long long last_{0};
    std::string stored_, computed_; // hashes of the row before: as it stands there, and as it should be
};

void check_chain(soci::session& sql, std::vector<finding>& found,
                 const std::function<void(std::int64_t, std::int64_t)>& progress, stop_check& looking) {
    const auto head = load_head(sql);
    chained_row one;
    auto& row = one.row;
    soci::statement all =
        (sql.prepare << "SELECT e.sequence, e.request, e.type, e.on_day, e.recorded_at, e.recorded_by, e.details, "
                        "e.words_digest, e.hash, "
                        "r.reference, w.sealed FROM event e LEFT JOIN request r ON r.number = e.request "
                        "LEFT JOIN words w ON w.sequence = e.sequence ORDER BY e.sequence",
         soci::into(row.sequence), soci::into(row.request), soci::into(row.type), soci::into(row.on_day),
         soci::into(row.recorded_at), soci::into(row.recorded_by), soci::into(row.details),
         soci::into(row.words_digest), soci::into(row.hash), soci::into(one.reference, one.has_request),
         soci::into(one.sealed, one.has_words));
    chain_walk walk{found};
    std::int64_t done = 0;
    all.execute();
    while (all.fetch()) {
        looking.step();
        walk.next(one);
        if (progress && ++done % rows_between_reports == 0) {
            progress(done, head.sequence);
        }
    }
    walk.end(head);
    long long stray = 0;
    sql << "SELECT COUNT(*) FROM words WHERE sequence NOT IN (SELECT sequence FROM event)", soci::into(stray);
    if (stray != 0) {
        found.push_back({0, "", std::to_string(stray) + " sealed words belong to no row of the ledger"});
    }
}

// Requests and clocks are kept beside the ledger for speed; they have to say the same.
void check_replay(soci::session& sql, std::vector<finding>& found, stop_check& looking) {
    const auto book = load_pathway_book(sql);
    const auto places = load_directory(sql);
    const auto ladders = load_ladders(sql);
    const auto calendar = load_calendar(sql);
    const auto pending = load_pending(sql);
    clock_table clocks{sql};
    ledger_reader reader{sql};
    while (reader.next() && found.size() < most_findings) {
        looking.step();
        const auto& row = reader.row();
        const auto last = reader.ledger().back().sequence;
        const auto told = replay(book, calendar, row.pathway, reader.ledger(), settled_on(reader.ledger()));
        if (row.sequence != last || row.service != told.state.service ||
            row.clock_start_on != domain::day_number(told.opened_on)) {
            found.push_back({last, row.reference, "what is kept of the request is not what its ledger says"});
        }
        const auto ahead = steps_ahead(told, reader.ledger(), calendar, places, ladders, domain::instant::min());
        // One that waits to be judged anew, or to be looked at at once, has yet to be told of a new rule.
        const bool to_be_told = row.watch_at == due_requests::at_once || awaits_judging(pending, row.number);
        if (!to_be_told && (clocks.of_request(row.number) != clock_rows(*told.rules, told.clocks, ahead) ||
                            std::pair{row.watch_rule, row.watch_at} != next_watch(ahead))) {
            found.push_back({last, row.reference, "its clocks are not what its ledger says"});
        }
    }
    long long silent = 0;
    sql << "SELECT COUNT(*) FROM request WHERE number NOT IN (SELECT request FROM event)", soci::into(silent);
    if (silent != 0) {
        found.push_back({0, "", std::to_string(silent) + " requests have no ledger"});
    }
}

void check_snapshots(soci::session& sql, std::vector<finding>& found) {
    constexpr int first_schema_with_them = 4; // a backup may be older
    if (dialect::schema_version(sql) < first_schema_with_them) {
        return;
    }
    for (const auto& one : load_snapshots(sql)) {
        const auto held = find_snapshot(sql, one.month, one.kind);
        if (!held || snapshot_digest(held->document) != one.digest) {
            found.push_back({0, "", "the snapshot of " + std::to_string(one.month) + " is not what was kept"});
        }
    }
}

} // namespace

std::vector<finding> check_ledger(const std::filesystem::path& database, const vault* identities,
                                  const std::function<void(std::int64_t, std::int64_t)>& progress,
                                  const std::function<bool()>& stop) {
    std::vector<finding> found;
    stop_check looking{stop};
    connection reading{database, dialect::role::reader};
    try {
        check_chain(reading.sql(), found, progress, looking);
        // A broken chain is the answer; what hangs on damaged rows would only be noise, or not even readable.
        if (found.empty()) {
            check_replay(reading.sql(), found, looking);
        }
        if (identities != nullptr && found.empty()) {
            check_seals(reading.sql(), *identities, found, looking);
        }
        check_snapshots(reading.sql(), found);
        check_audit(reading.sql(), found, looking);
    } catch (const soci::soci_error&) {
        throw std::runtime_error{"the database could not be read to its end: " + dialect::last_failure(reading.sql())};
    }
    // By row; what is about no row of the ledger comes last.
    std::ranges::stable_sort(found, {}, [](const finding& one) { return std::pair{one.sequence == 0, one.sequence}; });
    return found;
}

} // namespace clockstart::db
