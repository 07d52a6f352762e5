#include "api/audit_view.hpp"

#include "api/options.hpp"
#include "api/or_null.hpp"

#include "db/optional_column.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr auto words = std::to_array<audit_word>({
    {"request.read", "Opened the record", "Opened your child's record"},
    {"events.read", "Read what happened", "Read what happened in your child's record"},
    {"requests.listed", "Saw the name in a list of requests", "Saw your child's name in a list of requests"},
    {"request.opened", "Opened the request", "Began this request for your child"},
    {"event.recorded", "Recorded what happened", "Recorded what happened in your child's record"},
    {"status.read", "Looked where it stands, with the code of the letter",
     "Looked where the request stands, with the code of the letter"},
    {"letter.code_renewed", "Made a new code for the letter", "Made a new code for the letter about your child"},
    {"access.read", "Looked at who saw the child", "Prepared a list of who saw your child's record"},
    {"subject.exported", "Made the export for a subject access request",
     "Prepared a copy of all that is held about your child"},
    {"access", "Asked for something", ""},
    {"sign_in", "Signed in", ""},
    {"sign_in.code", "Gave the code of the app", ""},
    {"sign_out", "Signed out", ""},
    {"session.ended", "Ended one of their sessions", ""},
    {"account.invited", "Invited somebody", ""},
    {"account.link_given", "Gave somebody a new link", ""},
    {"account.set_up", "Set up the account", ""},
    {"account.password_reset", "Chose a new password by a link", ""},
    {"account.password_changed", "Changed the password", ""},
    {"account.codes_renewed", "Made new recovery codes", ""},
    {"account.signed_out", "Ended all sessions of somebody", ""},
    {"account.disabled", "Disabled an account", ""},
    {"account.enabled", "Enabled an account", ""},
    {"token.first_use", "Used the token for the first time that day", ""},
    {"export", "Took a list away as a table", ""},
    {"backup", "Made a backup", ""},
    {"audit.read", "Looked at the audit", "Looked at who did what with your child's record"},
    {"requests.imported", "Imported requests", ""},
    {"published.imported", "Imported published figures", ""},
    {"directory.changed", "Changed areas, providers, schools or services", ""},
    {"pathway.added", "Added a version of a pathway", ""},
    {"ladder.added", "Added a ladder", ""},
    {"holidays.added", "Added bank holidays", ""},
    {"token.made", "Gave access", ""},
    {"token.ended", "Ended access", ""},
    {"job.asked_for", "Asked for recurring work to run", ""},
    {"service.checked", "Confirmed the details of a service", ""},
    {"prompt.closed", "Marked something to do as done", ""},
    {"delivery.replayed", "Had a message tried again", ""},
    {"inbox.set", "Changed how they are told", ""},
    {"sending.released", "Released sending", ""},
    {"webhook.made", "Connected another system", ""},
    {"webhook.ended", "Disconnected another system", ""},
});

const audit_word* find_word(std::string_view what) {
    const auto* const found = std::ranges::find(words, what, &audit_word::what);
    return found == words.end() ? nullptr : found;
}

} // namespace

std::span<const audit_word> audit_words() { return words; }

std::string audit_text(std::string_view what, std::string_view outcome) {
    const auto* const known = find_word(what);
    auto text = known == nullptr ? spoken(what) : std::string{known->text};
    if (outcome == "denied") {
        text += ", and was refused";
    } else if (outcome == "failed") {
        text += ", which failed";
    } else if (outcome == "repeated") {
        text += ", sent again";
    }
    return text;
}

std::string family_text(std::string_view what) {
    const auto* const known = find_word(what);
    return known == nullptr || known->for_family.empty() ? std::string{"Worked on your child's record"}
                                                         : std::string{known->for_family};
}

namespace {

// Of the requests that an entry is about, those in a list.
json::array references_of(const db::audit_entry& one, std::span<const std::string> only) {
    json::array references;
    for (const auto& reference : one.references) {
        if (std::ranges::find(only, reference) != only.end()) {
            references.push_back(json::value(reference));
        }
    }
    return references;
}

} // namespace

json::object show_audit_entry(const db::audit_entry& one, const std::string& why, std::span<const std::string> only) {
    const auto& row = one.row;
    auto details = json::parse(row.details).as_object();
    for (const auto* const name : {"operation", "repeated"}) { // the page looks for both
        details.emplace(name, nullptr);
    }
    return {{"number", row.number},
            {"recorded_at", domain::format_instant(db::instant_of(row.recorded_at))},
            {"who", text_or_null(row.who)},
            {"token", text_or_null(row.token)},
            {"from", text_or_null(row.from_where)},
            {"what", row.what},
            {"text", audit_text(row.what, row.outcome)},
            {"outcome", row.outcome},
            {"references",
             only.empty() ? json::array(one.references.begin(), one.references.end()) : references_of(one, only)},
            {"sequence", row.sequence == 0 ? json::value(nullptr) : json::value(row.sequence)},
            {"has_reason", !row.why_digest.empty()},
            {"reason", text_or_null(why)},
            {"details", std::move(details)}};
}

json::object show_access_entry(const db::audit_entry& one, std::span<const std::string> theirs) {
    return {{"number", one.row.number},
            {"recorded_at", domain::format_instant(db::instant_of(one.row.recorded_at))},
            {"who", text_or_null(one.row.who)},
            {"what", one.row.what},
            {"text", family_text(one.row.what)},
            {"references", references_of(one, theirs)}};
}

bool tells_of_access(const db::audit_entry& one) { return one.row.outcome == "done" || one.row.outcome == "repeated"; }

} // namespace clockstart::api
