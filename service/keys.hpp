#pragma once

#include "db/data_folder.hpp"
#include "db/history.hpp"
#include "scheduler/head_signer.hpp"

#include <filesystem>
#include <optional>

namespace clockstart::service {

// Where the master key is: handed over by systemd (LoadCredential=vault.key:...), else in the folder.
std::filesystem::path key_file_of(const db::data_folder& folder);

// Who signs the head of the audit, with a key found in the same way. It is made by whoever serves the folder. A command
// alone signs only with a key that is there: where systemd hands it over to the daemon, another one would only confuse.
std::optional<scheduler::head_signer> signer_for(const db::data_folder& folder, const db::history& history,
                                                 const scheduler::audit_settings& settings, bool for_others);

} // namespace clockstart::service
