#include "db/ladder_rows.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <soci/soci.h>

namespace clockstart::db {

domain::ladder_book load_ladders(soci::session& sql) {
    domain::ladder_book book;
    domain::ladder_override one;
    int from = 0;
    int to = 0;
    soci::indicator has_end{};
    long long recorded_at = 0;
    std::string document;
    soci::statement all = (sql.prepare << "SELECT pathway, target, service, area, from_day, to_day, document, "
                                          "recorded_at, recorded_by FROM ladder "
                                          "ORDER BY pathway, target, from_day, service, area",
                           soci::into(one.pathway), soci::into(one.target), soci::into(one.service),
                           soci::into(one.area), soci::into(from), soci::into(to, has_end), soci::into(document),
                           soci::into(recorded_at), soci::into(one.recorded_by));
    all.execute();
    while (all.fetch()) {
        one.from = domain::date_of(from);
        one.to = has_end == soci::i_ok ? std::optional{domain::date_of(to)} : std::nullopt;
        one.recorded_at = domain::instant{std::chrono::microseconds{recorded_at}};
        one.steps = domain::read_ladder(boost::json::parse(document)).value();
        book.add(one).value();
    }
    return book;
}

void insert_row(soci::session& sql, const domain::ladder_override& one) {
    const int from = domain::day_number(one.from);
    int to = one.to ? domain::day_number(*one.to) : 0;
    auto has_end = one.to ? soci::i_ok : soci::i_null;
    const auto document = boost::json::serialize(domain::show_ladder(one.steps));
    const auto recorded_at = static_cast<long long>(one.recorded_at.value().time_since_epoch().count());
    sql << "INSERT INTO ladder (pathway, target, service, area, from_day, to_day, document, recorded_at, recorded_by) "
           "VALUES (:pathway, :target, :service, :area, :from_day, :to_day, :document, :recorded_at, :recorded_by)",
        soci::use(one.pathway, "pathway"), soci::use(one.target, "target"), soci::use(one.service, "service"),
        soci::use(one.area, "area"), soci::use(from, "from_day"), soci::use(to, has_end, "to_day"),
        soci::use(document, "document"), soci::use(recorded_at, "recorded_at"),
        soci::use(one.recorded_by, "recorded_by");
}

} // namespace clockstart::db
