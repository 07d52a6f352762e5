#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace clockstart::db {

class data_folder;
class vault;

// A copy that was proved.
struct backup_report {
    std::int64_t sequence{}; // of the last row of the ledger in it
    std::string head;        // that row's hash, base64: compare it with what is written down elsewhere
    std::uintmax_t bytes{};
};

// Writes what is committed now into `file`, which must not be there yet, while the journal goes on. The copy counts
// only when it has been opened again, checked by SQLite, walked by check_ledger with the given vault, and is on the
// disk: until then it is called `file` with
// ".part" after it. The master key is not in it, so a backup alone names nobody; vault.key has to be kept apart.
// Blocks; any thread. Throws std::runtime_error with the reason, and leaves nothing behind; stopped_early
// when `stop`, asked now and then, says yes.
backup_report make_backup(const data_folder& folder, const vault& identities, const std::filesystem::path& file,
                          const std::function<bool()>& stop = {});

// Makes a data folder of a backup and the key file that belongs to it. Proved as above before it is called a data
// folder. Throws as above; `folder` must not be there, or be empty.
backup_report restore_backup(const std::filesystem::path& file, const std::filesystem::path& key_file,
                             const std::filesystem::path& folder);

} // namespace clockstart::db
