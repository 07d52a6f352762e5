#include "db/audit_table.hpp"

#include "db/canonical.hpp"
#include "db/sha256.hpp"
#include "db/vault_key.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <charconv>

namespace clockstart::db {

std::string audit_hash(std::string_view previous, const audit_row& row) {
    std::string canonical;
    canonical.reserve(256 + row.details.size() + row.about.size());
    add_field(canonical, previous);
    add_field(canonical, std::to_string(row.number));
    add_field(canonical, std::to_string(row.recorded_at));
    for (const auto* const text : {&row.who, &row.token, &row.from_where, &row.what, &row.outcome, &row.about}) {
        add_field(canonical, *text);
    }
    add_field(canonical, std::to_string(row.sequence));
    for (const auto* const text : {&row.event_hash, &row.why_digest, &row.details}) {
        add_field(canonical, *text);
    }
    return base64_of(sha256(canonical));
}

std::string about_text(std::vector<std::uint32_t> requests) {
    std::ranges::sort(requests);
    requests.erase(std::unique(requests.begin(), requests.end()), requests.end());
    std::string text;
    for (const auto one : requests) {
        text.append(text.empty() ? "" : " ").append(std::to_string(one));
    }
    return text;
}

std::vector<std::uint32_t> requests_about(std::string_view text) {
    std::vector<std::uint32_t> requests;
    while (!text.empty()) {
        std::uint32_t one = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), one);
        if (error != std::errc{}) {
            break;
        }
        requests.push_back(one);
        text.remove_prefix(std::min<std::size_t>(text.size(), static_cast<std::size_t>(end - text.data()) + 1));
    }
    return requests;
}

audit_head load_audit_head(soci::session& sql) {
    audit_head head;
    sql << "SELECT number, hash FROM audit_head WHERE place = 1", soci::into(head.number), soci::into(head.hash);
    return head;
}

struct audit_table::statements {
    explicit statements(soci::session& sql)
        : head{load_audit_head(sql)}, stored{head.number},
          insert{
              (sql.prepare << "INSERT INTO audit (number, recorded_at, who, token, from_where, what, outcome, about, "
                              "sequence, event_hash, why_digest, details, hash) VALUES (:number, :recorded_at, "
                              ":who, :token, :from_where, :what, :outcome, :about, :sequence, :event_hash, "
                              ":why_digest, :details, :hash)",
               soci::use(row.number, "number"), soci::use(row.recorded_at, "recorded_at"), soci::use(row.who, "who"),
               soci::use(row.token, "token"), soci::use(row.from_where, "from_where"), soci::use(row.what, "what"),
               soci::use(row.outcome, "outcome"), soci::use(row.about, "about"), soci::use(row.sequence, "sequence"),
               soci::use(row.event_hash, "event_hash"), soci::use(row.why_digest, "why_digest"),
               soci::use(row.details, "details"), soci::use(row.hash, "hash"))},
          insert_about{(sql.prepare << "INSERT INTO audit_about (request, audit) VALUES (:request, :audit)",
                        soci::use(request, "request"), soci::use(row.number, "audit"))},
          insert_words{(sql.prepare << "INSERT INTO audit_words (audit, sealed) VALUES (:audit, :sealed)",
                        soci::use(number, "audit"), soci::use(sealed, "sealed"))},
          store{(sql.prepare << "UPDATE audit_head SET number = :number, hash = :hash WHERE place = 1",
                 soci::use(head.number, "number"), soci::use(head.hash, "hash"))} {}

    audit_head head;
    long long stored; // head.number as the database has it
    audit_row row;
    long long request{}, number{};
    std::string sealed;
    soci::statement insert, insert_about, insert_words, store;
};

audit_table::audit_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
audit_table::~audit_table() = default;

long long audit_table::next_number() const { return statements_->head.number + 1; }

void audit_table::insert(audit_row row, const std::vector<std::uint32_t>& requests) {
    auto& held = *statements_;
    held.row = std::move(row);
    held.row.number = next_number();
    held.row.about = about_text(requests);
    held.row.hash = audit_hash(held.head.hash, held.row);
    held.insert.execute(true);
    for (const auto one : requests_about(held.row.about)) { // each once
        held.request = one;
        held.insert_about.execute(true);
    }
    held.head = {held.row.number, held.row.hash};
}

void audit_table::insert_words(long long number, const std::string& sealed) {
    statements_->number = number;
    statements_->sealed = sealed;
    statements_->insert_words.execute(true);
}

void audit_table::store_head() {
    auto& held = *statements_;
    if (held.stored != held.head.number) {
        held.store.execute(true);
        held.stored = held.head.number;
    }
}

} // namespace clockstart::db
