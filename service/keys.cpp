#include "service/keys.hpp"

#include "db/audit_key.hpp"

#include <cstdlib>
#include <string_view>
#include <utility>

namespace clockstart::service {

namespace {

// Handed over by systemd, or nothing.
std::optional<std::filesystem::path> credential(std::string_view name) {
    const char* const handed =
        std::getenv("CREDENTIALS_DIRECTORY"); // NOLINT(concurrency-mt-unsafe): nothing sets it while we run
    if (handed != nullptr) {
        auto file = std::filesystem::path{handed} / name;
        if (std::filesystem::exists(file)) {
            return file;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<scheduler::head_signer> signer_for(const db::data_folder& folder, const db::history& history,
                                                 const scheduler::audit_settings& settings, bool for_others) {
    const auto key_file = credential("audit.key").value_or(folder.audit_key_file());
    if (!for_others && !std::filesystem::exists(key_file)) {
        return std::nullopt;
    }
    return std::optional<scheduler::head_signer>{
        std::in_place, history, db::signing_key::open_or_make(key_file, folder.audit_public_file()), settings};
}

std::filesystem::path key_file_of(const db::data_folder& folder) {
    return credential("vault.key").value_or(folder.key_file());
}

} // namespace clockstart::service
