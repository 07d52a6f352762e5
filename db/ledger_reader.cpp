#include "db/ledger_reader.hpp"

#include <soci/soci.h>

namespace clockstart::db {

struct ledger_reader::statements {
    explicit statements(soci::session& sql)
        : all{(sql.prepare << "SELECT r.number, r.reference, r.child, r.pathway, r.service, r.clock_start_on, "
                              "r.family, r.sequence, r.watch_rule, r.watch_at, "
                              "e.sequence, e.type, e.on_day, e.recorded_at, e.recorded_by, e.details "
                              "FROM request r JOIN event e ON e.request = r.number ORDER BY r.number, e.sequence",
               soci::into(fetched.number), soci::into(fetched.reference), soci::into(fetched.child),
               soci::into(fetched.pathway), soci::into(fetched.service), soci::into(fetched.clock_start_on),
               soci::into(fetched.family), soci::into(fetched.sequence), soci::into(fetched.watch_rule),
               soci::into(watch_at, has_watch), soci::into(event.sequence), soci::into(event.type),
               soci::into(event.on_day), soci::into(event.recorded_at), soci::into(event.recorded_by),
               soci::into(event.details))} {
        all.execute();
        more = all.fetch();
    }

    kept_request fetched, current;
    ledger_row event;
    long long watch_at{};
    soci::indicator has_watch{};
    std::vector<domain::event> events;
    soci::statement all;
    bool more{};
};

ledger_reader::ledger_reader(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
ledger_reader::~ledger_reader() = default;

bool ledger_reader::next() {
    auto& held = *statements_;
    if (!held.more) {
        return false;
    }
    held.current = held.fetched;
    held.current.watch_at = held.has_watch == soci::i_ok ? std::optional{held.watch_at} : std::nullopt;
    held.events.clear();
    while (held.more && held.fetched.number == held.current.number) {
        held.events.push_back(event_of(held.event));
        held.more = held.all.fetch();
    }
    return true;
}

const kept_request& ledger_reader::row() const { return statements_->current; }
const std::vector<domain::event>& ledger_reader::ledger() const { return statements_->events; }

} // namespace clockstart::db
