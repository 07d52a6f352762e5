#include "db/directory_rows.hpp"

#include "db/optional_column.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace clockstart::db {

namespace {

void load_areas(soci::session& sql, domain::directory& places) {
    domain::area one;
    std::vector<domain::area> areas;
    soci::statement all = (sql.prepare << "SELECT code, name, kind, ons_code FROM area ORDER BY place",
                           soci::into(one.code), soci::into(one.name), soci::into(one.kind), soci::into(one.ons_code));
    all.execute();
    while (all.fetch()) {
        areas.push_back(one);
    }
    std::string of, parent;
    int from = 0;
    optional_day to;
    soci::statement parents =
        (sql.prepare << "SELECT parent, from_day, to_day FROM area_parent WHERE area = :area ORDER BY from_day",
         soci::into(parent), soci::into(from), soci::into(to.value, to.is_null), soci::use(of, "area"));
    for (auto& area : areas) {
        of = area.code;
        parents.execute();
        while (parents.fetch()) {
            area.parents.push_back({parent, domain::date_of(from), to.get()});
        }
        places.put(std::move(area));
    }
}

void load_providers(soci::session& sql, domain::directory& places) {
    domain::provider one;
    soci::statement all =
        (sql.prepare << "SELECT code, name FROM provider ORDER BY place", soci::into(one.code), soci::into(one.name));
    all.execute();
    while (all.fetch()) {
        places.put(one);
    }
}

void load_schools(soci::session& sql, domain::directory& places) {
    domain::school one;
    long long urn = 0;
    soci::statement all = (sql.prepare << "SELECT urn, name, area, phase FROM school ORDER BY place", soci::into(urn),
                           soci::into(one.name), soci::into(one.area), soci::into(one.phase));
    all.execute();
    while (all.fetch()) {
        one.urn = urn;
        places.put(one);
    }
}

void load_services(soci::session& sql, domain::directory& places) {
    domain::service one;
    int from = 0;
    optional_day to, added, checked;
    soci::statement all =
        (sql.prepare << "SELECT s.code, s.name, s.pathway, s.area, s.provider, s.commissioner, s.contract_from, "
                        "s.contract_to, s.added_on, (SELECT MAX(c.checked_on) FROM service_check c WHERE c.service = "
                        "s.code) FROM service s ORDER BY s.place",
         soci::into(one.code), soci::into(one.name), soci::into(one.pathway), soci::into(one.area),
         soci::into(one.provider), soci::into(one.commissioner), soci::into(from), soci::into(to.value, to.is_null),
         soci::into(added.value, added.is_null), soci::into(checked.value, checked.is_null));
    all.execute();
    while (all.fetch()) {
        one.contract_from = domain::date_of(from);
        one.contract_to = to.get();
        one.added_on = added.get();
        one.last_checked_on = checked.get();
        places.put(one);
    }
}

} // namespace

domain::directory load_directory(soci::session& sql) {
    domain::directory places;
    load_areas(sql, places);
    load_providers(sql, places);
    load_schools(sql, places);
    load_services(sql, places);
    return places;
}

std::vector<domain::pathway> load_pathways(soci::session& sql) {
    std::vector<domain::pathway> added;
    std::string document;
    long long recorded_at = 0;
    soci::statement all = (sql.prepare << "SELECT document, recorded_at FROM pathway ORDER BY place",
                           soci::into(document), soci::into(recorded_at));
    all.execute();
    while (all.fetch()) {
        added.push_back(domain::read_pathway(boost::json::parse(document)).value());
        if (recorded_at != 0) {
            added.back().recorded_at = domain::instant{std::chrono::microseconds{recorded_at}};
        }
    }
    return added;
}

domain::pathway_book load_pathway_book(soci::session& sql) {
    domain::pathway_book book;
    for (const auto& one : domain::builtin_pathways().all()) {
        book.add(*one).value();
    }
    for (auto& one : load_pathways(sql)) {
        book.add(std::move(one)).value();
    }
    return book;
}

