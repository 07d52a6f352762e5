#include "api/routes.hpp"

#include <algorithm>

namespace clockstart::api {
namespace {

// Matches one path against one pattern; captures end exclusive in a fixed array, so that a miss costs no allocation.
constexpr std::size_t most_captures = 6;

struct parts {
    std::string_view part[most_captures];
    std::size_t count = 0;
};

bool matches(std::string_view pattern, std::string_view path, parts& found) {
    found.count = 0;
    while (true) {
        const auto brace = pattern.find('{');
        if (brace == std::string_view::npos) {
            return pattern == path;
        }
        if (path.substr(0, brace) != pattern.substr(0, brace) || path.size() <= brace) {
            return false;
        }
        pattern.remove_prefix(pattern.find('}') + 1);
        path.remove_prefix(brace);
        const auto end = std::min(path.find('/'), path.size());
        if (end == 0 || found.count == most_captures) {
            return false;
        }
        found.part[found.count++] = path.substr(0, end);
        path.remove_prefix(end);
    }
}

bool answers(verb offered, verb wanted) { return offered == wanted || (wanted == verb::head && offered == verb::get); }

} // namespace

lookup find_route(std::span<const route> table, verb method, std::string_view path,
                  std::vector<std::string>& captures) {
    parts found;
    std::string allow;
    for (const route& offered : table) {
        if (!matches(offered.pattern, path, found)) {
            continue;
        }
        if (answers(offered.method, method)) {
            captures.assign(found.part, found.part + found.count);
            return {&offered, {}};
        }
        allow += allow.empty() ? "" : ", ";
        allow += offered.method == verb::get ? "GET, HEAD" : name_of(offered.method);
    }
    return {nullptr, std::move(allow)};
}

} // namespace clockstart::api
