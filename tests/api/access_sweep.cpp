#include "tests/api/access_sweep.hpp"

#include "tests/api/access_objects.hpp"

#include "api/embedded.hpp"
#include "api/routes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

namespace clockstart::test {

namespace {

namespace json = boost::json;
using api::right;

// A page or an operation, with how it is asked about an object.
struct operation {
    api::verb method;
    std::string pattern;
    right needs{};
    std::string part;              // the part of the path that the object stands for; empty: the object decides nothing
    std::set<std::string> filters; // of the query, that name a place
};

api::verb verb_of(std::string_view name) {
    return name == "get" ? api::verb::get : name == "post" ? api::verb::post : api::verb::put;
}

std::string_view word_of(api::verb method) {
    return method == api::verb::get ? "GET" : method == api::verb::post ? "POST" : "PUT";
}

const api::route& route_of(api::verb method, std::string_view pattern) {
    const auto all = api::route_table();
    const auto found = std::ranges::find_if(
        all, [&](const api::route& one) { return one.method == method && one.pattern == pattern; });
    if (found == all.end()) {
        throw std::runtime_error{"openapi.json tells of " + std::string{pattern} + ", which has no route"};
    }
    return *found;
}

std::string part_of(std::string_view pattern) {
    return pattern.find("{reference}") != std::string_view::npos         ? "reference"
           : pattern.find("/{code}/checked") != std::string_view::npos   ? "service"
           : pattern.find("/prompts/{number}") != std::string_view::npos ? "prompt"
                                                                         : "";
}

// Of what openapi.json tells, then the pages. What streams is left to the tests of the stream, which never ends.
std::vector<operation> all_operations() {
    std::vector<operation> all;
    std::set<std::string> told;
    const auto document = json::parse(api::file("openapi.json").value()).as_object();
    for (const auto& [path, methods] : document.at("paths").as_object()) {
        for (const auto& [method, what] : methods.as_object()) {
            const std::string pattern{path};
            const auto& route = route_of(verb_of(method), pattern);
            told.insert(std::string{word_of(route.method)} + pattern);
            operation one{route.method, pattern, route.needs.what, part_of(pattern), {}};
            const bool has_scope = one.needs != right::come_in; // what everybody may read is everybody's
            if (const auto* const parameters = what.as_object().if_contains("parameters"); has_scope && parameters) {
                for (const auto& parameter : parameters->as_array()) {
                    for (const std::string filter : {"area", "provider", "service"}) {
                        if (parameter == json::value{{"$ref", "#/components/parameters/" + filter}}) {
                            one.filters.insert(filter);
                        }
                    }
                }
            }
            const bool is_opened_by_a_code = route.needs.what == right::come_in && !one.part.empty();
            if (!route.goes_on && !is_opened_by_a_code) {
                all.push_back(std::move(one));
            }
        }
    }
    for (const auto& route : api::route_table()) {
        const std::string pattern{route.pattern};
        const bool is_api = pattern.starts_with("/api/");
        if (is_api && !told.contains(std::string{word_of(route.method)} + pattern)) {
            throw std::runtime_error{"openapi.json does not tell of " + pattern};
        }
        if (!is_api && route.needs.what != right::come_in) {
            all.push_back({route.method, pattern, route.needs.what, part_of(pattern), {}});
        }
    }
    return all;
}

// The address, with each part filled in; nothing where an object is meant of which there is none in this house.
std::optional<std::string> address_of(const operation& what, const std::string& object) {
    static const std::map<std::string, std::string> others{
        {"target", "delivered"}, {"urn", "999001"}, {"version", "2020-01-01"}};
    std::string path;
    for (std::size_t at = 0; at < what.pattern.size();) {
        const auto begin = what.pattern.find('{', at);
        path += what.pattern.substr(at, begin - at);
        if (begin == std::string::npos) {
            break;
        }
        const auto end = what.pattern.find('}', begin);
        const auto part = what.pattern.substr(begin + 1, end - begin - 1);
        at = end + 1;
        if (!what.part.empty() && (part == "reference" || part == "code" || part == "number")) {
            path += object;
        } else if (part == "code") {
            path += what.pattern.find("/areas/") != std::string::npos       ? "99G"
                    : what.pattern.find("/providers/") != std::string::npos ? "PV01"
                    : what.pattern.find("/services/") != std::string::npos  ? "equipment-99G-PV01"
                    : what.pattern.find("/pathways/") != std::string::npos  ? "equipment"
                    : what.pattern.find("/jobs/") != std::string::npos      ? "nightly"
                                                                            : "nothing";
        } else if (const auto found = others.find(part); found != others.end()) {
            path += found->second;
        } else {
            path += "nothing";
        }
    }
    return path;
}

// Of what there is none in this house: a job, a prompt, a message, a delivery, a snapshot, a webhook.
bool is_about_nothing(const operation& what, const std::string& address) {
    return address.find("/nothing") != std::string::npos || what.pattern.ends_with("/{version}") ||
           what.pattern == "/inbox/seen";
}

class sweep {
public:
    explicit sweep(house_server& house)
        : house_{house}, administrator_{house.token("administrator")}, objects_{make_access_objects(house,
                                                                                                    administrator_)} {}

