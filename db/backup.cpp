#include "db/backup.hpp"

#include "db/connection.hpp"
#include "db/data_folder.hpp"
#include "db/journal_head.hpp"
#include "db/ledger_check.hpp"
#include "db/migrations.hpp"
#include "db/vault.hpp"

#include <soci/soci.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace clockstart::db {

namespace {

namespace fs = std::filesystem;

// Removes what was being made unless it was kept.
class attempt {
public:
    explicit attempt(std::vector<fs::path> made) : made_{std::move(made)} {}
    ~attempt() {
        for (const auto& one : made_) {
            std::error_code ignored;
            fs::remove(one, ignored);
        }
    }
    attempt(const attempt&) = delete;
    attempt& operator=(const attempt&) = delete;
    void keep() { made_.clear(); }

private:
    std::vector<fs::path> made_;
};

void flush(const fs::path& name) {
    const int file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = file >= 0 && ::fsync(file) == 0;
    const int why = errno;
    if (file >= 0) {
        ::close(file);
    }
    if (!flushed) {
        throw std::runtime_error{name.string() + " could not be brought to the disk: " + std::strerror(why)};
    }
}

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path{"."}; }

fs::path with(const fs::path& file, const char* ending) { return file.string() + ending; }

// VACUUM INTO reads one committed state of the database while others write.
void copy_database(const fs::path& database, const fs::path& into) {
    connection source{database, dialect::role::reader};
    const auto name = into.string(); // outlives the statement, which runs at the end of its line
    try {
        source.sql() << "PRAGMA query_only = OFF"; // it would also refuse to write the copy
        source.sql() << "VACUUM INTO :file", soci::use(name);
    } catch (const soci::soci_error&) {
        throw std::runtime_error{into.string() + " could not be written: " + dialect::last_failure(source.sql())};
    }
}

// Looks at every page and every row of a copy.
backup_report prove(const fs::path& database, const vault& identities, const std::function<bool()>& stop = {}) {
    backup_report report;
    {
        connection copy{database, dialect::role::reader};
        try {
            if (dialect::schema_version(copy.sql()) > known_schema()) {
                throw std::runtime_error{database.string() +
                                         " was written by a newer Clockstart: update this program first"};
            }
            std::string verdict;
            copy.sql() << "PRAGMA integrity_check(1)", soci::into(verdict);
            if (verdict != "ok") {
                throw std::runtime_error{database.string() + " is damaged: SQLite's integrity check says so"};
            }
            const auto head = load_head(copy.sql());
            report.sequence = head.sequence;
            report.head = head.hash;
        } catch (const soci::soci_error&) {
            throw std::runtime_error{database.string() + " is no backup of a data folder, or is damaged"};
        }
    }
    const auto found = check_ledger(database, &identities, {}, stop);
    if (!found.empty()) {
        throw std::runtime_error{database.string() + " is not sound: row " + std::to_string(found.front().sequence) +
                                 " of the ledger: " + found.front().what};
    }
    report.bytes = fs::file_size(database);
    return report;
}

void copy_private(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::copy_file(from, to, error);
    if (error) {
        throw std::runtime_error{from.string() + " could not be copied to " + to.string() + ": " + error.message()};
    }
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
    flush(to);
}

} // namespace

backup_report make_backup(const data_folder& folder, const vault& identities, const fs::path& file,
                          const std::function<bool()>& stop) {
    if (fs::exists(file)) {
        throw std::runtime_error{file.string() + " is there already: give a new name, backups are never overwritten"};
    }
    const auto part = with(file, ".part");
    std::error_code ignored;
    fs::remove(part, ignored); // of an attempt that was interrupted
    attempt making{{part, with(part, "-wal"), with(part, "-shm")}};
    const int made = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                            0600); // SQLite would make it readable to the group
    if (made < 0) {
        throw std::runtime_error{part.string() + " cannot be made: " + std::strerror(errno)};
    }
    ::close(made);
    copy_database(folder.database(), part);
    auto report = prove(part, identities, stop);
    flush(part);
    fs::remove(with(part, "-wal"), ignored); // empty: the proof only read
    fs::remove(with(part, "-shm"), ignored);
    fs::rename(part, file);
    flush(folder_of(file));
    making.keep();
    return report;
}

backup_report restore_backup(const fs::path& file, const fs::path& key_file, const fs::path& folder) {
    if (fs::exists(folder) && !fs::is_empty(folder)) {
        throw std::runtime_error{folder.string() + " is not empty: restore into a new folder"};
    }
    if (!fs::is_regular_file(file)) {
        throw std::runtime_error{file.string() + " is not there, or is no file"};
    }
    const vault identities{key_file}; // says what is wrong with it before anything is made
    const bool is_new = fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    const auto part = folder / "restoring.db";
    std::vector<fs::path> made{part, with(part, "-wal"), with(part, "-shm"), folder / "vault.key"};
    if (is_new) {
        made.push_back(folder);
    }
    attempt making{std::move(made)};
    copy_private(file, part);
    copy_private(key_file, folder / "vault.key");
    auto report = prove(part, identities);
    flush(part);
    std::error_code ignored;
    fs::remove(with(part, "-wal"), ignored);
    fs::remove(with(part, "-shm"), ignored);
    fs::rename(part, folder / "clockstart.db"); // from here on it is a data folder
    flush(folder);
    making.keep();
    return report;
}

} // namespace clockstart::db
