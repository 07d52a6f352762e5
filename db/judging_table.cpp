#include "db/judging_table.hpp"

#include <soci/soci.h>

#include <algorithm>

namespace clockstart::db {

std::vector<pending_judging> load_pending(soci::session& sql) {
    pending_judging one;
    soci::statement all =
        (sql.prepare << "SELECT number, pathway, from_day, to_day, come_to, up_to FROM judging_anew ORDER BY number",
         soci::into(one.number), soci::into(one.pathway), soci::into(one.from_day), soci::into(one.to_day),
         soci::into(one.come_to), soci::into(one.up_to));
    std::vector<pending_judging> pending;
    all.execute();
    while (all.fetch()) {
        pending.push_back(one);
    }
    return pending;
}

bool awaits_judging(const std::vector<pending_judging>& pending, long long request) {
    return std::ranges::any_of(
        pending, [&](const pending_judging& one) { return one.come_to < request && request <= one.up_to; });
}

void insert_row(soci::session& sql, const pending_judging& one) {
    sql << "INSERT INTO judging_anew (number, pathway, from_day, to_day, come_to, up_to) "
           "SELECT COALESCE(MAX(number), 0) + 1, :pathway, :from_day, :to_day, :come_to, :up_to FROM judging_anew",
        soci::use(one.pathway, "pathway"), soci::use(one.from_day, "from_day"), soci::use(one.to_day, "to_day"),
        soci::use(one.come_to, "come_to"), soci::use(one.up_to, "up_to");
}

void advance(soci::session& sql, const pending_judging& one) {
    if (one.come_to >= one.up_to) {
        sql << "DELETE FROM judging_anew WHERE number = :number", soci::use(one.number, "number");
    } else {
        sql << "UPDATE judging_anew SET come_to = :come_to WHERE number = :number", soci::use(one.come_to, "come_to"),
            soci::use(one.number, "number");
    }
}

std::vector<concerned_request> load_concerned(soci::session& sql, const pending_judging& one, long long last,
                                              std::size_t most) {
    const std::string of_pathway = "SELECT number, pathway FROM request WHERE number > :after AND number <= :last "
                                   "AND pathway = :pathway AND clock_start_on >= :from_day "
                                   "AND clock_start_on <= :to_day ORDER BY number LIMIT :most";
    const std::string over_holidays =
        "SELECT r.number, r.pathway FROM request r WHERE r.number > :after AND r.number <= :last AND :pathway = '' "
        "AND (r.watch_at IS NOT NULL OR EXISTS (SELECT 1 FROM clock c WHERE c.request = r.number "
        "AND c.due_on >= :from_day AND c.started_on < :to_day)) ORDER BY r.number LIMIT :most";
    const auto limit = static_cast<long long>(most);
    concerned_request found;
    soci::statement all = (sql.prepare << (one.pathway.empty() ? over_holidays : of_pathway), soci::into(found.number),
                           soci::into(found.pathway), soci::use(one.come_to, "after"), soci::use(last, "last"),
                           soci::use(one.pathway, "pathway"), soci::use(one.from_day, "from_day"),
                           soci::use(one.to_day, "to_day"), soci::use(limit, "most"));
    std::vector<concerned_request> concerned;
    all.execute();
    while (all.fetch()) {
        concerned.push_back(found);
    }
    return concerned;
}

} // namespace clockstart::db
