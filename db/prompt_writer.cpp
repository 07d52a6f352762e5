#include "db/prompt_writer.hpp"

#include "db/directory_writer.hpp"
#include "db/message_writer.hpp"
#include "db/optional_column.hpp"
#include "db/request_rules.hpp"

namespace clockstart::db {

namespace {

void close_all_of(journal_state& state, const std::string& job, const std::string& subject, domain::instant at,
                  const std::string& by) {
    const long long closed_at = microseconds_of(at);
    state.sql << "UPDATE prompt SET closed_at = :at, closed_by = :by WHERE job = :job AND subject = :subject AND "
                 "closed_at IS NULL",
        soci::use(closed_at, "at"), soci::use(by, "by"), soci::use(job, "job"), soci::use(subject, "subject");
}

bool is_held(journal_state& state, const prompt& one) {
    int count = 0;
    state.sql << "SELECT COUNT(*) FROM prompt WHERE job = :job AND subject = :subject AND occurrence = :occurrence",
        soci::use(one.job, "job"), soci::use(one.subject, "subject"), soci::use(one.occurrence, "occurrence"),
        soci::into(count);
    return count != 0;
}

void insert_row(journal_state& state, const prompt& one, domain::instant at) {
    const long long recorded_at = microseconds_of(at);
    const int due_on = domain::day_number(one.due_on);
    state.sql << "INSERT INTO prompt (number, job, subject, occurrence, role, service, area, due_on, recorded_at, "
                 "closed_by) SELECT COALESCE(MAX(number), 0) + 1, :job, :subject, :occurrence, :role, :service, "
                 ":area, :due_on, :recorded_at, '' FROM prompt",
        soci::use(one.job, "job"), soci::use(one.subject, "subject"), soci::use(one.occurrence, "occurrence"),
        soci::use(one.role, "role"), soci::use(one.service, "service"), soci::use(one.area, "area"),
        soci::use(due_on, "due_on"), soci::use(recorded_at, "recorded_at");
    long long number = 0;
    state.sql << "SELECT MAX(number) FROM prompt", soci::into(number);
    record_message(state, domain::message::kind::prompt, number, 0, one.role, at);
}

} // namespace

std::vector<prompt> record_prompts(journal_state& state, const std::vector<prompt>& wanted, domain::instant at) {
    std::vector<prompt> added;
    for (const auto& one : wanted) {
        if (!is_held(state, one)) {
            close_all_of(state, one.job, one.subject, at, "clockstart");
            insert_row(state, one, at);
            added.push_back(one);
        }
    }
    return added;
}

bool close_row(journal_state& state, std::int64_t number, domain::instant at, const std::string& by) {
    const long long closed_at = microseconds_of(at), wanted = number;
    soci::statement close = (state.sql.prepare << "UPDATE prompt SET closed_at = :at, closed_by = :by WHERE number = "
                                                  ":number AND closed_at IS NULL",
                             soci::use(closed_at, "at"), soci::use(by, "by"), soci::use(wanted, "number"));
    close.execute(true);
    return close.get_affected_rows() == 1;
}

domain::result<receipt> write(journal_state& state, const record_service_check& what) {
    const auto* const held = state.places->find_service(what.service);
    if (held == nullptr || !may_write_to(what.allowed_services, *state.places, what.service)) {
        return domain::refuse(domain::errc::not_found);
    }
    if (what.on > domain::london_date(state.now())) {
        return domain::refuse(domain::errc::invalid, "/on", "is in the future");
    }
    auto done = note_change(state, what.by, "service " + what.service + " checked", 1);
    const int checked_on = domain::day_number(what.on);
    const long long recorded_at = microseconds_of(done.recorded_at);
    state.sql << "INSERT INTO service_check (service, checked_on, checked_by, recorded_at) VALUES (:service, "
                 ":checked_on, :checked_by, :recorded_at) ON CONFLICT (service, checked_on) DO NOTHING",
        soci::use(what.service, "service"), soci::use(checked_on, "checked_on"), soci::use(what.by.name, "checked_by"),
        soci::use(recorded_at, "recorded_at");
    close_all_of(state, "service_unchecked", "service:" + what.service, done.recorded_at, what.by.name);
    if (!held->last_checked_on || *held->last_checked_on < what.on) {
        auto places = std::make_shared<domain::directory>(*state.places);
        auto service = *held;
        service.last_checked_on = what.on;
        places->put(std::move(service));
        state.places = std::move(places);
    }
    return done;
}

domain::result<receipt> write(journal_state& state, const close_prompt& what) {
    const long long number = what.number;
    int count = 0;
    state.sql << "SELECT COUNT(*) FROM prompt WHERE number = :number", soci::use(number, "number"), soci::into(count);
    if (count == 0) {
        return domain::refuse(domain::errc::not_found);
    }
    receipt done;
    done.recorded_at = state.stamp();
    done.sequence = state.head.sequence;
    done.count = close_row(state, what.number, done.recorded_at, what.by.name) ? 1 : 0;
    return done;
}

} // namespace clockstart::db
