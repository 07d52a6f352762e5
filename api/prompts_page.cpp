#include "api/prompts_page.hpp"

#include "api/access_table.hpp"
#include "api/cursor.hpp"
#include "api/options.hpp"
#include "api/parameters.hpp"
#include "api/waits_page.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace json = boost::json;

namespace {

// The jobs that ask people, and whom; words.json has their words.
struct asking_job {
    std::string_view code, role;
};
constexpr auto asking_jobs = std::to_array<asking_job>({{"child_turns", "team"},
                                                        {"service_unchecked", "provider_manager"},
                                                        {"contract_ends", "area_commissioner"},
                                                        {"retention_due", "administrator"}});

// Choices whose words come from words.json by the name of the parameter.
json::object choice(std::string_view name, std::string_view code, std::string_view selected) {
    return {{name, code}, {"selected", code == selected}};
}

} // namespace

json::object prompts_page(const call& asked, const viewpoint& at, const json::value& next) {
    const auto seen = prompt_roles_of(*asked.who);
    json::array roles;
    for (const auto& one : seen) {
        roles.push_back(choice("role", one, given(asked, "role")));
    }
    json::array jobs;
    for (const auto& one : asking_jobs) {
        if (std::ranges::find(seen, one.role) != seen.end()) {
            jobs.push_back(choice("job", one.code, given(asked, "job")));
        }
    }
    const auto state = given(asked, "state").empty() ? std::string_view{"open"} : given(asked, "state");
    json::object page{{"may_close", may(asked.who->role, right::answer_prompts)},
                      {"has_jobs", jobs.size() > 1},
                      {"has_roles", roles.size() > 1},
                      {"is_narrowed", !given(asked, "job").empty() || !given(asked, "role").empty() ||
                                          !given(asked, "area").empty() || state != "open"}};
    page["options"] =
        json::object{{"state", json::array{option("open", "To do", state), option("closed", "Done", state),
                                           option("all", "To do and done", state)}},
                     {"job", std::move(jobs)},
                     {"role", std::move(roles)},
                     {"area", area_choices(at, given(asked, "area"))}};
    page["chosen"] = json::object{{"state", given(asked, "state")},
                                  {"job", given(asked, "job")},
                                  {"role", given(asked, "role")},
                                  {"area", given(asked, "area")}};
    add_page_links(page, asked, next);
    return page;
}

} // namespace clockstart::api
