#include "db/child_table.hpp"

#include <soci/soci.h>

namespace clockstart::db {

namespace {

const std::string select =
    "SELECT number, key_id, sealed_key, sealed_identity, COALESCE(nhs_hash, ''), name_hash FROM child WHERE ";

} // namespace

struct child_table::statements {
    explicit statements(soci::session& sql)
        : insert{(sql.prepare << "INSERT INTO child (number, key_id, sealed_key, sealed_identity, nhs_hash, name_hash) "
                                 "VALUES (:number, :key_id, :sealed_key, :sealed_identity, :nhs_hash, :name_hash) "
                                 "ON CONFLICT (nhs_hash) DO NOTHING",
                  soci::use(row.number, "number"), soci::use(row.key.key_id, "key_id"),
                  soci::use(row.key.text, "sealed_key"), soci::use(row.sealed_identity, "sealed_identity"),
                  soci::use(row.nhs_hash, has_number, "nhs_hash"), soci::use(row.name_hash, "name_hash"))},
          update{(sql.prepare << "UPDATE child SET sealed_identity = :sealed_identity, name_hash = :name_hash WHERE "
                                 "number = :number",
                  soci::use(row.sealed_identity, "sealed_identity"), soci::use(row.name_hash, "name_hash"),
                  soci::use(row.number, "number"))},
          keep{(sql.prepare << "INSERT INTO child_identity (child, replaced_at, sealed_identity) VALUES (:child, "
                               ":replaced_at, :sealed)",
                soci::use(row.number, "child"), soci::use(replaced_at, "replaced_at"), soci::use(before, "sealed"))},
          by_number{(sql.prepare << select + "number = :number", soci::into(found.number), soci::into(found.key.key_id),
                     soci::into(found.key.text), soci::into(found.sealed_identity), soci::into(found.nhs_hash),
                     soci::into(found.name_hash), soci::use(number, "number"))},
          by_hash{(sql.prepare << select + "nhs_hash = :nhs_hash", soci::into(found.number),
                   soci::into(found.key.key_id), soci::into(found.key.text), soci::into(found.sealed_identity),
                   soci::into(found.nhs_hash), soci::into(found.name_hash), soci::use(nhs_hash, "nhs_hash"))},
          insert_words{(sql.prepare << "INSERT INTO words (sequence, sealed) VALUES (:sequence, :sealed)",
                        soci::use(sequence, "sequence"), soci::use(sealed, "sealed"))},
          words_of{(sql.prepare << "SELECT w.sequence, w.sealed FROM event e JOIN words w ON w.sequence = e.sequence "
                                   "WHERE e.request = :request ORDER BY w.sequence",
                    soci::into(found_words.sequence), soci::into(found_words.text), soci::use(number, "request"))} {}

    std::optional<child_row> one(soci::statement& query) {
        std::optional<child_row> got;
        query.execute();
        while (query.fetch()) {
            got = found;
        }
        return got;
    }

    child_row row, found;
    sealed_words found_words;
    std::string before, nhs_hash, sealed;
    long long number{}, replaced_at{}, sequence{};
    soci::indicator has_number{};
    soci::statement insert, update, keep, by_number, by_hash, insert_words, words_of;
};

child_table::child_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
child_table::~child_table() = default;

bool child_table::insert(const child_row& row) {
    statements_->row = row;
    statements_->has_number = row.nhs_hash.empty() ? soci::i_null : soci::i_ok;
    statements_->insert.execute(true);
    return statements_->insert.get_affected_rows() == 1;
}

std::optional<child_row> child_table::find(long long number) {
    statements_->number = number;
    return statements_->one(statements_->by_number);
}

std::optional<child_row> child_table::find_by_nhs_hash(std::string_view nhs_hash) {
    statements_->nhs_hash = nhs_hash;
    return statements_->one(statements_->by_hash);
}

void child_table::replace_identity(const child_row& before, const child_row& now, long long replaced_at) {
    statements_->row = now;
    statements_->before = before.sealed_identity;
    statements_->replaced_at = replaced_at;
    statements_->keep.execute(true);
    statements_->update.execute(true);
}

void child_table::insert_words(long long sequence, const std::string& sealed) {
    statements_->sequence = sequence;
    statements_->sealed = sealed;
    statements_->insert_words.execute(true);
}

std::vector<child_table::sealed_words> child_table::words_of(long long request) {
    auto& held = *statements_;
    held.number = request;
    std::vector<sealed_words> all;
    held.words_of.execute();
    while (held.words_of.fetch()) {
        all.push_back(held.found_words);
    }
    return all;
}

} // namespace clockstart::db
