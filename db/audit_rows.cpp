#include "db/audit_rows.hpp"

#include "db/optional_column.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <limits>

namespace clockstart::db {

namespace {

// The numbers are ours; a list cannot be bound.
std::string list_of(const std::vector<std::uint32_t>& requests) {
    std::string list;
    for (const auto one : requests) {
        list.append(list.empty() ? "" : ",").append(std::to_string(one));
    }
    return list;
}

std::vector<std::string> references_of(soci::session& sql, const std::string& about) {
    std::string reference;
    std::vector<std::string> references;
    soci::statement all = (sql.prepare << "SELECT reference FROM request WHERE number IN (" +
                                              list_of(requests_about(about)) + ") ORDER BY number",
                           soci::into(reference));
    all.execute();
    while (all.fetch()) {
        references.push_back(reference);
    }
    return references;
}

// The first entry that was recorded then or later: entries are recorded in the order of their numbers.
long long number_at(soci::session& sql, domain::instant at) {
    const long long wanted = microseconds_of(at);
    long long number = 0;
    sql << "SELECT number FROM audit WHERE recorded_at >= :at ORDER BY recorded_at LIMIT 1", soci::into(number),
        soci::use(wanted, "at");
    return sql.got_data() ? number : std::numeric_limits<long long>::max();
}

} // namespace

std::vector<audit_entry> load_audit(soci::session& sql, const audit_question& question) {
    const long long from = question.from ? number_at(sql, *question.from) : 0,
                    to = question.to ? number_at(sql, *question.to) : std::numeric_limits<long long>::max(),
                    before = std::min<long long>(question.before, to);
    const auto most = static_cast<long long>(question.limit);
    const auto about = list_of(question.requests);
    const std::string within =
        about.empty() ? "" : "a.number IN (SELECT audit FROM audit_about WHERE request IN (" + about + ")) AND ";
    audit_entry one;
    auto& row = one.row;
    soci::statement all =
        (sql.prepare << "SELECT a.number, a.recorded_at, a.who, a.token, a.from_where, a.what, a.outcome, a.about, "
                        "a.sequence, a.event_hash, a.why_digest, a.details, a.hash, COALESCE(w.sealed, '') "
                        "FROM audit a LEFT JOIN audit_words w ON w.audit = a.number WHERE " +
                            within +
                            "a.number >= :from AND a.number < :before "
                            "AND (:who = '' OR a.who = :who) AND (:what = '' OR a.what = :what) "
                            "AND (:outcome = '' OR a.outcome = :outcome) ORDER BY a.number DESC LIMIT :most",
         soci::into(row.number), soci::into(row.recorded_at), soci::into(row.who), soci::into(row.token),
         soci::into(row.from_where), soci::into(row.what), soci::into(row.outcome), soci::into(row.about),
         soci::into(row.sequence), soci::into(row.event_hash), soci::into(row.why_digest), soci::into(row.details),
         soci::into(row.hash), soci::into(one.sealed_why), soci::use(before, "before"), soci::use(from, "from"),
         soci::use(question.who, "who"), soci::use(question.what, "what"), soci::use(question.outcome, "outcome"),
         soci::use(most, "most"));
    std::vector<audit_entry> found;
    all.execute();
    while (all.fetch()) {
        found.push_back(one);
    }
    for (auto& entry : found) {
        if (!entry.row.about.empty()) {
            entry.references = references_of(sql, entry.row.about);
        }
    }
    return found;
}

signed_head load_heads(soci::session& sql) {
    signed_head head;
    long long audit = 0, sequence = 0;
    sql << "SELECT a.number, a.hash, j.sequence, j.hash FROM audit_head a, journal_head j", soci::into(audit),
        soci::into(head.audit_hash), soci::into(sequence), soci::into(head.ledger_hash);
    head.audit = audit;
    head.sequence = sequence;
    return head;
}

void insert_head(soci::session& sql, const signed_head& head) {
    const long long at = microseconds_of(head.at), audit = head.audit, sequence = head.sequence;
    sql << "INSERT INTO audit_key (id, public_key) VALUES (:id, :public_key) ON CONFLICT (id) DO NOTHING",
        soci::use(head.key_id, "id"), soci::use(head.public_key, "public_key");
    sql << "INSERT INTO audit_signature (signed_at, audit, audit_hash, sequence, ledger_hash, key_id, signature) "
           "VALUES (:at, :audit, :audit_hash, :sequence, :ledger_hash, :key_id, :signature) "
           "ON CONFLICT (signed_at) DO NOTHING",
        soci::use(at, "at"), soci::use(audit, "audit"), soci::use(head.audit_hash, "audit_hash"),
        soci::use(sequence, "sequence"), soci::use(head.ledger_hash, "ledger_hash"), soci::use(head.key_id, "key_id"),
        soci::use(head.signature, "signature");
}

namespace {

std::vector<signed_head> load_signed(soci::session& sql, const std::string& order) {
    signed_head one;
    long long at = 0, audit = 0, sequence = 0;
    soci::statement all =
        (sql.prepare << "SELECT s.signed_at, s.audit, s.audit_hash, s.sequence, s.ledger_hash, s.key_id, "
                        "COALESCE(k.public_key, ''), s.signature FROM audit_signature s "
                        "LEFT JOIN audit_key k ON k.id = s.key_id ORDER BY s.signed_at" +
                            order,
         soci::into(at), soci::into(audit), soci::into(one.audit_hash), soci::into(sequence),
         soci::into(one.ledger_hash), soci::into(one.key_id), soci::into(one.public_key), soci::into(one.signature));
    std::vector<signed_head> heads;
    all.execute();
    while (all.fetch()) {
        one.at = instant_of(at);
        one.audit = audit;
        one.sequence = sequence;
        heads.push_back(one);
    }
    return heads;
}

} // namespace

std::vector<signed_head> load_signed_heads(soci::session& sql) { return load_signed(sql, ""); }

std::optional<signed_head> load_last_signed(soci::session& sql) {
    auto heads = load_signed(sql, " DESC LIMIT 1");
    return heads.empty() ? std::nullopt : std::optional{std::move(heads.front())};
}

std::string audit_words_context(std::int64_t number) { return "audit " + std::to_string(number); }

} // namespace clockstart::db
