#pragma once

#include "db/command.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace clockstart::db {

// What the audit says of a command that was accepted: who asked, a code for what, and codes and counts that tell more
// of it; never a name or a word of a child.
struct audit_word {
    const actor& by;
    std::string_view what;
    boost::json::object details{};
};

// One for each type of command: a type without one does not compile (db/command_writer). Nothing: a history that was
// made up (demo), where nobody asked.
std::optional<audit_word> word_of(const create_request& what);
std::optional<audit_word> word_of(const add_event& what);
audit_word word_of(const import_requests& what);
audit_word word_of(const import_published& what);
audit_word word_of(const put_directory& what);
audit_word word_of(const put_pathway& what);
audit_word word_of(const put_ladder& what);
audit_word word_of(const put_holidays& what);
audit_word word_of(const add_token& what);
audit_word word_of(const end_token& what);
audit_word word_of(const note_token_use& what);
audit_word word_of(const run_job& what);
audit_word word_of(const record_service_check& what);
audit_word word_of(const close_prompt& what);
audit_word word_of(const replay_delivery& what);
audit_word word_of(const set_recipient& what);
audit_word word_of(const release_sending& what);
audit_word word_of(const add_webhook& what);
audit_word word_of(const end_webhook& what);
audit_word word_of(const invite_person& what);
audit_word word_of(const give_link& what);
audit_word word_of(const accept_invitation& what);
audit_word word_of(const reset_password& what);
audit_word word_of(const pass_second_factor& what);
audit_word word_of(const change_password& what);
audit_word word_of(const renew_recovery_codes& what);
audit_word word_of(const disable_person& what);
audit_word word_of(const enable_person& what);
audit_word word_of(const renew_status_code& what);

// Of no interest to it: what time itself brings about, what people have read of their own inbox, and what the audit
// writes by itself.
struct no_word {};
inline no_word word_of(const record_due_steps&) { return {}; }
inline no_word word_of(const judge_anew&) { return {}; }
inline no_word word_of(const plan_jobs&) { return {}; }
inline no_word word_of(const finish_job&) { return {}; }
inline no_word word_of(const hand_out&) { return {}; }
inline no_word word_of(const make_mails&) { return {}; }
inline no_word word_of(const record_attempts&) { return {}; }
inline no_word word_of(const hand_out_events&) { return {}; }
inline no_word word_of(const mark_seen&) { return {}; }
inline no_word word_of(const note_access&) { return {}; }
inline no_word word_of(const end_counting&) { return {}; }
inline no_word word_of(const keep_signature&) { return {}; }

} // namespace clockstart::db
