#include "db/ledger.hpp"

#include "db/canonical.hpp"
#include "db/sha256.hpp"
#include "db/vault_key.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <soci/soci.h>

namespace clockstart::db {

std::string ledger_hash(std::string_view previous, const ledger_row& row) {
    std::string canonical;
    canonical.reserve(192 + row.details.size());
    add_field(canonical, previous);
    add_field(canonical, std::to_string(row.sequence));
    add_field(canonical, std::to_string(row.request));
    add_field(canonical, row.type);
    add_field(canonical, std::to_string(row.on_day));
    add_field(canonical, std::to_string(row.recorded_at));
    add_field(canonical, row.recorded_by);
    add_field(canonical, row.details);
    add_field(canonical, row.words_digest);
    return base64_of(sha256(canonical));
}

std::string words_digest(std::string_view sealed) { return base64_of(sha256(sealed)); }

domain::event event_of(const ledger_row& row) {
    return {.sequence = row.sequence,
            .type = row.type,
            .on = domain::date_of(row.on_day),
            .recorded_at = domain::instant{std::chrono::microseconds{row.recorded_at}},
            .by = row.recorded_by,
            .details = boost::json::parse(row.details).as_object()};
}

ledger_row row_of(const domain::event& event, long long request) {
    return {.sequence = event.sequence,
            .request = request,
            .type = event.type,
            .on_day = domain::day_number(event.on),
            .recorded_at = event.recorded_at.time_since_epoch().count(),
            .recorded_by = event.by,
            .details = boost::json::serialize(event.details),
            .words_digest = {},
            .hash = {}};
}

struct ledger_table::statements {
    explicit statements(soci::session& sql)
        : insert{(sql.prepare << "INSERT INTO event (sequence, request, type, on_day, recorded_at, recorded_by, "
                                 "details, words_digest, hash) "
                                 "VALUES (:sequence, :request, :type, :on_day, :recorded_at, :recorded_by, :details, "
                                 ":words_digest, :hash)",
                  soci::use(row.sequence, "sequence"), soci::use(row.request, "request"), soci::use(row.type, "type"),
                  soci::use(row.on_day, "on_day"), soci::use(row.recorded_at, "recorded_at"),
                  soci::use(row.recorded_by, "recorded_by"), soci::use(row.details, "details"),
                  soci::use(row.words_digest, "words_digest"), soci::use(row.hash, "hash"))},
          of_request{(sql.prepare << "SELECT sequence, type, on_day, recorded_at, recorded_by, details FROM event "
                                     "WHERE request = :request ORDER BY sequence",
                      soci::into(found.sequence), soci::into(found.type), soci::into(found.on_day),
                      soci::into(found.recorded_at), soci::into(found.recorded_by), soci::into(found.details),
                      soci::use(wanted, "request"))} {}

    ledger_row row, found;
    long long wanted{};
    soci::statement insert, of_request;
};

ledger_table::ledger_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
ledger_table::~ledger_table() = default;

void ledger_table::insert(const ledger_row& row) {
    statements_->row = row;
    statements_->insert.execute(true);
}

std::vector<domain::event> ledger_table::of_request(long long request) {
    auto& held = *statements_;
    held.wanted = request;
    std::vector<domain::event> events;
    held.of_request.execute();
    while (held.of_request.fetch()) {
        events.push_back(event_of(held.found));
    }
    return events;
}

} // namespace clockstart::db
