#include "db/request_table.hpp"

#include <soci/soci.h>

namespace clockstart::db {

namespace {

const std::string select =
    "SELECT number, reference, child, pathway, service, clock_start_on, family, sequence, watch_rule, watch_at "
    "FROM request WHERE ";

} // namespace

struct request_table::statements {
    explicit statements(soci::session& sql)
        : insert{(
              sql.prepare
                  << "INSERT INTO request (number, reference, child, pathway, service, clock_start_on, family, "
                     "sequence, watch_rule, watch_at) "
                     "VALUES (:number, :reference, :child, :pathway, :service, :clock_start_on, :family, :sequence, "
                     ":watch_rule, :watch_at) "
                     "ON CONFLICT (reference) DO NOTHING",
              soci::use(row.number, "number"), soci::use(row.reference, "reference"), soci::use(row.child, "child"),
              soci::use(row.pathway, "pathway"), soci::use(row.service, "service"),
              soci::use(row.clock_start_on, "clock_start_on"), soci::use(row.family, "family"),
              soci::use(row.sequence, "sequence"), soci::use(row.watch_rule, "watch_rule"),
              soci::use(watch_at, has_watch, "watch_at"))},
          update{
              (sql.prepare
                   << "UPDATE request SET service = :service, clock_start_on = :clock_start_on, sequence = :sequence, "
                      "watch_rule = :watch_rule, watch_at = :watch_at WHERE number = :number",
               soci::use(row.service, "service"), soci::use(row.clock_start_on, "clock_start_on"),
               soci::use(row.sequence, "sequence"), soci::use(row.watch_rule, "watch_rule"),
               soci::use(watch_at, has_watch, "watch_at"), soci::use(row.number, "number"))},
          by_reference{(sql.prepare << select + "reference = :reference", soci::into(found.number),
                        soci::into(found.reference), soci::into(found.child), soci::into(found.pathway),
                        soci::into(found.service), soci::into(found.clock_start_on), soci::into(found.family),
                        soci::into(found.sequence), soci::into(found.watch_rule), soci::into(watch_at, has_watch),
                        soci::use(reference, "reference"))},
          by_number{(sql.prepare << select + "number = :number", soci::into(found.number), soci::into(found.reference),
                     soci::into(found.child), soci::into(found.pathway), soci::into(found.service),
                     soci::into(found.clock_start_on), soci::into(found.family), soci::into(found.sequence),
                     soci::into(found.watch_rule), soci::into(watch_at, has_watch), soci::use(number, "number"))} {}

    std::optional<kept_request> one(soci::statement& query) {
        std::optional<kept_request> got;
        query.execute();
        while (query.fetch()) { // to the end, so that the read is over
            got = found;
            got->watch_at = has_watch == soci::i_ok ? std::optional{watch_at} : std::nullopt;
        }
        return got;
    }

    void bind(const kept_request& given) {
        row = given;
        watch_at = given.watch_at.value_or(0);
        has_watch = given.watch_at ? soci::i_ok : soci::i_null;
    }

    kept_request row, found;
    long long watch_at{};
    soci::indicator has_watch{};
    std::string reference;
    long long number{};
    soci::statement insert, update, by_reference, by_number;
};

request_table::request_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
request_table::~request_table() = default;

bool request_table::insert(const kept_request& row) {
    statements_->bind(row);
    statements_->insert.execute(true);
    return statements_->insert.get_affected_rows() == 1;
}

void request_table::update(const kept_request& row) {
    statements_->bind(row);
    statements_->update.execute(true);
}

std::optional<kept_request> request_table::find(std::string_view reference) {
    statements_->reference = reference;
    return statements_->one(statements_->by_reference);
}

std::optional<kept_request> request_table::find(long long number) {
    statements_->number = number;
    return statements_->one(statements_->by_number);
}

} // namespace clockstart::db