    std::vector<access_cell> run() {
        for (const auto& row : api::access_table) {
            const auto token = limited_token(house_, row.role);
            for (const auto& what : all_operations()) {
                for (const auto object : {whose::own, whose::neighbours, whose::foreign, whose::nobodys}) {
                    visit(what, row.role, token, object);
                }
            }
        }
        return std::move(cells_);
    }

private:
    void visit(const operation& what, std::string_view role, const std::string& token, whose object) {
        if (what.part.empty() && object == whose::own) {
            call(what, role, token, *address_of(what, ""), object, false);
        }
        if (!what.part.empty()) {
            const bool is_theirs = what.part == "prompt" && role == "commissioner";
            const auto& ours = objects_.at(is_theirs ? "commissioner's prompt" : what.part);
            call(what, role, token, *address_of(what, ours.at(object)), object, true);
        }
        static const std::map<std::string, std::map<whose, std::string>> places{
            {"area", {{whose::own, "99G"}, {whose::foreign, "07H"}, {whose::nobodys, "00X"}}},
            {"provider", {{whose::own, "PV01"}, {whose::nobodys, "PV09"}}},
            {"service",
             {{whose::own, "equipment-99G-PV01"},
              {whose::neighbours, "equipment-99G-PV02"},
              {whose::foreign, "equipment-07H-PV01"},
              {whose::nobodys, "equipment-00X-PV09"}}}};
        for (const auto& filter : what.filters) {
            const auto& codes = places.at(filter);
            if (const auto code = codes.find(object); code != codes.end() && role != "school") {
                call(what, role, token, *address_of(what, "") + "?" + filter + "=" + code->second, object, true);
            }
        }
    }

    void call(const operation& what, std::string_view role, const std::string& token, const std::string& address,
              whose object, bool is_scoped) {
        const bool is_api = what.pattern.starts_with("/api/");
        const bool reads = what.method == api::verb::get;
        const auto faces = reads && is_api ? std::vector<std::string>{"json", "csv"}
                           : reads         ? std::vector<std::string>{"html", "csv"}
                                           : std::vector<std::string>{""};
        for (const auto& face : faces) {
            const auto came = ask(what, token, address, face, is_api);
            access_cell cell{.operation =
                                 std::string{word_of(what.method)} + " " + what.pattern +
                                 (face.empty() ? "" : " as " + face) +
                                 (address.find('?') == std::string::npos ? "" : address.substr(address.find('?'))),
                             .needs = what.needs,
                             .role = role,
                             .object = object,
                             .is_scoped = is_scoped,
                             .status = came.status};
            // In the same part of the site, which the page's header shows.
            const auto part = what.pattern.substr(0, what.pattern.find('/', 1));
            const auto nowhere = ask(what, token, part + "/nowhere/at/all", face, is_api);
            cell.is_not_there = came.status == 404 && came.body == nowhere.body;
            cell.tells_child = what.needs != right::come_in && std::ranges::any_of(personal, [&](std::string_view one) {
                                   return came.body.find(one) != std::string::npos;
                               });
            cell.tells_words = came.body.find(kestrel) != std::string::npos;
            cell.shows_request = reads && face != "csv" && what.pattern.ends_with("/requests/{reference}");
            if (came.status != 406 && !(came.status != 404 && is_about_nothing(what, address)) &&
                !(came.status == 404 && is_about_nothing(what, address) && api::may(role, what.needs))) {
                cells_.push_back(std::move(cell));
            }
        }
    }

    reply ask(const operation& what, const std::string& token, const std::string& address, const std::string& face,
              bool is_api) {
        const auto asked =
            face.empty() ? address : address + (address.find('?') == std::string::npos ? "?" : "&") + "format=" + face;
        const std::string body = what.method == api::verb::get ? "" : is_api ? R"({"zzz":1})" : "zzz=1";
        return http_client{house_.port()}.ask(
            std::string{word_of(what.method)} + " " + asked + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
            token + "\r\n" +
            (body.empty()
                 ? ""
                 : std::string{"Content-Type: "} + (is_api ? "application/json" : "application/x-www-form-urlencoded") +
                       "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") +
            "\r\n" + body);
    }

    house_server& house_;
    std::string administrator_;
    access_objects objects_;
    std::vector<access_cell> cells_;
};

} // namespace

std::vector<access_cell> sweep_access(house_server& house) { return sweep{house}.run(); }

std::vector<std::string> differences(const std::vector<access_cell>& cells, const role_may& may) {
    std::vector<std::string> found;
    for (const auto& cell : cells) {
        const auto note = [&](const std::string& what) {
            static constexpr std::array<std::string_view, 4> names{"own", "the neighbours'", "a foreign", "nobody's"};
            found.push_back(std::string{cell.role} + ", " + cell.operation + ", " +
                            std::string{names.at(static_cast<std::size_t>(cell.object))} + ": " + what + " (" +
                            std::to_string(cell.status) + ")");
        };
        const bool is_open = may(cell.role, cell.needs) && (!cell.is_scoped || reaches(cell.role, cell.object));
        const bool was_let_in = cell.status != 401 && cell.status != 403 && cell.status != 404 && cell.status < 500;
        if (is_open && !was_let_in) {
            note("is to be let in");
        }
        if (!is_open && !cell.is_not_there) {
            note("is to be told that it is not there");
        }
        const bool sees_child = is_open && may(cell.role, right::see_children);
        const bool sees_words = is_open && may(cell.role, right::see_words);
        if ((cell.tells_child && !sees_child) || (cell.shows_request && sees_child && !cell.tells_child)) {
            note(sees_child ? "is to be told who the child is" : "is not to be told who the child is");
        }
        if ((cell.tells_words && !sees_words) || (cell.shows_request && sees_words && !cell.tells_words)) {
            note(sees_words ? "is to be told the words" : "is not to be told the words");
        }
    }
    return found;
}

} // namespace clockstart::test
