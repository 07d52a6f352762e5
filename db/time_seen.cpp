#include "db/time_seen.hpp"

#include "db/optional_column.hpp"

#include <soci/soci.h>

namespace clockstart::db {

struct time_table::statements {
    explicit statements(soci::session& sql)
        : update{(sql.prepare << "UPDATE time_seen SET seen_at = :seen, held_since = :held, leapt_from = :leapt "
                                 "WHERE place = 1",
                  soci::use(seen, "seen"), soci::use(held.value, held.is_null, "held"),
                  soci::use(leapt.value, leapt.is_null, "leapt"))} {}

    long long seen{};
    optional_instant held, leapt;
    soci::statement update;
};

time_seen load_time_seen(soci::session& sql) {
    long long seen = 0;
    optional_instant held, leapt;
    sql << "SELECT seen_at, held_since, leapt_from FROM time_seen WHERE place = 1", soci::into(seen),
        soci::into(held.value, held.is_null), soci::into(leapt.value, leapt.is_null);
    return {seen == 0 ? std::nullopt : std::optional{instant_of(seen)}, held.get(), leapt.get()};
}

time_table::time_table(soci::session& sql)
    : statements_{std::make_unique<statements>(sql)}, row_{load_time_seen(sql)} {}
time_table::~time_table() = default;

bool time_table::pass(domain::instant now) {
    if (row_.seen_at && now <= *row_.seen_at) {
        return false;
    }
    const bool begins_hold = row_.seen_at && !row_.held_since && now - *row_.seen_at > longest_step;
    if (begins_hold) {
        row_.held_since = now;
        row_.leapt_from = row_.seen_at;
    }
    row_.seen_at = now;
    store();
    return begins_hold;
}

void time_table::release(domain::instant now) {
    row_ = {now, std::nullopt, std::nullopt};
    store();
}

void time_table::store() {
    auto& held = *statements_;
    held.seen = row_.seen_at ? microseconds_of(*row_.seen_at) : 0;
    held.held = optional_instant{row_.held_since};
    held.leapt = optional_instant{row_.leapt_from};
    held.update.execute(true);
}

} // namespace clockstart::db
