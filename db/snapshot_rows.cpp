#include "db/snapshot_rows.hpp"

#include "db/optional_column.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace clockstart::db {

std::string snapshot_digest(std::string_view document) {
    std::array<unsigned char, 32> hash{};
    if (EVP_Digest(document.data(), document.size(), hash.data(), nullptr, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error{"SHA-256 is not to be had from OpenSSL"};
    }
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const unsigned byte : hash) {
        hex.push_back(digits[byte >> 4U]);
        hex.push_back(digits[byte & 15U]);
    }
    return hex;
}

bool insert_snapshot(soci::session& sql, const keep_snapshot& what, domain::instant made_at) {
    const auto digest = snapshot_digest(what.document);
    const long long known = microseconds_of(what.known_at), made = microseconds_of(made_at);
    soci::statement insert =
        (sql.prepare << "INSERT INTO snapshot (month, kind, document, digest, known_at, made_at) VALUES (:month, "
                        ":kind, :document, :digest, :known_at, :made_at) ON CONFLICT (month, kind) DO NOTHING",
         soci::use(what.month, "month"), soci::use(what.kind, "kind"), soci::use(what.document, "document"),
         soci::use(digest, "digest"), soci::use(known, "known_at"), soci::use(made, "made_at"));
    insert.execute(true);
    return insert.get_affected_rows() == 1;
}

std::vector<snapshot_entry> load_snapshots(soci::session& sql) {
    snapshot_entry one;
    long long known = 0, made = 0;
    soci::statement all =
        (sql.prepare << "SELECT month, kind, digest, known_at, made_at FROM snapshot ORDER BY month DESC, kind",
         soci::into(one.month), soci::into(one.kind), soci::into(one.digest), soci::into(known), soci::into(made));
    std::vector<snapshot_entry> kept;
    all.execute();
    while (all.fetch()) {
        one.known_at = instant_of(known);
        one.made_at = instant_of(made);
        kept.push_back(one);
    }
    return kept;
}

std::optional<snapshot> find_snapshot(soci::session& sql, int month, const std::string& kind) {
    snapshot one;
    long long known = 0, made = 0;
    soci::statement query =
        (sql.prepare
             << "SELECT month, kind, digest, known_at, made_at, document FROM snapshot WHERE month = :month AND "
                "kind = :kind",
         soci::into(one.entry.month), soci::into(one.entry.kind), soci::into(one.entry.digest), soci::into(known),
         soci::into(made), soci::into(one.document), soci::use(month, "month"), soci::use(kind, "kind"));
    std::optional<snapshot> found;
    query.execute();
    while (query.fetch()) { // to the end, so that the read is over
        one.entry.known_at = instant_of(known);
        one.entry.made_at = instant_of(made);
        found = one;
    }
    return found;
}

} // namespace clockstart::db
