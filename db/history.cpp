#include "db/history.hpp"

#include "db/data_folder.hpp"
#include "db/directory_rows.hpp"
#include "db/published_rows.hpp"
#include "db/read_pool.hpp"
#include "db/running_requests.hpp"
#include "db/status_code.hpp"
#include "db/vault.hpp"

#include <soci/soci.h>

#include <stdexcept>

namespace clockstart::db {

namespace {

held_request load(reader& from, const kept_request& row) {
    held_request held{.number = static_cast<std::uint32_t>(row.number),
                      .reference = row.reference,
                      .pathway = row.pathway,
                      .child = row.child,
                      .sequence = row.sequence,
                      .facts = {},
                      .service = row.service,
                      .events = from.events.of_request(row.number),
                      .family_start_on = domain::date_of(row.clock_start_on)};
    if (held.events.empty()) {
        throw std::runtime_error{"request " + row.reference + " has no ledger: run `clockstart verify`"};
    }
    held.facts = domain::read_facts(held.events.front().details);
    if (row.family != row.number) {
        // Read now, not when the request was made: the first one's start may have been corrected since.
        held.family_start_on = domain::date_of(from.requests.find(row.family).value().clock_start_on);
    }
    return held;
}

child_row child_in_vault(reader& from, std::int64_t child) {
    auto row = from.children.find(child);
    if (!row) {
        throw std::runtime_error{"a request's child is not in the vault: run `clockstart verify`"};
    }
    return *std::move(row);
}

} // namespace

history::history(const data_folder& folder, const vault& identities, std::size_t connections)
    : pool_{std::make_unique<pool>(folder.database(), connections)}, vault_{identities} {}

history::~history() = default;

std::optional<held_request> history::find_request(std::string_view reference) const {
    return pool_->ask([&](reader& from) -> std::optional<held_request> {
        const auto row = from.requests.find(reference);
        return row ? std::optional{load(from, *row)} : std::nullopt;
    });
}

std::vector<held_request> history::find_requests(const std::vector<std::uint32_t>& numbers) const {
    return pool_->ask([&](reader& from) {
        std::vector<held_request> found;
        found.reserve(numbers.size());
        for (const auto number : numbers) {
            if (const auto row = from.requests.find(static_cast<long long>(number)); row) {
                found.push_back(load(from, *row));
            }
        }
        return found;
    });
}

std::optional<history::letter_code> history::letter_code_of(const std::string& reference) const {
    const auto held = pool_->ask([&](reader& from) { return find_status_code(from.opened.sql(), reference); });
    auto text = text_of(vault_, reference, held ? held->generation : 0);
    return held ? std::optional{letter_code{held->request, std::move(text)}} : std::nullopt;
}

running_page history::running_requests(std::string_view pathway, std::uint32_t after,
                                       const std::function<bool(std::string_view service)>& wanted) const {
    return pool_->ask([&](reader& from) {
        const auto numbers = load_running(from.opened.sql(), pathway, after);
        running_page page{{}, numbers.come_to, numbers.is_last};
        for (const auto number : numbers.found) {
            const auto row = from.requests.find(number).value();
            if (wanted(row.service)) {
                page.requests.push_back(load(from, row));
            }
        }
        return page;
    });
}

private_parts history::private_parts_of(const held_request& request, bool with_child, bool with_words) const {
    private_parts opened;
    if (!with_child && !with_words) {
        return opened;
    }
    std::vector<child_table::sealed_words> sealed;
    const auto row = pool_->ask([&](reader& from) {
        if (with_words) {
            sealed = from.children.words_of(request.number);
        }
        return child_in_vault(from, request.child);
    });
    if (with_child) {
        opened.child = vault_.open_identity(row.key, row.number, row.sealed_identity);
    }
    opened.words.reserve(sealed.size());
    for (const auto& one : sealed) {
        opened.words.push_back({one.sequence, vault_.open_words(row.key, one.sequence, one.text)});
    }
    return opened;
}

std::map<std::int64_t, domain::identity> history::children_of(const std::vector<held_request>& requests) const {
    const auto rows = pool_->ask([&](reader& from) {
        std::map<std::int64_t, child_row> found;
        for (const auto& one : requests) {
            if (!found.contains(one.child)) {
                found.emplace(one.child, child_in_vault(from, one.child));
            }
        }
        return found;
    });
    std::map<std::int64_t, domain::identity> opened;
    for (const auto& [child, row] : rows) {
        opened.emplace(child, vault_.open_identity(row.key, child, row.sealed_identity));
    }
    return opened;
}

std::vector<recorded_breach> history::breaches(const breach_question& question,
                                               const std::function<bool(std::string_view service)>& wanted) const {
    return pool_->ask([&](reader& from) { return load_breaches(from.opened.sql(), question, wanted); });
}

std::vector<event_row> history::events_after(std::int64_t sequence, std::size_t limit) const {
    return pool_->ask([&](reader& from) { return load_events_after(from.opened.sql(), sequence, limit); });
}

domain::directory history::directory() const {
    return pool_->ask([](reader& from) { return load_directory(from.opened.sql()); });
}

std::vector<domain::pathway> history::pathways() const {
    return pool_->ask([](reader& from) { return load_pathways(from.opened.sql()); });
}

std::vector<domain::published_row> history::published(const published_filter& filter, std::size_t offset,
                                                      std::size_t limit) const {
    return pool_->ask([&](reader& from) { return load_published(from.opened.sql(), filter, offset, limit); });
}

std::vector<std::string> history::published_periods(std::string_view series) const {
    return pool_->ask([&](reader& from) { return load_published_periods(from.opened.sql(), std::string{series}); });
}

std::vector<published_import> history::published_imports() const {
    return pool_->ask([](reader& from) { return load_published_imports(from.opened.sql()); });
}

time_seen history::time() const {
    return pool_->ask([](reader& from) { return load_time_seen(from.opened.sql()); });
}

std::vector<set_aside_request> history::set_aside() const {
    return pool_->ask([](reader& from) { return load_set_aside(from.opened.sql()); });
}

std::vector<job_row> history::jobs() const {
    return pool_->ask([](reader& from) { return load_jobs(from.opened.sql()); });
}

std::vector<held_prompt> history::prompts(const prompt_question& question,
                                          const std::function<bool(std::string_view service)>& wanted) const {
    return pool_->ask([&](reader& from) { return load_prompts(from.opened.sql(), question, wanted); });
}

std::int64_t history::count_answers_before(domain::instant before) const {
    return pool_->ask([&](reader& from) { return db::count_answers_before(from.opened.sql(), before); });
}

std::vector<snapshot_entry> history::snapshots() const {
    return pool_->ask([](reader& from) { return load_snapshots(from.opened.sql()); });
}

std::optional<snapshot> history::find_snapshot(int month, const std::string& kind) const {
    return pool_->ask([&](reader& from) { return db::find_snapshot(from.opened.sql(), month, kind); });
}

std::vector<age_row> history::ages_due(int month) const {
    return pool_->ask([&](reader& from) { return load_ages_due(from.opened.sql(), month); });
}

std::vector<std::int64_t> history::children_without_age(std::size_t limit) const {
    return pool_->ask([&](reader& from) { return load_children_without_age(from.opened.sql(), limit); });
}

std::vector<std::int64_t> history::grown_up(int month, std::int64_t after, std::size_t limit) const {
    return pool_->ask([&](reader& from) { return load_grown_up(from.opened.sql(), month, after, limit); });
}

std::vector<child_request> history::requests_of(const domain::pathway_book& pathways,
                                                const std::vector<std::int64_t>& children) const {
    return pool_->ask([&](reader& from) { return load_requests_of(from, pathways, children); });
}

std::map<std::int64_t, domain::civil_date> history::birth_dates_of(const std::vector<std::int64_t>& children) const {
    const auto rows = pool_->ask([&](reader& from) {
        std::vector<child_row> found;
        found.reserve(children.size());
        for (const auto child : children) {
            found.push_back(child_in_vault(from, child));
        }
        return found;
    });
    std::map<std::int64_t, domain::civil_date> opened;
    for (const auto& row : rows) {
        opened.emplace(row.number, vault_.open_identity(row.key, row.number, row.sealed_identity).birth_date);
    }
    return opened;
}

std::int64_t history::count_waiting(domain::civil_date as_at, std::string_view pathway) const {
    return pool_->ask([&](reader& from) {
        const int day = domain::day_number(as_at);
        const std::string wanted{pathway};
        long long count = 0;
        from.opened.sql()
            << "SELECT COUNT(*) FROM clock c JOIN request r ON r.number = c.request WHERE c.target = 0 "
               "AND c.state <> 'nullified' AND c.started_on <= :day AND (c.stopped_on IS NULL OR c.stopped_on > :day) "
               "AND (:pathway = '' OR r.pathway = :pathway)",
            soci::use(day, "day"), soci::use(wanted, "pathway"), soci::into(count);
        return static_cast<std::int64_t>(count);
    });
}

} // namespace clockstart::db
