#pragma once

#include "service/local_client.hpp"

#include <filesystem>
#include <memory>

namespace clockstart::service {

// A data folder as a command reaches it: through the daemon that serves it, or, when none does, through one of its own
// that holds the folder's lock for as long as the visit lasts. Either way the command asks the same questions of the
// same routes.
class folder_visit {
public:
    // Throws db::folder_in_use when another process holds the folder without serving it, std::runtime_error when it
    // cannot be used.
    explicit folder_visit(const std::filesystem::path& folder);
    ~folder_visit(); // everything taken has been finished
    folder_visit(const folder_visit&) = delete;
    folder_visit& operator=(const folder_visit&) = delete;

    const local_client& host() const { return client_; }

private:
    class own_daemon;
    std::unique_ptr<own_daemon> own_; // empty: the folder is being served
    local_client client_;
};

} // namespace clockstart::service
