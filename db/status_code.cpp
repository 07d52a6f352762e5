#include "db/status_code.hpp"

#include "db/vault.hpp"

#include <soci/soci.h>

namespace clockstart::db {

std::optional<status_code> find_status_code(soci::session& sql, const std::string& reference) {
    long long number = 0;
    int generation = 0;
    sql << "SELECT r.number, COALESCE(s.generation, 0) FROM request r LEFT JOIN status_code s ON s.request = r.number "
           "WHERE r.reference = :reference",
        soci::use(reference, "reference"), soci::into(number), soci::into(generation);
    return sql.got_data() ? std::optional{status_code{static_cast<std::uint32_t>(number), generation}} : std::nullopt;
}

std::string text_of(const vault& keys, std::string_view reference, int generation) {
    // Without letters that are taken for one another on paper.
    constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr std::size_t letters = 12;
    const auto hex = keys.digest("status " + std::string{reference} + " " + std::to_string(generation));
    std::string code;
    for (std::size_t at = 0; at < letters; ++at) {
        code += at != 0 && at % 4 == 0 ? "-" : "";
        code += alphabet[static_cast<std::size_t>(std::stoi(hex.substr(at * 4, 4), nullptr, 16)) % alphabet.size()];
    }
    return code;
}

domain::result<receipt> write(journal_state& state, const renew_status_code& what) {
    const auto held = find_status_code(state.sql, what.reference);
    if (!held) {
        return domain::refuse(domain::errc::not_found);
    }
    const long long number = held->request;
    const int generation = held->generation + 1;
    state.sql
        << "INSERT INTO status_code (request, generation) VALUES (:request, :generation) ON CONFLICT (request) DO "
           "UPDATE SET generation = excluded.generation",
        soci::use(number, "request"), soci::use(generation, "generation");
    auto done = receipt_of(state, 1);
    done.reference = what.reference;
    done.request = held->request;
    return done;
}

} // namespace clockstart::db
