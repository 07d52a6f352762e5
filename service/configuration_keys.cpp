#include "service/configuration_keys.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>
#include <fstream>

namespace clockstart::service {

const toml::node* configuration_keys::find(std::string_view name) {
    known_.emplace(name);
    return table_.get(name);
}

void configuration_keys::fault(std::string_view name, std::string what) {
    faults_.push_back({prefix_ + std::string{name}, std::move(what)});
}

void configuration_keys::need(std::string_view name, std::string_view what) {
    if (find(name) == nullptr) {
        fault(name, "is needed: " + std::string{what});
    }
}

void configuration_keys::text(std::string_view name, std::string& into) {
    text_that(
        name, into, [](std::string_view) { return true; }, "");
}

void configuration_keys::text_that(std::string_view name, std::string& into, bool (*holds)(std::string_view),
                                   const char* should) {
    if (const auto* node = find(name); node != nullptr) {
        const auto value = node->value_exact<std::string>();
        if (!value) {
            fault(name, "should be text in quotation marks");
        } else if (!holds(*value)) {
            fault(name, should);
        } else {
            into = *value;
        }
    }
}

void configuration_keys::flag(std::string_view name, bool& into) {
    if (const auto* node = find(name); node != nullptr) {
        if (const auto value = node->value_exact<bool>()) {
            into = *value;
        } else {
            fault(name, "should be true or false");
        }
    }
}

void configuration_keys::number(std::string_view name, std::int64_t least, std::int64_t most,
                                const std::function<void(std::int64_t)>& store) {
    if (const auto* node = find(name); node != nullptr) {
        const auto value = node->value_exact<std::int64_t>();
        if (value && *value >= least && *value <= most) {
            store(*value);
        } else {
            fault(name, "should be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        }
    }
}

std::optional<std::vector<std::string>> configuration_keys::texts(std::string_view name) {
    const auto* node = find(name);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto* list = node->as_array();
    if (list == nullptr || list->empty() || !list->is_homogeneous<std::string>()) {
        fault(name, "should be a list of names in quotation marks");
        return std::nullopt;
    }
    std::vector<std::string> found;
    for (const auto& one : *list) {
        found.push_back(one.value_or(std::string{}));
    }
    return found;
}

void configuration_keys::hosts(std::string_view name, std::vector<std::string>& into) {
    auto names = texts(name);
    if (!names) {
        return;
    }
    for (auto& host : *names) {
        const bool has_port = host.find(':') != std::string::npos && !host.starts_with('[');
        if (host.empty() || has_port || host.find('/') != std::string::npos) {
            fault(name, "should be names of hosts without scheme and port, such as \"waits.example.org\"");
            return;
        }
        std::ranges::transform(host, host.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    }
    into = std::move(*names);
}

void configuration_keys::file(std::string_view name, const std::filesystem::path& beside, std::filesystem::path& into) {
    std::string written;
    const auto faults = faults_.size();
    text(name, written);
    if (find(name) == nullptr || faults_.size() > faults) {
        return;
    }
    const auto path = beside / written;
    std::error_code unknown;
    if (std::filesystem::is_regular_file(path, unknown) && std::ifstream{path}) {
        into = path;
    } else {
        fault(name, "should be the path of a file that is there and may be read");
    }
}

void configuration_keys::url(std::string_view name, std::string& into) {
    const auto is_url = [](std::string_view text) {
        const auto parts = boost::urls::parse_uri({text.data(), text.size()});
        return parts && (parts->scheme() == "https" || parts->scheme() == "http") && !parts->host().empty() &&
               !parts->has_userinfo();
    };
    text_that(name, into, is_url,
              "should be an address such as \"https://waits.example.org\", without user and password");
}

std::optional<configuration_keys> configuration_keys::table(std::string_view name) {
    const auto* node = find(name);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto* inside = node->as_table();
    if (inside == nullptr) {
        fault(name, "should be a table: [" + std::string{name} + "]");
        return std::nullopt;
    }
    return configuration_keys{*inside, prefix_ + std::string{name} + ".", faults_};
}

void configuration_keys::refuse_others() {
    for (const auto& [key, node] : table_) {
        if (!known_.contains(std::string{key.str()})) {
            fault(key.str(), "is not a key that Clockstart knows");
        }
    }
}

} // namespace clockstart::service
