#include "db/seal_check.hpp"

#include "db/audit_rows.hpp"
#include "db/child_table.hpp"
#include "db/dialect.hpp"
#include "db/migrations.hpp"

#include <soci/soci.h>

#include <exception>

namespace clockstart::db {

namespace {

template <class Open>
bool opens(Open open) {
    try {
        open();
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

void check_identities(soci::session& sql, const vault& identities, std::vector<finding>& found, stop_check& looking) {
    child_row row;
    soci::statement all =
        (sql.prepare << "SELECT number, key_id, sealed_key, sealed_identity, COALESCE(nhs_hash, '') FROM child "
                        "ORDER BY number",
         soci::into(row.number), soci::into(row.key.key_id), soci::into(row.key.text), soci::into(row.sealed_identity),
         soci::into(row.nhs_hash));
    all.execute();
    while (all.fetch()) {
        looking.step();
        const bool fits = opens([&] {
            const auto who = identities.open_identity(row.key, row.number, row.sealed_identity);
            if (row.nhs_hash != (who.nhs_number.empty() ? std::string{} : identities.nhs_number_hash(who.nhs_number))) {
                throw std::runtime_error{"the look-up belongs to another child"};
            }
        });
        if (!fits) {
            found.push_back({0, "",
                             "child " + std::to_string(row.number) +
                                 " in the vault does not open, or is found under another number"});
        }
    }
}

void check_words(soci::session& sql, const vault& identities, std::vector<finding>& found, stop_check& looking) {
    sealed_key key;
    long long sequence = 0;
    std::string sealed, reference;
    soci::statement all =
        (sql.prepare << "SELECT w.sequence, w.sealed, r.reference, c.key_id, c.sealed_key FROM words w "
                        "JOIN event e ON e.sequence = w.sequence JOIN request r ON r.number = e.request "
                        "JOIN child c ON c.number = r.child ORDER BY w.sequence",
         soci::into(sequence), soci::into(sealed), soci::into(reference), soci::into(key.key_id), soci::into(key.text));
    all.execute();
    while (all.fetch()) {
        looking.step();
        if (!opens([&] { identities.open_words(key, sequence, sealed); })) {
            found.push_back({sequence, reference, "its sealed words do not open"});
        }
    }
}

void check_reasons(soci::session& sql, const vault& identities, std::vector<finding>& found, stop_check& looking) {
    if (dialect::schema_version(sql) < schema_with("migrations/0010_audit.sql")) {
        return; // a backup may be older
    }
    sealed_key key;
    long long number = 0;
    std::string sealed;
    soci::statement all =
        (sql.prepare
             << "SELECT w.audit, w.sealed, c.key_id, c.sealed_key FROM audit_words w "
                "JOIN request r ON r.number = (SELECT MIN(a.request) FROM audit_about a WHERE a.audit = w.audit) "
                "JOIN child c ON c.number = r.child ORDER BY w.audit",
         soci::into(number), soci::into(sealed), soci::into(key.key_id), soci::into(key.text));
    all.execute();
    while (all.fetch()) {
        looking.step();
        if (!opens([&] { identities.open(key, audit_words_context(number), sealed); })) {
            found.push_back({0, "", "audit entry " + std::to_string(number) + ": its sealed reason does not open"});
        }
    }
}

} // namespace

void check_seals(soci::session& sql, const vault& identities, std::vector<finding>& found, stop_check& looking) {
    check_identities(sql, identities, found, looking);
    check_words(sql, identities, found, looking);
    check_reasons(sql, identities, found, looking);
}

} // namespace clockstart::db
