#include "db/message_writer.hpp"

#include "db/optional_column.hpp"

namespace clockstart::db {

void record_message(journal_state& state, domain::message::kind about, std::int64_t subject, long long request,
                    std::string_view role, domain::instant at) {
    state.messages.insert({.number = ++state.head.messages,
                           .about = std::string{name_of(about)},
                           .subject = subject,
                           .request = request == 0 ? std::nullopt : std::optional{request},
                           .role = std::string{role},
                           .recorded_at = microseconds_of(at)});
}

domain::result<receipt> write(journal_state& state, const hand_out& what) {
    long long handed_out = 0;
    state.sql << "SELECT message FROM handed_out WHERE place = 1", soci::into(handed_out);
    if (handed_out != what.after) {
        return domain::refuse(domain::errc::conflict);
    }
    std::string token;
    long long message = 0;
    soci::statement insert = (state.sql.prepare << "INSERT INTO notice (token, message) VALUES (:token, :message)",
                              soci::use(token, "token"), soci::use(message, "message"));
    for (const auto& one : what.notices) {
        token = one.token;
        message = one.message;
        insert.execute(true);
    }
    const long long up_to = what.up_to;
    state.sql << "UPDATE handed_out SET message = :up_to WHERE place = 1", soci::use(up_to, "up_to");
    return receipt_of(state, what.notices.size());
}

domain::result<receipt> write(journal_state& state, const mark_seen& what) {
    const long long message = what.message;
    int there = 0;
    state.sql << "SELECT COUNT(*) FROM notice WHERE token = :token AND message = :message",
        soci::use(what.token, "token"), soci::use(message, "message"), soci::into(there);
    if (there == 0) {
        return domain::refuse(domain::errc::not_found);
    }
    auto done = receipt_of(state, 0);
    const long long at = microseconds_of(done.recorded_at);
    const long long first = what.all_before ? 0 : message;
    soci::statement see =
        (state.sql.prepare << "UPDATE notice SET seen_at = :at WHERE token = :token AND message >= :first AND message "
                              "<= :message AND seen_at IS NULL",
         soci::use(at, "at"), soci::use(what.token, "token"), soci::use(first, "first"), soci::use(message, "message"));
    see.execute(true);
    done.count = static_cast<std::size_t>(see.get_affected_rows());
    return done;
}

domain::result<receipt> write(journal_state& state, const set_recipient& what) {
    auto done = receipt_of(state, 1);
    const int nag = what.nag ? 1 : 0;
    // From now on: the first digest is the next one that comes.
    const long long at = microseconds_of(state.now());
    state.sql
        << "INSERT INTO recipient (token, sealed_address, pace, nag, digested_at) VALUES (:token, :address, :pace, "
           ":nag, :at) ON CONFLICT (token) DO UPDATE SET sealed_address = excluded.sealed_address, pace = "
           "excluded.pace, nag = excluded.nag",
        soci::use(what.token, "token"), soci::use(what.sealed_address, "address"), soci::use(what.pace, "pace"),
        soci::use(nag, "nag"), soci::use(at, "at");
    return done;
}

} // namespace clockstart::db
