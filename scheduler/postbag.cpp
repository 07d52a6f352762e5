#include "scheduler/postbag.hpp"

#include "db/history.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace clockstart::scheduler {

db::hand_out fill_inboxes(const db::history& history, const domain::directory& places, domain::instant now,
                          std::size_t most) {
    db::hand_out filled;
    filled.after = filled.up_to = history.handed_out();
    const auto messages = history.messages_after(filled.after, most);
    if (messages.empty()) {
        return filled;
    }
    std::vector<domain::addressee> people;
    for (auto& one : history.recipients()) {
        if (one.is_there(now)) {
            people.push_back(std::move(one.who));
        }
    }
    for (const auto& one : messages) {
        for (const auto place : addressees_of(one, people, places, domain::london_date(now))) {
            filled.notices.push_back({people[place].token, one.number});
        }
    }
    filled.up_to = messages.back().number;
    return filled;
}

due_mails mails_due(const std::vector<db::recipient_row>& people, domain::instant now, const delivery_hours& hours,
                    const domain::working_calendar& calendar) {
    due_mails due;
    const auto opens = next_open(now, hours, calendar);
    for (const auto& one : people) {
        if (one.sealed_address.empty() || one.pace == "inbox" || !one.is_there(now)) {
            continue;
        }
        // A clock that has gone back must not keep digests back until it has come so far again.
        const auto digested_at = std::min(one.digested_at, now);
        const auto digest = next_digest(digested_at + std::chrono::microseconds{1}, hours, calendar);
        const bool is_digest = digest <= now;
        const auto next = is_digest ? next_digest(now + std::chrono::microseconds{1}, hours, calendar) : digest;
        due.next_at = std::min(due.next_at.value_or(next), opens > now ? opens : next);
        if (opens > now || one.mail_waits) {
            continue;
        }
        // Where the last mail was refused, not at once: that it was is news to administrators, whose own it may have
        // been.
        const bool at_once = one.pace == "at_once" && !one.is_refused;
        const bool has_news = one.untold != 0 && (is_digest || at_once);
        const bool nags = is_digest && one.nag && one.unseen != 0;
        if (has_news || nags || is_digest) {
            due.what.mails.push_back(
                {one.who.token, has_news || nags ? make_message_id() : std::string{}, now, is_digest});
        }
    }
    return due;
}

std::string make_message_id() {
    std::array<unsigned char, 16> chance{};
    randombytes_buf(chance.data(), chance.size());
    std::array<char, 33> hex{};
    sodium_bin2hex(hex.data(), hex.size(), chance.data(), chance.size());
    return std::string{"msg_"} + hex.data();
}

} // namespace clockstart::scheduler
