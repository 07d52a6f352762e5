#pragma once

#include "domain/error.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::service {

// Reads the keys of one table of a configuration file; what was never asked for is unknown. Every fault goes to the
// list, under the whole name of its key ("mail.port").
class configuration_keys {
public:
    configuration_keys(const toml::table& table, std::string prefix, std::vector<domain::fault>& faults)
        : table_{table}, prefix_{std::move(prefix)}, faults_{faults} {}

    const toml::node* find(std::string_view name);
    void need(std::string_view name, std::string_view what); // a fault when the key is not there
    void fault(std::string_view name, std::string what);
    bool has_no_fault() const { return faults_.size() == faults_before_; }

    // Each leaves `into` as it is when the key is not there, or wrong.
    void text(std::string_view name, std::string& into);
    // Text for which `holds`; else the fault is what it `should` be.
    void text_that(std::string_view name, std::string& into, bool (*holds)(std::string_view), const char* should);
    void flag(std::string_view name, bool& into);
    void number(std::string_view name, std::int64_t least, std::int64_t most,
                const std::function<void(std::int64_t)>& store);
    // A list of texts with at least one in it, or nothing.
    std::optional<std::vector<std::string>> texts(std::string_view name);
    // Names of hosts without scheme and port, in small letters.
    void hosts(std::string_view name, std::vector<std::string>& into);
    // The path of a file that is there and can be read; a relative one is taken from `beside`.
    void file(std::string_view name, const std::filesystem::path& beside, std::filesystem::path& into);
    // An address of the web that a person could follow: http or https, a host, no user or password in it.
    void url(std::string_view name, std::string& into);

    // The keys of a table inside this one, or nothing when it is not there.
    std::optional<configuration_keys> table(std::string_view name);

    // To be called last.
    void refuse_others();

private:
    const toml::table& table_;
    std::string prefix_;
    std::vector<domain::fault>& faults_;
    std::size_t faults_before_{faults_.size()};
    std::set<std::string, std::less<>> known_;
};

} // namespace clockstart::service
