#include "db/account_rows.hpp"

#include "db/optional_column.hpp"
#include "db/token_rows.hpp"
#include "db/vault.hpp"

#include <soci/soci.h>

#include <algorithm>

namespace clockstart::db {

namespace {

char lower_case(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

std::string folded(std::string_view text, std::string_view left_out) {
    std::string kept;
    for (const char letter : text) {
        if (left_out.find(letter) == std::string_view::npos) {
            kept += lower_case(letter);
        }
    }
    return kept;
}

} // namespace

std::string_view name_of(link_purpose what) { return what == link_purpose::reset ? "reset" : "invitation"; }

std::string sign_in_hash(const vault& keys, std::string_view address) {
    return keys.digest("sign-in " + folded(address, " \t\r\n"));
}

std::string recovery_hash(const vault& keys, std::string_view account, std::string_view code) {
    return keys.digest("recovery " + std::string{account} + " " + folded(code, " -\t\r\n"));
}

std::vector<account_row> load_accounts(soci::session& sql, const account_question& question) {
    account_row one;
    std::string purpose;
    soci::indicator has_link{};
    optional_instant until;
    long long last_step = 0, codes = 0;
    soci::statement all =
        (sql.prepare
             << "SELECT a.id, a.sealed_address, a.password_hash, a.sealed_seed, a.last_step, l.purpose, l.expires_at, "
                "(SELECT COUNT(*) FROM recovery_code WHERE account = a.id) FROM account a LEFT JOIN entry_link l ON "
                "l.account = a.id WHERE (:id = '' OR a.id = :id) AND (:address = '' OR a.address_hash = :address) AND "
                "(:link = '' OR l.secret_hash = :link)",
         soci::into(one.grant.id), soci::into(one.sealed_address), soci::into(one.password_hash),
         soci::into(one.sealed_seed), soci::into(last_step), soci::into(purpose, has_link),
         soci::into(until.value, until.is_null), soci::into(codes), soci::use(question.id, "id"),
         soci::use(question.address_hash, "address"), soci::use(question.link_hash, "link"));
    std::vector<account_row> found;
    all.execute();
    while (all.fetch()) {
        one.last_step = last_step;
        one.recovery_codes = static_cast<std::size_t>(codes);
        one.link.reset();
        if (has_link == soci::i_ok) {
            one.link = purpose == name_of(link_purpose::reset) ? link_purpose::reset : link_purpose::invitation;
        }
        one.link_until = until.get();
        found.push_back(one);
    }
    if (found.empty()) {
        return found; // as quickly as one that is there is found
    }
    // What they may do stands in the list of tokens, which is read in one go where all are wanted.
    auto grants = load_tokens(sql, found.size() == 1 ? account_mark(found.front().grant.id) : std::string{});
    for (auto& account : found) {
        account.grant = *std::ranges::find(grants, account.grant.id, &token_grant::id);
    }
    std::ranges::stable_sort(found, {}, [](const account_row& row) { return row.grant.created_at; });
    return found;
}

} // namespace clockstart::db