// What is bound has a name here and below: SOCI runs a statement when temporaries of the same expression are gone
// already.
void put_row(soci::session& sql, const domain::area& one, std::size_t place) {
    const auto number = static_cast<long long>(place);
    sql << "INSERT INTO area (code, place, name, kind, ons_code) VALUES (:code, :place, :name, :kind, :ons_code) "
           "ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, ons_code = excluded.ons_code",
        soci::use(one.code, "code"), soci::use(number, "place"), soci::use(one.name, "name"),
        soci::use(one.kind, "kind"), soci::use(one.ons_code, "ons_code");
    sql << "DELETE FROM area_parent WHERE area = :area", soci::use(one.code, "area");
    for (const auto& under : one.parents) {
        const int from = domain::day_number(under.from);
        optional_day to{under.to};
        sql << "INSERT INTO area_parent (area, from_day, parent, to_day) VALUES (:area, :from_day, :parent, :to_day)",
            soci::use(one.code, "area"), soci::use(from, "from_day"), soci::use(under.parent, "parent"),
            soci::use(to.value, to.is_null, "to_day");
    }
}

void put_row(soci::session& sql, const domain::provider& one, std::size_t place) {
    const auto number = static_cast<long long>(place);
    sql << "INSERT INTO provider (code, place, name) VALUES (:code, :place, :name) ON CONFLICT (code) DO UPDATE SET "
           "name = excluded.name",
        soci::use(one.code, "code"), soci::use(number, "place"), soci::use(one.name, "name");
}

void put_row(soci::session& sql, const domain::school& one, std::size_t place) {
    const auto number = static_cast<long long>(place);
    const long long urn = one.urn;
    sql << "INSERT INTO school (urn, place, name, area, phase) VALUES (:urn, :place, :name, :area, :phase) "
           "ON CONFLICT (urn) DO UPDATE SET name = excluded.name, area = excluded.area, phase = excluded.phase",
        soci::use(urn, "urn"), soci::use(number, "place"), soci::use(one.name, "name"), soci::use(one.area, "area"),
        soci::use(one.phase, "phase");
}

void put_row(soci::session& sql, const domain::service& one, std::size_t place) {
    const auto number = static_cast<long long>(place);
    const int from = domain::day_number(one.contract_from);
    optional_day to{one.contract_to}, added{one.added_on};
    sql << "INSERT INTO service (code, place, name, pathway, area, provider, commissioner, contract_from, contract_to, "
           "added_on) VALUES (:code, :place, :name, :pathway, :area, :provider, :commissioner, :contract_from, "
           ":contract_to, :added_on) "
           "ON CONFLICT (code) DO UPDATE SET name = excluded.name, pathway = excluded.pathway, area = excluded.area, "
           "provider = excluded.provider, commissioner = excluded.commissioner, contract_from = "
           "excluded.contract_from, "
           "contract_to = excluded.contract_to",
        soci::use(one.code, "code"), soci::use(number, "place"), soci::use(one.name, "name"),
        soci::use(one.pathway, "pathway"), soci::use(one.area, "area"), soci::use(one.provider, "provider"),
        soci::use(one.commissioner, "commissioner"), soci::use(from, "contract_from"),
        soci::use(to.value, to.is_null, "contract_to"), soci::use(added.value, added.is_null, "added_on");
}

void put_row(soci::session& sql, const domain::pathway& one, std::size_t place) {
    const auto number = static_cast<long long>(place);
    const auto document = boost::json::serialize(domain::show_pathway(one));
    const long long recorded_at = one.recorded_at ? one.recorded_at->time_since_epoch().count() : 0;
    sql << "INSERT INTO pathway (code, version, place, document, recorded_at) VALUES (:code, :version, :place, "
           ":document, :recorded_at)",
        soci::use(one.code, "code"), soci::use(one.version, "version"), soci::use(number, "place"),
        soci::use(document, "document"), soci::use(recorded_at, "recorded_at");
}

} // namespace clockstart::db
