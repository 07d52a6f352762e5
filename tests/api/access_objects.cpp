#include "tests/api/access_objects.hpp"

#include "tests/api/nightly_job.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <stdexcept>

namespace clockstart::test {

namespace {

namespace json = boost::json;

std::string open_request(house_server& house, const std::string& administrator, int child, const std::string& service,
                         int school) {
    auto body = house_server::equipment_request("2026-10-01", child, service);
    auto& who = body.at("child").as_object();
    who["given_name"] = "Zephyrine";
    who["family_name"] = "Quillon";
    who["school_urn"] = school;
    body["note"] = kestrel;
    const auto made = house.post(administrator, "/api/v1/requests", body);
    if (made.status != 201) {
        throw std::runtime_error{"no request: " + made.body};
    }
    return std::string{json::parse(made.body).at("reference").as_string()};
}

// Numbers 1 to 3 are for teams, 4 to 6 for commissioners: each time of that service, the neighbours' and a foreign one.
void ask_for_prompts(house_server& house) {
    db::add_prompts asked;
    for (const std::string role : {"team", "area_commissioner"}) {
        for (const auto& [service, area] :
             {std::pair{"equipment-99G-PV01", "99G"}, std::pair{"equipment-99G-PV02", "99G"},
              std::pair{"equipment-07H-PV01", "07H"}}) {
            asked.prompts.push_back(nightly_job::ask(std::string{"service:"} + service + role, role, service, area));
        }
    }
    nightly_job{house}.finish({std::move(asked)});
}

} // namespace

access_objects make_access_objects(house_server& house, const std::string& administrator) {
    access_objects made;
    ask_for_prompts(house);
    made["prompt"] = {{whose::own, "1"}, {whose::neighbours, "2"}, {whose::foreign, "3"}, {whose::nobodys, "99"}};
    made["commissioner's prompt"] = {
        {whose::own, "4"}, {whose::neighbours, "5"}, {whose::foreign, "6"}, {whose::nobodys, "99"}};
    made["reference"] = {{whose::own, open_request(house, administrator, 1, "equipment-99G-PV01", 999001)},
                         {whose::neighbours, open_request(house, administrator, 2, "equipment-99G-PV02", 999002)},
                         {whose::foreign, open_request(house, administrator, 3, "equipment-07H-PV01", 999002)},
                         {whose::nobodys, "EQ-2222-2222"}};
    made["service"] = {{whose::own, "equipment-99G-PV01"},
                       {whose::neighbours, "equipment-99G-PV02"},
                       {whose::foreign, "equipment-07H-PV01"},
                       {whose::nobodys, "equipment-00X-PV09"}};
    return made;
}

std::string limited_token(house_server& house, std::string_view role) {
    const std::string name{role};
    if (role == "school") {
        return house.token(name, {}, {}, {999001});
    }
    if (role == "administrator") {
        return house.token(name);
    }
    return role == "commissioner" || role == "auditor" ? house.token(name, {"99G"})
                                                       : house.token(name, {"99G"}, {"PV01"});
}

bool reaches(std::string_view role, whose object) {
    const bool has_area = role == "commissioner" || role == "auditor";
    switch (object) {
    case whose::own:
        return true;
    case whose::neighbours:
        return has_area || role == "administrator";
    case whose::foreign:
        return role == "administrator";
    case whose::nobodys:
        break;
    }
    return false;
}

} // namespace clockstart::test
