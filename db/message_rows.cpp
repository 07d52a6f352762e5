#include "db/message_rows.hpp"

#include "db/optional_column.hpp"

#include "domain/prompt_text.hpp"
#include "domain/step.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <limits>

namespace clockstart::db {

namespace {

// What a message is about is looked up with it: its event, its request as it is now, its prompt.
const std::string columns =
    "SELECT m.number, m.about, m.subject, m.role, m.recorded_at, COALESCE(r.reference, ''), COALESCE(r.pathway, ''), "
    "COALESCE(r.service, p.service, ''), COALESCE(r.clock_start_on, 0), COALESCE(e.details, '{}'), COALESCE(e.on_day, "
    "p.due_on, 0), COALESCE(j.name, p.job, ''), COALESCE(p.subject, ''), COALESCE(p.job, ''), "
    "COALESCE((SELECT o.recorded_by FROM event o WHERE o.request = m.request ORDER BY o.sequence LIMIT 1), '')";
const std::string sources = " LEFT JOIN request r ON r.number = m.request "
                            "LEFT JOIN event e ON m.about = 'event' AND e.sequence = m.subject "
                            "LEFT JOIN prompt p ON m.about = 'prompt' AND p.number = m.subject "
                            "LEFT JOIN job j ON j.code = p.job ";

// One row of the columns above.
struct message_columns {
    long long number{}, subject{}, recorded_at{};
    int opened_on{}, on{};
    std::string about, role, reference, pathway, service, details, job_name, prompt_subject, job, requester;

    void bind(soci::statement& query) {
        query.exchange(soci::into(number));
        query.exchange(soci::into(about));
        query.exchange(soci::into(subject));
        query.exchange(soci::into(role));
        query.exchange(soci::into(recorded_at));
        query.exchange(soci::into(reference));
        query.exchange(soci::into(pathway));
        query.exchange(soci::into(service));
        query.exchange(soci::into(opened_on));
        query.exchange(soci::into(details));
        query.exchange(soci::into(on));
        query.exchange(soci::into(job_name));
        query.exchange(soci::into(prompt_subject));
        query.exchange(soci::into(job));
        query.exchange(soci::into(requester));
    }

    domain::message get() const {
        domain::message one{.number = number,
                            .about = domain::message_kind_of(about),
                            .subject = subject,
                            .role = role,
                            .recorded_at = instant_of(recorded_at),
                            .reference = reference,
                            .pathway = pathway,
                            .requester = requester,
                            .opened_on = domain::date_of(opened_on),
                            .service = service,
                            .target = {},
                            .step = {},
                            .due_on = domain::date_of(on),
                            .on = domain::date_of(on),
                            .job_name = job_name,
                            .prompt_subject = prompt_subject,
                            .job = job};
        const auto said = boost::json::parse(details).as_object();
        const auto text = [&](std::string_view name) {
            const auto* const found = said.if_contains(name);
            return found != nullptr && found->is_string() ? std::string{std::string_view{found->get_string()}}
                                                          : std::string{};
        };
        if (one.about == domain::message::kind::event) {
            one.target = text("target");
            one.step = said.contains("step") ? text("step") : std::string{domain::step_code::breach};
            one.due_on = domain::parse_date(text("due_on")).value();
        }
        if (one.about == domain::message::kind::prompt) {
            one.reference = domain::reference_in(prompt_subject);
        }
        return one;
    }
};

} // namespace

std::vector<domain::message> load_messages_after(soci::session& sql, std::int64_t number, std::size_t limit) {
    const long long after = number;
    const auto most = static_cast<long long>(limit);
    message_columns one;
    soci::statement query{sql};
    one.bind(query);
    query.exchange(soci::use(after, "after"));
    query.exchange(soci::use(most, "most"));
    query.alloc();
    query.prepare(columns + " FROM message m" + sources + "WHERE m.number > :after ORDER BY m.number LIMIT :most");
    query.define_and_bind();
    std::vector<domain::message> found;
    query.execute();
    while (query.fetch()) {
        found.push_back(one.get());
    }
    return found;
}

std::int64_t load_handed_out(soci::session& sql) {
    long long message = 0;
    sql << "SELECT message FROM handed_out WHERE place = 1", soci::into(message);
    return message;
}

std::vector<held_notice> load_inbox(soci::session& sql, const inbox_question& question) {
    const long long before = question.before.value_or(std::numeric_limits<std::int64_t>::max());
    const long long delivery = question.delivery.value_or(0);
    const auto most = static_cast<long long>(question.limit);
    const int seen_too = question.seen_too ? 1 : 0;
    message_columns one;
    optional_instant mailed, seen;
    soci::statement query{sql};
    one.bind(query);
    query.exchange(soci::into(seen.value, seen.is_null));
    query.exchange(soci::into(mailed.value, mailed.is_null));
    query.exchange(soci::use(question.token, "token"));
    query.exchange(soci::use(before, "before"));
    query.exchange(soci::use(delivery, "delivery"));
    query.exchange(soci::use(seen_too, "seen_too"));
    query.exchange(soci::use(most, "most"));
    query.alloc();
    query.prepare(
        columns +
        ", n.seen_at, (SELECT d.done_at FROM delivery d WHERE d.number = n.delivery AND d.state = 'delivered')"
        " FROM notice n JOIN message m ON m.number = n.message" +
        sources +
        "WHERE n.token = :token AND n.message < :before AND (:delivery = 0 OR n.delivery = :delivery) AND "
        "(:seen_too = 1 OR n.seen_at IS NULL) ORDER BY n.message DESC LIMIT :most");
    query.define_and_bind();
    std::vector<held_notice> found;
    query.execute();
    while (query.fetch()) {
        found.push_back({one.get(), mailed.get(), seen.get()});
    }
    return found;
}

} // namespace clockstart::db
