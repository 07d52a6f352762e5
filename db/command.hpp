#pragma once

#include "db/actor.hpp"
#include "db/audit_commands.hpp"
#include "db/job_commands.hpp"
#include "db/message_commands.hpp"
#include "db/people_commands.hpp"
#include "db/token_grant.hpp"

#include "domain/calendar.hpp"
#include "domain/decision.hpp"
#include "domain/directory.hpp"
#include "domain/ladder.hpp"
#include "domain/published.hpp"
#include "domain/request.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace clockstart::db {

// The words of a request or an event: free text, sealed in the vault under the child's own key.
struct words {
    std::string note;
    std::string reason;                         // when it is no code of the pathway
    std::vector<std::string> item_descriptions; // in the order of the items

    bool empty() const { return note.empty() && reason.empty() && item_descriptions.empty(); }
    bool operator==(const words&) const = default;
};

// Kept with the answer in the same transaction: the same key with the same body is one change.
struct idempotency {
    std::string key;
    std::string digest; // keyed digest of method, path and body (db::vault::digest): a plain one could be guessed back
};

// Record a new request, with its opening event on `clock_start_on`.
struct create_request {
    actor by;
    std::string pathway;
    domain::civil_date clock_start_on{};
    domain::request_facts facts; // checked by shape; the writer checks service, contract, area and `continues`
    domain::identity child;
    words text;
    // Further events, in order (imports, demo); each decided like any other. In their details `corrects` 0 stands for
    // the opening event, -n for the n-th event of this list.
    std::vector<domain::proposed_event> history;
    // Demo and tests only: as if it had been recorded then, and each event of the history on the day it tells of, with
    // time's own entries up to now in between, each when it happened.
    std::optional<domain::instant> recorded_at;
    std::optional<idempotency> once;
    // Services the actor may write to, by directory::service_index; empty: all. Outside: errc::not_found.
    std::vector<bool> allowed_services;
};

// Record one more event on a request.
struct add_event {
    actor by;
    std::string reference;
    domain::proposed_event event;
    words text;
    std::optional<std::int64_t> expected_sequence; // If-Match; a difference is errc::stale
    std::optional<idempotency> once;
    std::vector<bool> allowed_services;
    std::optional<std::int64_t> allowed_school; // only requests of this school's pupils
    std::optional<domain::instant> recorded_at; // demo and tests only, as above
};

// Time's own entry: every step that fell due up to `now` (the writer re-checks each; at most `limit` in one
// transaction).
struct record_due_steps {
    std::size_t limit{1000};
};

// Somebody has looked at the clock of the machine: sending, held because the clock had leapt ahead, may go on.
// errc::conflict when it is not held.
struct release_sending {
    actor by;
};

// Many requests, all or nothing. `next` is called on the writer's thread until it gives nothing; a fault of any row
// undoes all of them, and all faults are collected (pointer "LINE: column").
struct import_requests {
    actor by;
    struct row {
        std::size_t line{}; // where it stands in the file, for faults
        create_request request;
    };
    std::function<std::optional<row>()> next;
    std::function<bool()> reader_failed; // asked at the end: the source itself found faults, so nothing is to be stored
    bool dry_run{false};
    std::function<void(std::size_t)> progress; // rows stored so far, every thousand
};

// One published file; what is held of the same series and period is replaced, and the replacement is recorded.
struct import_published {
    actor by;
    std::string file_name;                   // without folders
    std::string digest;                      // SHA-256 of the file, hex
    std::vector<domain::published_row> rows; // one series; one or more periods
};

// Reference data: added, or replaced by code.
struct put_directory {
    actor by;
    std::vector<domain::area> areas;
    std::vector<domain::provider> providers;
    std::vector<domain::school> schools;
    std::vector<domain::service> services;
};

// A pathway version added as data; an open-ended one before it is ended by it. errc::invalid, by the place in the
// document, when it overlaps another version, begins before today at the cost of one that was in force then, or does
// not follow on from the others. Requests that it concerns are judged anew.
struct put_pathway {
    actor by;
    domain::pathway version;
};

// A ladder for one service, or for one area with all in it, instead of the pathway's own; one without an end that began
// earlier is ended by it. errc::invalid, by its member, where something named is not known, a step is not sound, or it
// begins before today; errc::conflict, /from, where another for the same target and place overlaps it. Open requests of
// the pathway are judged anew.
struct put_ladder {
    actor by;
    domain::ladder_override ladder; // when it was recorded, and by whom, is the writer's to say
};

// Bank holidays added to the calendar; errc::conflict for a day that is there already, errc::invalid for one more than
// a year ago. Pointers are /holidays/N/MEMBER. Requests with clocks in working days that run over them are judged anew.
struct put_holidays {
    actor by;
    std::vector<domain::bank_holiday> holidays;
};

// The writer's own: goes on judging requests anew after a change of the rules.
struct judge_anew {
    std::size_t limit{200}; // requests in one transaction
};

// A bearer token.
struct add_token {
    actor by;
    token_grant grant; // who made it is the actor
    std::string secret_hash;
};
// The token is not known any more, and mail to its holder that waits is dropped. errc::not_found; errc::conflict when
// it has ended.
struct end_token {
    actor by;
    std::string id;
};
// The actor's token was shown on that day.
struct note_token_use {
    actor by;
    domain::civil_date on{};
};

// The letter of a request gets another code; the one before is not known any more. errc::not_found.
struct renew_status_code {
    actor by;
    std::string reference;
};

using command =
    std::variant<create_request, add_event, record_due_steps, import_requests, import_published, put_directory,
                 put_pathway, put_ladder, put_holidays, judge_anew, add_token, plan_jobs, finish_job, run_job,
                 record_service_check, close_prompt, hand_out, make_mails, record_attempts, replay_delivery, mark_seen,
                 set_recipient, release_sending, add_webhook, end_webhook, hand_out_events, end_token, note_token_use,
                 note_access, end_counting, keep_signature, invite_person, give_link, accept_invitation, reset_password,
                 pass_second_factor, change_password, renew_recovery_codes, disable_person, enable_person,
                 renew_status_code>;

// What a published import did to one period.
struct published_change {
    std::string series, period;
    std::size_t rows{}, added{}, changed{}, removed{}, unchanged{};
};

struct stored_request; // db/held_request.hpp

// What an accepted command did.
struct receipt {
    std::string reference; // of the request concerned
    std::uint32_t request{};
    std::int64_t sequence{}; // its version now
    domain::instant recorded_at{};
    bool replayed{false};    // the idempotency key was known: this is the first answer
    std::size_t count{};     // rows stored, steps recorded
    std::size_t skipped{};   // record_due_steps: of the steps, those of which nobody is told
    std::size_t set_aside{}; // record_due_steps: requests that could not be dealt with
    std::optional<domain::instant>
        leapt_from;                          // record_due_steps: sending is held from this pass on, as the clock leapt
    std::optional<domain::instant> next_due; // record_due_steps: the earliest step still to come
    std::vector<published_change> published;
    std::shared_ptr<stored_request> stored{}; // a new request, for who sent it; empty for all else
};

} // namespace clockstart::db
