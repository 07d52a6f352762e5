#include "db/request_table.hpp"

#include <soci/soci.h>

namespace clockstart::db {

namespace {

const std::string select =
    "SELECT number, reference, child, pathway, service, clock_start_on, family, sequence FROM request WHERE ";

} // namespace

struct request_table::statements {
    explicit statements(soci::session& sql)
        : insert{(
              sql.prepare
                  << "INSERT INTO request (number, reference, child, pathway, service, clock_start_on, family, "
                     "sequence) "
                     "VALUES (:number, :reference, :child, :pathway, :service, :clock_start_on, :family, :sequence) "
                     "ON CONFLICT (reference) DO NOTHING",
              soci::use(row.number, "number"), soci::use(row.reference, "reference"), soci::use(row.child, "child"),
              soci::use(row.pathway, "pathway"), soci::use(row.service, "service"),
              soci::use(row.clock_start_on, "clock_start_on"), soci::use(row.family, "family"),
              soci::use(row.sequence, "sequence"))},
          update{
              (sql.prepare
                   << "UPDATE request SET service = :service, clock_start_on = :clock_start_on, sequence = :sequence "
                      "WHERE number = :number",
               soci::use(row.service, "service"), soci::use(row.clock_start_on, "clock_start_on"),
               soci::use(row.sequence, "sequence"), soci::use(row.number, "number"))},
          by_reference{(sql.prepare << select + "reference = :reference", soci::into(found.number),
                        soci::into(found.reference), soci::into(found.child), soci::into(found.pathway),
                        soci::into(found.service), soci::into(found.clock_start_on), soci::into(found.family),
                        soci::into(found.sequence), soci::use(reference, "reference"))},
          by_number{(sql.prepare << select + "number = :number", soci::into(found.number), soci::into(found.reference),
                     soci::into(found.child), soci::into(found.pathway), soci::into(found.service),
                     soci::into(found.clock_start_on), soci::into(found.family), soci::into(found.sequence),
                     soci::use(number, "number"))} {}

    std::optional<kept_request> one(soci::statement& query) {
        std::optional<kept_request> got;
        query.execute();
        while (query.fetch()) { // to the end, so that the read is over
            got = found;
        }
        return got;
    }

    kept_request row, found;
    std::string reference;
    long long number{};
    soci::statement insert, update, by_reference, by_number;
};

request_table::request_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
request_table::~request_table() = default;

bool request_table::insert(const kept_request& row) {
    statements_->row = row;
    statements_->insert.execute(true);
    return statements_->insert.get_affected_rows() == 1;
}

void request_table::update(const kept_request& row) {
    statements_->row = row;
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
