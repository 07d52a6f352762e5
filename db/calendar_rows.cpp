#include "db/calendar_rows.hpp"

#include <soci/soci.h>

#include <vector>

namespace clockstart::db {

domain::working_calendar load_calendar(soci::session& sql) {
    int on = 0, announced_on = 0;
    long long recorded_at = 0;
    std::string title;
    soci::indicator has_announcement{};
    soci::statement all =
        (sql.prepare << "SELECT on_day, title, announced_on, recorded_at FROM bank_holiday "
                        "ORDER BY on_day",
         soci::into(on), soci::into(title), soci::into(announced_on, has_announcement), soci::into(recorded_at));
    std::vector<domain::bank_holiday> added;
    all.execute();
    while (all.fetch()) {
        added.push_back({domain::date_of(on), title,
                         has_announcement == soci::i_ok ? std::optional{domain::date_of(announced_on)} : std::nullopt,
                         domain::instant{std::chrono::microseconds{recorded_at}}});
    }
    return domain::england_calendar().with(added);
}

void insert_row(soci::session& sql, const domain::bank_holiday& one) {
    const int on = domain::day_number(one.on);
    const int announced_on = one.announced_on ? domain::day_number(*one.announced_on) : 0;
    soci::indicator has_announcement = one.announced_on ? soci::i_ok : soci::i_null;
    const long long recorded_at = one.recorded_at.value().time_since_epoch().count();
    sql << "INSERT INTO bank_holiday (on_day, title, announced_on, recorded_at) "
           "VALUES (:on_day, :title, :announced_on, :recorded_at)",
        soci::use(on, "on_day"), soci::use(one.title, "title"),
        soci::use(announced_on, has_announcement, "announced_on"), soci::use(recorded_at, "recorded_at");
}

} // namespace clockstart::db
