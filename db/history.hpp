#pragma once

#include "db/account_rows.hpp"
#include "db/age_plan.hpp"
#include "db/audit_rows.hpp"
#include "db/breach_rows.hpp"
#include "db/child_requests.hpp"
#include "db/delivery_rows.hpp"
#include "db/due_requests.hpp"
#include "db/event_rows.hpp"
#include "db/held_request.hpp"
#include "db/job_rows.hpp"
#include "db/message_rows.hpp"
#include "db/snapshot_rows.hpp"
#include "db/time_seen.hpp"
#include "db/webhook_rows.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {

class data_folder;
class vault;

// One row of the publication table and when it came in.
struct published_filter {
    std::string series, period, organisation, line; // empty: any
};
struct published_import {
    domain::instant at{};
    std::string by, file_name, digest;
    published_change change;
};

// Reads what was committed. Every call takes a read-only connection from a small pool and gives it back; any thread.
// Reads are short (2 s at the most), so that the writer can checkpoint.
class history {
public:
    history(const data_folder& folder, const vault& identities, std::size_t connections = 3);
    ~history();

    std::optional<held_request> find_request(std::string_view reference) const;
    // In the order asked for; numbers that are not there are left out.
    std::vector<held_request> find_requests(const std::vector<std::uint32_t>& numbers) const;

    // The code on the letter of a request, and which request that is. Nothing where there is none of that reference,
    // after as much work as otherwise.
    struct letter_code {
        std::uint32_t request{};
        std::string text;
    };
    std::optional<letter_code> letter_code_of(const std::string& reference) const;

    // A page of the requests of a pathway with a clock that goes on, after that number; only in services that are
    // `wanted`. May be short, or empty, before the last.
    running_page running_requests(std::string_view pathway, std::uint32_t after,
                                  const std::function<bool(std::string_view service)>& wanted) const;

    // Opens the vault. Both throw when the seal does not fit: a broken world.
    std::map<std::int64_t, domain::identity>
    children_of(const std::vector<held_request>& requests) const; // by held_request::child
    // The child, the words, or both, of one state of the vault.
    private_parts private_parts_of(const held_request& request, bool with_child, bool with_words) const;

    // See load_breaches().
    std::vector<recorded_breach> breaches(const breach_question& question,
                                          const std::function<bool(std::string_view service)>& wanted) const;

    // See load_events_after().
    std::vector<event_row> events_after(std::int64_t sequence, std::size_t limit) const;

    domain::directory directory() const;
    std::vector<domain::pathway> pathways() const; // those added as data
    std::vector<token_grant> tokens() const;
    std::optional<token_grant> find_token(std::string_view secret_hash) const;
    // See db/account_rows.hpp. Address and seed are opened from the vault; not set yet: empty.
    std::vector<account_row> accounts() const;
    std::optional<account_row> find_account(const account_question& question) const; // one member not empty
    std::string address_of(const account_row& one) const;
    std::string seed_of(const account_row& one) const;

    std::vector<domain::published_row> published(const published_filter& filter, std::size_t offset,
                                                 std::size_t limit) const;
    std::vector<std::string> published_periods(std::string_view series) const;
    std::vector<published_import> published_imports() const;

    // See db/time_seen.hpp and db/due_requests.hpp.
    time_seen time() const;
    std::vector<set_aside_request> set_aside() const;

    // See db/job_rows.hpp and db/snapshot_rows.hpp.
    std::vector<job_row> jobs() const;
    std::vector<held_prompt> prompts(const prompt_question& question,
                                     const std::function<bool(std::string_view service)>& wanted) const;
    std::int64_t count_answers_before(domain::instant before) const;
    std::vector<snapshot_entry> snapshots() const;
    std::optional<snapshot> find_snapshot(int month, const std::string& kind) const;

    // See db/message_rows.hpp and db/delivery_rows.hpp. An address is opened from the vault; none: empty.
    std::vector<domain::message> messages_after(std::int64_t number, std::size_t limit) const;
    std::int64_t handed_out() const;
    std::vector<held_notice> inbox(const inbox_question& question) const;
    std::vector<delivery_row> outbox(const outbox_question& question) const;
    outbox_figures outbox_now() const;
    std::vector<recipient_row> recipients() const;
    std::string address_of(const recipient_row& one) const;
    // See db/webhook_rows.hpp. URL and secret are opened from the vault.
    std::vector<webhook_row> webhooks() const;
    std::map<std::string, call_counts> calls_by_webhook() const;
    std::vector<due_call> due_calls(const std::string& webhook, domain::instant now, std::size_t limit) const;
    std::optional<domain::instant> next_call(const std::string& webhook) const;
    std::string url_of(const webhook_row& one) const;
    std::string secret_of(const webhook_row& one) const;

    // See db/age_plan.hpp and db/child_requests.hpp. Birth dates are opened from the vault; nothing else of it.
    std::vector<age_row> ages_due(int month) const;
    std::vector<std::int64_t> children_without_age(std::size_t limit) const;
    std::vector<std::int64_t> grown_up(int month, std::int64_t after, std::size_t limit) const;
    std::vector<child_request> requests_of(const domain::pathway_book& pathways,
                                           const std::vector<std::int64_t>& children) const;
    std::map<std::int64_t, domain::civil_date> birth_dates_of(const std::vector<std::int64_t>& children) const;

    // See db/audit_rows.hpp; all of one state. `why` is opened from the vault.
    std::vector<audit_entry> audit(const audit_question& question) const;
    std::string why_of(const audit_entry& one) const;
    signed_head heads() const;
    std::optional<signed_head> last_signed() const;
    // The child of a request, and all of its requests by number.
    std::vector<held_request> requests_of_child(std::int64_t child) const;
    std::vector<held_identity> identities_of(std::int64_t child) const; // the oldest first

    // What a plain SQL count says: children whose headline clock runs at the end of `as_at` (a nullified period never
    // counts). For tests and `verify`.
    std::int64_t count_waiting(domain::civil_date as_at, std::string_view pathway = {}) const;

private:
    class pool;
    std::unique_ptr<pool> pool_;
    const vault& vault_;
};

} // namespace clockstart::db
