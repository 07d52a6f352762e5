#include "db/history.hpp"

#include "db/optional_column.hpp"
#include "db/read_pool.hpp"
#include "db/vault.hpp"

#include <utility>

// What the history tells of the audit, and of all that is held of one child.
namespace clockstart::db {

std::vector<audit_entry> history::audit(const audit_question& question) const {
    return pool_->ask([&](reader& from) { return load_audit(from.opened.sql(), question); });
}

std::string history::why_of(const audit_entry& one) const {
    if (one.sealed_why.empty()) {
        return {};
    }
    const auto child = pool_->ask([&](reader& from) {
        const auto request = from.requests.find(static_cast<long long>(requests_about(one.row.about).front())).value();
        return from.children.find(request.child).value();
    });
    return vault_.open(child.key, audit_words_context(one.row.number), one.sealed_why);
}

signed_head history::heads() const {
    return pool_->ask([](reader& from) { return load_heads(from.opened.sql()); });
}

std::optional<signed_head> history::last_signed() const {
    return pool_->ask([](reader& from) { return load_last_signed(from.opened.sql()); });
}

std::vector<held_request> history::requests_of_child(std::int64_t child) const {
    const auto numbers = pool_->ask([&](reader& from) {
        const long long wanted = child;
        long long number = 0;
        std::vector<std::uint32_t> found;
        soci::statement all =
            (from.opened.sql().prepare << "SELECT number FROM request WHERE child = :child ORDER BY number",
             soci::into(number), soci::use(wanted, "child"));
        all.execute();
        while (all.fetch()) {
            found.push_back(static_cast<std::uint32_t>(number));
        }
        return found;
    });
    return find_requests(numbers);
}

std::vector<held_identity> history::identities_of(std::int64_t child) const {
    struct sealed_before {
        std::string sealed;
        long long replaced_at{};
    };
    const auto [row, before] = pool_->ask([&](reader& from) {
        const long long wanted = child;
        sealed_before one;
        std::vector<sealed_before> found;
        soci::statement all = (from.opened.sql().prepare << "SELECT sealed_identity, replaced_at FROM child_identity "
                                                            "WHERE child = :child ORDER BY replaced_at",
                               soci::into(one.sealed), soci::into(one.replaced_at), soci::use(wanted, "child"));
        all.execute();
        while (all.fetch()) {
            found.push_back(one);
        }
        return std::pair{from.children.find(wanted).value(), std::move(found)};
    });
    std::vector<held_identity> all;
    for (const auto& one : before) {
        all.push_back({vault_.open_identity(row.key, child, one.sealed), instant_of(one.replaced_at)});
    }
    all.push_back({vault_.open_identity(row.key, child, row.sealed_identity), std::nullopt});
    return all;
}

} // namespace clockstart::db
