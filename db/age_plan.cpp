#include "db/age_plan.hpp"

#include <soci/soci.h>

namespace clockstart::db {

struct age_table::statements {
    explicit statements(soci::session& sql)
        : put{(sql.prepare << "INSERT INTO age_plan (child, month, age) VALUES (:child, :month, :age) "
                              "ON CONFLICT (child) DO UPDATE SET month = excluded.month, age = excluded.age",
               soci::use(child, "child"), soci::use(next.month, "month"), soci::use(next.age, "age"))},
          add{(sql.prepare << "INSERT INTO age_plan (child, month, age) VALUES (:child, :month, :age) "
                              "ON CONFLICT (child) DO NOTHING",
               soci::use(child, "child"), soci::use(next.month, "month"), soci::use(next.age, "age"))},
          change{(sql.prepare << "UPDATE age_plan SET month = :month, age = :age WHERE child = :child AND month = "
                                 ":month_before AND age = :age_before",
                  soci::use(next.month, "month"), soci::use(next.age, "age"), soci::use(child, "child"),
                  soci::use(before.month, "month_before"), soci::use(before.age, "age_before"))} {}

    long long child{};
    domain::coming_age before, next;
    soci::statement put, add, change;
};

age_table::age_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
age_table::~age_table() = default;

void age_table::put(std::int64_t child, const domain::coming_age& next) {
    statements_->child = child;
    statements_->next = next;
    statements_->put.execute(true);
}

void age_table::go_on(std::int64_t child, const domain::coming_age& before, const domain::coming_age& next) {
    statements_->child = child;
    statements_->before = before;
    statements_->next = next;
    (before == domain::coming_age{} ? statements_->add : statements_->change).execute(true);
}

std::vector<age_row> load_ages_due(soci::session& sql, int month) {
    age_row one;
    long long child = 0;
    soci::statement due =
        (sql.prepare << "SELECT child, month, age FROM age_plan WHERE age BETWEEN 1 AND 25 AND month <= :month "
                        "ORDER BY month, child",
         soci::into(child), soci::into(one.next.month), soci::into(one.next.age), soci::use(month, "month"));
    std::vector<age_row> rows;
    due.execute();
    while (due.fetch()) {
        one.child = child;
        rows.push_back(one);
    }
    return rows;
}

namespace {

std::vector<std::int64_t> numbers_of(soci::statement& query, const long long& number) {
    std::vector<std::int64_t> numbers;
    query.execute();
    while (query.fetch()) {
        numbers.push_back(number);
    }
    return numbers;
}

} // namespace

std::vector<std::int64_t> load_children_without_age(soci::session& sql, std::size_t limit) {
    long long number = 0;
    const auto most = static_cast<long long>(limit);
    soci::statement query = (sql.prepare << "SELECT c.number FROM child c LEFT JOIN age_plan a ON a.child = c.number "
                                            "WHERE a.child IS NULL ORDER BY c.number LIMIT :most",
                             soci::into(number), soci::use(most, "most"));
    return numbers_of(query, number);
}

std::vector<std::int64_t> load_grown_up(soci::session& sql, int month, std::int64_t after, std::size_t limit) {
    long long number = 0;
    const auto most = static_cast<long long>(limit);
    const long long last = after;
    soci::statement query =
        (sql.prepare << "SELECT a.child FROM age_plan a WHERE a.child > :after AND (a.age = 26 OR (a.age = 25 AND "
                        "a.month <= :month)) AND NOT EXISTS (SELECT 1 FROM prompt p WHERE p.job = 'retention_due' "
                        "AND p.subject = 'child:' || a.child AND p.closed_at IS NULL) ORDER BY a.child LIMIT :most",
         soci::into(number), soci::use(last, "after"), soci::use(month, "month"), soci::use(most, "most"));
    return numbers_of(query, number);
}

} // namespace clockstart::db
