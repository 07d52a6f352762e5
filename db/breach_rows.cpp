#include "db/breach_rows.hpp"

#include <soci/soci.h>

namespace clockstart::db {

std::vector<recorded_breach> load_breaches(soci::session& sql, const breach_question& question,
                                           const std::function<bool(std::string_view service)>& wanted) {
    using std::chrono::days;
    const int from = domain::day_number(question.from - days{1}); // steps are known by their due day
    const int to = domain::day_number(question.to - days{1});
    const int after_day = question.after ? domain::day_number(question.after->first) : from - 1;
    const long long after_sequence = question.after ? question.after->second : 0;

    long long request = 0;
    long long sequence = 0;
    long long detected_at = 0;
    int target = 0;
    int due_on = 0;
    std::string pathway;
    std::string service;
    soci::statement query =
        (sql.prepare << "SELECT s.request, s.target, s.occurrence, s.sequence, e.recorded_at, r.pathway, r.service "
                        "FROM step s JOIN request r ON r.number = s.request JOIN event e ON e.sequence = s.sequence "
                        "WHERE s.step = 'breach' AND s.occurrence >= :from AND s.occurrence <= :to "
                        "AND (s.occurrence > :after_day OR (s.occurrence = :after_day AND s.sequence > :after)) "
                        "ORDER BY s.occurrence, s.sequence",
         soci::into(request), soci::into(target), soci::into(due_on), soci::into(sequence), soci::into(detected_at),
         soci::into(pathway), soci::into(service), soci::use(from, "from"), soci::use(to, "to"),
         soci::use(after_day, "after_day"), soci::use(after_sequence, "after"));
    std::vector<recorded_breach> found;
    query.execute();
    while (found.size() < question.limit && query.fetch()) {
        if (wanted(service)) {
            found.push_back({static_cast<std::uint32_t>(request), pathway, target, domain::date_of(due_on),
                             domain::instant{std::chrono::microseconds{detected_at}}, sequence});
        }
    }
    return found;
}

} // namespace clockstart::db
