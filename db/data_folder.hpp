#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace clockstart::db {

// Thrown when another process holds the folder: exit status 3.
class folder_in_use : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A data folder: `clockstart.db` (and its -wal), `vault.key`, `audit.key` and `audit.pub`, `lock`, `clockstart.sock`
// while served, `trial` when its clock may be moved. One process at a time: the lock file is held for the life of this
// object (flock), because SQLite before 3.51.3 can lose commits when two processes checkpoint.
class data_folder {
public:
    // Takes the lock of a folder that init made. Throws folder_in_use, or std::runtime_error with the reason (not a
    // data folder; a network or FUSE file system, where WAL is not safe).
    static data_folder open(const std::filesystem::path& folder);
    // Makes the folder (mode 0700), the key file and an empty database, and takes the lock. Throws when there is one
    // already.
    static data_folder make(const std::filesystem::path& folder, bool trial);
    // Whether a daemon serves it now (its socket answers to connect).
    static bool is_served(const std::filesystem::path& folder);

    data_folder(data_folder&& other) noexcept;
    data_folder& operator=(data_folder&&) = delete;
    ~data_folder();

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path database() const { return path_ / "clockstart.db"; }
    std::filesystem::path key_file() const { return path_ / "vault.key"; }
    // What the heads of the audit are signed with, and the public half of it.
    std::filesystem::path audit_key_file() const { return path_ / "audit.key"; }
    std::filesystem::path audit_public_file() const { return path_ / "audit.pub"; }
    std::filesystem::path socket() const { return path_ / "clockstart.sock"; }
    bool is_trial() const; // made by `demo` or `init --trial`

private:
    data_folder(std::filesystem::path folder, int lock) : path_{std::move(folder)}, lock_{lock} {}
    std::filesystem::path path_;
    int lock_{-1};
};

} // namespace clockstart::db
