#include "db/data_folder.hpp"

#include "db/audit_key.hpp"
#include "db/connection.hpp"
#include "db/migrations.hpp"
#include "db/vault_key.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace clockstart::db {

namespace {

// From statfs(2): file systems on which locks or the shared memory of WAL cannot be relied on.
struct unsafe_file_system {
    unsigned long magic;
    std::string_view name;
};
constexpr std::array unsafe_file_systems{
    unsafe_file_system{0x6969, "NFS"},      unsafe_file_system{0x65735546, "FUSE"},
    unsafe_file_system{0x517B, "SMB"},      unsafe_file_system{0xFE534D42, "SMB2"},
    unsafe_file_system{0xFF534D42, "CIFS"}, unsafe_file_system{0x01021997, "9p"},
    unsafe_file_system{0x00C36400, "Ceph"}, unsafe_file_system{0x5346414F, "AFS"},
};

void refuse_unsafe_file_system(const std::filesystem::path& folder) {
    struct statfs found {};
    if (::statfs(folder.c_str(), &found) != 0) {
        throw std::runtime_error{"the folder " + folder.string() + " cannot be read"};
    }
    const auto magic = static_cast<unsigned long>(found.f_type) & 0xFFFFFFFFUL;
    const auto* const known = std::ranges::find(unsafe_file_systems, magic, &unsafe_file_system::magic);
    if (known != unsafe_file_systems.end()) {
        throw std::runtime_error{"the folder " + folder.string() + " is on " + std::string{known->name} +
                                 ", where commits are not safe: use a local disk"};
    }
}

int take_lock(const std::filesystem::path& folder) {
    const auto name = folder / "lock";
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        throw std::runtime_error{"the lock file " + name.string() + " cannot be opened: " + std::strerror(errno)};
    }
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        throw folder_in_use{"the folder " + folder.string() + " is in use by another process"};
    }
    return file;
}

void write_empty(const std::filesystem::path& name) {
    const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        throw std::runtime_error{name.string() + " cannot be made: " + std::strerror(errno)};
    }
    ::close(file);
}

} // namespace

data_folder data_folder::open(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / "clockstart.db")) {
        throw std::runtime_error{folder.string() + " is not a data folder: make one with `clockstart init --data " +
                                 folder.string() + "`"};
    }
    refuse_unsafe_file_system(folder);
    return {folder, take_lock(folder)};
}

data_folder data_folder::make(const std::filesystem::path& folder, bool trial) {
    if (std::filesystem::exists(folder / "clockstart.db")) {
        throw std::runtime_error{folder.string() + " is a data folder already"};
    }
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    refuse_unsafe_file_system(folder);
    data_folder made{folder, take_lock(folder)};
    make_key_file(made.key_file());
    signing_key::open_or_make(made.audit_key_file(), made.audit_public_file());
    if (trial) {
        write_empty(folder / "trial");
    }
    write_empty(made.database()); // SQLite would make it readable to the group
    connection database{made.database(), dialect::role::writer};
    migrate(database.sql());
    return made;
}

bool data_folder::is_served(const std::filesystem::path& folder) {
    const auto name = (folder / "clockstart.sock").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() >= sizeof(address.sun_path)) {
        return false; // nobody can have bound it
    }
    std::copy(name.begin(), name.end(), std::begin(address.sun_path));
    const int door = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (door < 0) {
        return false;
    }
    const bool answered = ::connect(door, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(door);
    return answered;
}

data_folder::data_folder(data_folder&& other) noexcept
    : path_{std::move(other.path_)}, lock_{std::exchange(other.lock_, -1)} {}

data_folder::~data_folder() {
    if (lock_ >= 0) {
        ::close(lock_); // lets go of the lock
    }
}

bool data_folder::is_trial() const { return std::filesystem::exists(path_ / "trial"); }

} // namespace clockstart::db
