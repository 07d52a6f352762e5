#include "db/audit_check.hpp"

#include "db/audit_key.hpp"
#include "db/audit_rows.hpp"
#include "db/connection.hpp"
#include "db/heads_file.hpp"
#include "db/ledger.hpp"
#include "db/migrations.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <utility>

namespace clockstart::db {

namespace {

constexpr std::size_t most_findings = 100;

void add(std::vector<finding>& found, std::string what) {
    if (found.size() < most_findings) {
        found.push_back({0, "", std::move(what)});
    }
}
void add(std::vector<finding>& found, std::int64_t number, const std::string& what) {
    add(found, "audit entry " + std::to_string(number) + ": " + what);
}

bool has_audit(soci::session& sql) {
    return dialect::schema_version(sql) >= schema_with("migrations/0010_audit.sql"); // a backup may be older
}

// An entry with what hangs on it.
struct linked_row {
    audit_row row;
    std::string sealed, event_hash;
    soci::indicator has_words{}, has_event{};
    std::string found_by; // the requests that it is found by
};

// By which requests each entry is found; asked for one entry after another.
class about_walk {
public:
    explicit about_walk(soci::session& sql)
        : all_{(sql.prepare << "SELECT audit, request FROM audit_about ORDER BY audit, request", soci::into(audit_),
                soci::into(request_))} {
        all_.execute();
        more_ = all_.fetch();
    }

    std::string of(long long number) {
        std::string text;
        for (; more_ && audit_ <= number; more_ = all_.fetch()) {
            text.append(text.empty() ? "" : " ").append(std::to_string(request_));
        }
        return text;
    }

private:
    long long audit_{}, request_{};
    soci::statement all_;
    bool more_{};
};

// As the ledger's: a changed row is named alone, since the row after it is judged by both the hash that is stored and
// the one that should be.
class audit_walk {
public:
    audit_walk(std::vector<finding>& found, bool with_events) : found_{found}, with_events_{with_events} {}

    void next(const linked_row& one) {
        const auto& row = one.row;
        if (row.number != last_ + 1) {
            add(found_, last_ + 1, "it is missing; the next one is " + std::to_string(row.number));
        }
        auto should_be = audit_hash(stored_, row);
        if (should_be != row.hash && (computed_ == stored_ || audit_hash(computed_, row) != row.hash)) {
            add(found_, row.number, "a value of it was changed: its hash does not follow from it and the one before");
        } else {
            should_be = row.hash;
        }
        if (with_events_ && row.sequence != 0 && (one.has_event != soci::i_ok || one.event_hash != row.event_hash)) {
            add(found_, row.number,
                "the event " + std::to_string(row.sequence) + " that it made is not the one in the ledger");
        }
        // The reason itself may have been forgotten with the child.
        if (one.has_words == soci::i_ok && words_digest(one.sealed) != row.why_digest) {
            add(found_, row.number, "its reason is not the one that was recorded");
        }
        if (one.found_by != row.about) {
            add(found_, row.number, "it is not found by the requests that it is about");
        }
        last_ = row.number;
        stored_ = row.hash;
        computed_ = should_be;
    }

