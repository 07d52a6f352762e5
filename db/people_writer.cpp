#include "db/people_writer.hpp"

#include "db/account_rows.hpp"
#include "db/directory_writer.hpp"
#include "db/optional_column.hpp"
#include "db/token_rows.hpp"
#include "db/token_writer.hpp"
#include "db/vault.hpp"

namespace clockstart::db {

namespace {

domain::result<account_row> find_account(journal_state& state, const account_question& question) {
    auto found = load_accounts(state.sql, question);
    if (found.empty()) {
        return domain::refuse(domain::errc::not_found);
    }
    return std::move(found.front());
}

// The account whose link that is, while it holds.
domain::result<account_row> find_by_link(journal_state& state, const std::string& secret_hash, link_purpose purpose) {
    auto found = find_account(state, {.id = {}, .address_hash = {}, .link_hash = secret_hash});
    const auto now = state.now();
    if (!found || found->link != purpose || now >= *found->link_until || !found->grant.holds(now)) {
        return domain::refuse(domain::errc::not_found);
    }
    return found;
}

domain::refusal used_before() {
    return domain::refuse(domain::errc::conflict, "/code", "That code was used before. Wait for the next one");
}

// Each code counts once: whoever looked over a shoulder comes too late.
domain::result<void> use_up(journal_state& state, const account_row& who, const second_factor& shown) {
    if (shown.recovery_hash.empty()) {
        if (shown.step <= who.last_step) {
            return used_before();
        }
        const long long step = shown.step;
        state.sql << "UPDATE account SET last_step = :step WHERE id = :id", soci::use(step, "step"),
            soci::use(who.grant.id, "id");
        return {};
    }
    soci::statement remove =
        (state.sql.prepare << "DELETE FROM recovery_code WHERE account = :id AND code_hash = :hash",
         soci::use(who.grant.id, "id"), soci::use(shown.recovery_hash, "hash"));
    remove.execute(true);
    return remove.get_affected_rows() == 1 ? domain::result<void>{} : used_before();
}

// The account of whoever showed the second factor, which is then used up.
domain::result<account_row> find_and_use_up(journal_state& state, const std::string& id, const second_factor& shown) {
    auto found = find_account(state, {.id = id, .address_hash = {}, .link_hash = {}});
    if (!found) {
        return found.error();
    }
    // It may have been disabled, or begun anew, since somebody looked.
    if (!found->grant.holds(state.now()) || !found->is_set_up()) {
        return domain::refuse(domain::errc::not_found);
    }
    if (const auto used = use_up(state, *found, shown); !used) {
        return used.error();
    }
    return found;
}

void set_password(journal_state& state, const std::string& id, const std::string& hash) {
    state.sql << "UPDATE account SET password_hash = :hash WHERE id = :id", soci::use(hash, "hash"),
        soci::use(id, "id");
}

void drop_link(journal_state& state, const std::string& id) {
    state.sql << "DELETE FROM entry_link WHERE account = :id", soci::use(id, "id");
}

void put_link(journal_state& state, const std::string& id, const entry_link& link) {
    drop_link(state, id);
    const std::string purpose{name_of(link.purpose)};
    const long long until = microseconds_of(link.until);
    state.sql << "INSERT INTO entry_link (account, purpose, secret_hash, expires_at) VALUES (:id, :purpose, :hash, "
                 ":until)",
        soci::use(id, "id"), soci::use(purpose, "purpose"), soci::use(link.secret_hash, "hash"),
        soci::use(until, "until");
}

void put_recovery_codes(journal_state& state, const std::string& id, const std::vector<std::string>& hashes) {
    state.sql << "DELETE FROM recovery_code WHERE account = :id", soci::use(id, "id");
    std::string hash;
    soci::statement insert = (state.sql.prepare << "INSERT INTO recovery_code (account, code_hash) VALUES (:id, :hash)",
                              soci::use(id, "id"), soci::use(hash, "hash"));
    for (const auto& one : hashes) {
        hash = one;
        insert.execute(true);
    }
}

domain::result<void> set_address(journal_state& state, const std::string& id, const std::string& address) {
    const auto hash = sign_in_hash(state.identities, address);
    for (const auto& held : load_accounts(state.sql, {.id = {}, .address_hash = hash, .link_hash = {}})) {
        if (!held.grant.holds(state.now())) {
            // Somebody who left or whose time was over comes again, perhaps as something else: by a new account.
            state.sql << "UPDATE account SET address_hash = NULL, sealed_address = '' WHERE id = :id",
                soci::use(held.grant.id, "id");
            continue;
        }
        return domain::refuse(domain::errc::conflict, "/address", "has an account already: give that one a new link");
    }
    const auto sealed = state.identities.seal_address(account_address_seal(id), address);
    state.sql << "UPDATE account SET address_hash = :hash, sealed_address = :sealed WHERE id = :id",
        soci::use(hash, "hash"), soci::use(sealed, "sealed"), soci::use(id, "id");
    return {};
}

} // namespace

domain::result<receipt> write(journal_state& state, const invite_person& what) {
    auto grant = what.grant;
    grant.created_by = what.by.name;
    insert_row(state.sql, grant, account_mark(grant.id));
    state.sql << "INSERT INTO account (id, sealed_address, password_hash, sealed_seed, last_step) VALUES (:id, '', '', "
                 "'', 0)",
        soci::use(grant.id, "id");
    if (!what.address.empty()) {
        if (const auto set = set_address(state, grant.id, what.address); !set) {
            return set.error();
        }
    }
    put_link(state, grant.id, what.link);
    return note_change(state, what.by, "account " + grant.id + " invited", 1);
}

domain::result<receipt> write(journal_state& state, const give_link& what) {
    const auto found = find_account(state, {.id = what.id, .address_hash = {}, .link_hash = {}});
    if (!found) {
        return found.error();
    }
    const bool is_reset = what.link.purpose == link_purpose::reset;
    if (found->grant.ended_at) {
        return domain::refuse(domain::errc::conflict, "", "is disabled: enable it first");
    }
    if (!found->grant.holds(state.now())) {
        return domain::refuse(domain::errc::conflict, "", "is past its last day: invite this person anew");
    }
    if (is_reset && !found->is_set_up()) {
        return domain::refuse(domain::errc::conflict, "", "has no password yet: give a new invitation");
    }
    if (!is_reset) {
        state.sql << "UPDATE account SET password_hash = '', sealed_seed = '' WHERE id = :id", soci::use(what.id, "id");
        put_recovery_codes(state, what.id, {});
    }
    put_link(state, what.id, what.link);
    return note_change(state, what.by, "account " + what.id + " link " + std::string{name_of(what.link.purpose)}, 1);
}

domain::result<receipt> write(journal_state& state, const accept_invitation& what) {
    const auto found = find_by_link(state, what.secret_hash, link_purpose::invitation);
    if (!found) {
        return found.error();
    }
    const auto& id = found->grant.id;
    if (!what.address.empty()) {
        if (const auto set = set_address(state, id, what.address); !set) {
            return set.error();
        }
    }
    if (!what.name.empty()) {
        state.sql << "UPDATE token SET name = :name WHERE id = :id", soci::use(what.name, "name"), soci::use(id, "id");
    }
    const auto seed = state.identities.seal_address(account_seed_seal(id), what.seed);
    const long long step = what.step;
    state.sql << "UPDATE account SET sealed_seed = :seed, last_step = :step WHERE id = :id", soci::use(seed, "seed"),
        soci::use(step, "step"), soci::use(id, "id");
    set_password(state, id, what.password_hash);
    put_recovery_codes(state, id, what.recovery_hashes);
    drop_link(state, id);
    note_use(state, id, domain::london_date(state.now()));
    return note_change(state, what.by, "account " + id + " set up", 1);
}

domain::result<receipt> write(journal_state& state, const reset_password& what) {
    const auto found = find_by_link(state, what.secret_hash, link_purpose::reset);
    if (!found) {
        return found.error();
    }
    if (!found->is_set_up()) {
        return domain::refuse(domain::errc::not_found);
    }
    if (const auto used = use_up(state, *found, what.shown); !used) {
        return used.error();
    }
    const auto& id = found->grant.id;
    set_password(state, id, what.password_hash);
    drop_link(state, id);
    return note_change(state, what.by, "account " + id + " password reset", 1);
}

domain::result<receipt> write(journal_state& state, const pass_second_factor& what) {
    const auto found = find_and_use_up(state, what.by.token_id, what.shown);
    if (!found) {
        return found.error();
    }
    if (found->password_hash != what.matched_hash) {
        return domain::refuse(domain::errc::not_found);
    }
    if (!what.password_hash.empty()) {
        set_password(state, what.by.token_id, what.password_hash);
    }
    note_use(state, what.by.token_id, what.on);
    return receipt_of(state, 1);
}

domain::result<receipt> write(journal_state& state, const change_password& what) {
    if (const auto found = find_and_use_up(state, what.by.token_id, what.shown); !found) {
        return found.error();
    }
    set_password(state, what.by.token_id, what.password_hash);
    drop_link(state, what.by.token_id);
    return note_change(state, what.by, "account " + what.by.token_id + " password changed", 1);
}

domain::result<receipt> write(journal_state& state, const renew_recovery_codes& what) {
    if (const auto found = find_and_use_up(state, what.by.token_id, what.shown); !found) {
        return found.error();
    }
    put_recovery_codes(state, what.by.token_id, what.hashes);
    return note_change(state, what.by, "account " + what.by.token_id + " recovery codes", 1);
}

domain::result<receipt> write(journal_state& state, const disable_person& what) {
    const auto found = find_account(state, {.id = what.id, .address_hash = {}, .link_hash = {}});
    if (!found) {
        return found.error();
    }
    if (found->grant.ended_at) {
        return domain::refuse(domain::errc::conflict, "", "is disabled already");
    }
    end_grant(state, what.by, what.id);
    drop_link(state, what.id);
    return note_change(state, what.by, "account " + what.id + " disabled", 1);
}

domain::result<receipt> write(journal_state& state, const enable_person& what) {
    const auto found = find_account(state, {.id = what.id, .address_hash = {}, .link_hash = {}});
    if (!found) {
        return found.error();
    }
    if (!found->grant.ended_at) {
        return domain::refuse(domain::errc::conflict, "", "is not disabled");
    }
    if (found->sealed_address.empty() && found->is_set_up()) {
        return domain::refuse(domain::errc::conflict, "", "has lost its address to a newer account of the same person");
    }
    state.sql << "UPDATE token SET ended_at = NULL, ended_by = NULL WHERE id = :id", soci::use(what.id, "id");
    return note_change(state, what.by, "account " + what.id + " enabled", 1);
}

} // namespace clockstart::db