    void end(const audit_head& head) {
        if (last_ != head.number) {
            add(found_, last_ + 1, "the audit ends before it, but had come to " + std::to_string(head.number));
        } else if (stored_ != head.hash && computed_ != head.hash) {
            add(found_, last_, "the head of the audit names another last entry");
        }
    }

private:
    std::vector<finding>& found_;
    bool with_events_;
    long long last_{0};
    std::string stored_, computed_; // hashes of the one before: as it stands there, and as it should be
};

std::string hash_at(soci::session& sql, const std::string& query, std::int64_t number) {
    const long long wanted = number;
    std::string hash;
    sql << query, soci::into(hash), soci::use(wanted, "number");
    return sql.got_data() ? hash : std::string{};
}

// What a signed head says against what is held. `where`: how the head is called. Gives whether all is well.
bool check_head(soci::session& sql, const signed_head& head, std::int64_t sound_to, const std::string& where,
                std::vector<finding>& found) {
    if (!is_signed(head)) {
        add(found, head.audit, "the signature of " + where + " is not that of its key");
        return false;
    }
    const auto signed_at = "signed at " + domain::format_instant(head.at) + " (" + where + ")";
    const auto now = load_audit_head(sql);
    if (head.audit > now.number) {
        add(found, now.number + 1,
            "the audit ends before it, but had come to " + std::to_string(head.audit) + ", " + signed_at +
                ": its end was cut off, or an older copy was put back");
        return false;
    }
    if (head.audit > 0 &&
        hash_at(sql, "SELECT hash FROM audit WHERE number = :number", head.audit) != head.audit_hash) {
        add(found, sound_to + 1,
            "it or one of those up to " + std::to_string(head.audit) +
                " was written anew: that one is not the one that was " + signed_at);
        return false;
    }
    if (head.sequence > 0 && found.empty() &&
        hash_at(sql, "SELECT hash FROM event WHERE sequence = :number", head.sequence) != head.ledger_hash) {
        found.push_back({head.sequence, "", "the ledger does not hold this row as it was when it was " + signed_at});
        return false;
    }
    return true;
}

void check_all_heads(soci::session& sql, const std::vector<signed_head>& heads, const std::string& where,
                     std::vector<finding>& found) {
    std::int64_t sound_to = 0;
    for (const auto& head : heads) {
        if (!check_head(sql, head, sound_to, where, found)) {
            return; // those after it would only say the same
        }
        sound_to = head.audit;
    }
}

} // namespace

void check_audit(soci::session& sql, std::vector<finding>& found, stop_check& looking) {
    if (!has_audit(sql)) {
        return;
    }
    linked_row one;
    auto& row = one.row;
    soci::statement all =
        (sql.prepare
             << "SELECT a.number, a.recorded_at, a.who, a.token, a.from_where, a.what, a.outcome, a.about, a.sequence, "
                "a.event_hash, a.why_digest, a.details, a.hash, w.sealed, e.hash FROM audit a "
                "LEFT JOIN audit_words w ON w.audit = a.number LEFT JOIN event e ON e.sequence = a.sequence "
                "ORDER BY a.number",
         soci::into(row.number), soci::into(row.recorded_at), soci::into(row.who), soci::into(row.token),
         soci::into(row.from_where), soci::into(row.what), soci::into(row.outcome), soci::into(row.about),
         soci::into(row.sequence), soci::into(row.event_hash), soci::into(row.why_digest), soci::into(row.details),
         soci::into(row.hash), soci::into(one.sealed, one.has_words), soci::into(one.event_hash, one.has_event));
    about_walk about{sql};
    // Rows of the ledger that were named are not named again.
    const bool ledger_is_sound = std::ranges::all_of(found, [](const finding& of) { return of.sequence == 0; });
    audit_walk walk{found, ledger_is_sound};
    all.execute();
    while (all.fetch()) {
        looking.step();
        one.found_by = about.of(row.number);
        walk.next(one);
    }
    walk.end(load_audit_head(sql));
    check_all_heads(sql, load_signed_heads(sql), "kept beside the audit", found);
}

std::vector<finding> check_heads(const std::filesystem::path& database, const std::filesystem::path& heads_file) {
    const auto kept = read_heads_file(heads_file);
    const auto name = heads_file.filename().string();
    std::vector<finding> found;
    for (const auto line : kept.bad_lines) {
        add(found, name + ":" + std::to_string(line) + ": is no signed head");
    }
    connection reading{database, dialect::role::reader};
    if (has_audit(reading.sql())) {
        check_all_heads(reading.sql(), kept.heads, "kept in " + name, found);
    } else {
        add(found, "there is no audit in this folder, but heads of one are kept in " + name);
    }
    return found;
}

audit_standing audit_standing_of(const std::filesystem::path& database) {
    connection reading{database, dialect::role::reader};
    audit_standing at;
    if (!has_audit(reading.sql())) {
        return at;
    }
    at.entries = load_audit_head(reading.sql()).number;
    if (const auto last = load_last_signed(reading.sql())) {
        at.signed_to = last->audit;
        at.signed_at = domain::format_instant(last->at);
        at.key_id = last->key_id;
    }
    return at;
}

} // namespace clockstart::db
