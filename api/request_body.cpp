#include "api/request_body.hpp"

#include "domain/nhs_number.hpp"
#include "domain/reference.hpp"
#include "domain/request.hpp"

#include <algorithm>

namespace clockstart::api {

namespace {

template <class List>
std::string one_of_list(fields& read, std::string_view name, const List& list, std::string_view otherwise) {
    const auto given = read.maybe_text(name);
    if (!given) {
        return std::string{otherwise};
    }
    if (std::ranges::find(list, *given) == std::end(list)) {
        std::string allowed;
        for (const auto& one : list) {
            allowed += (allowed.empty() ? "" : ", ") + std::string{one};
        }
        read.fault(name, "is none of: " + allowed);
    }
    return *given;
}

// A postcode's shape, not its existence: "SS2 6ZZ".
bool looks_like_postcode(std::string_view text) {
    return text.size() >= 5 && text.size() <= 8 && std::ranges::all_of(text, [](unsigned char letter) {
               return letter == ' ' || (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= 'a' && letter <= 'z');
           });
}

void read_child(fields child, domain::civil_date clock_start_on, domain::civil_date today, db::create_request& made) {
    auto& who = made.child;
    if (const auto number = child.maybe_text("nhs_number", 20); number) {
        if (auto checked = domain::parse_nhs_number(*number); checked) {
            who.nhs_number = std::move(*checked);
        } else {
            child.fault("nhs_number", checked.error().faults.front().detail);
        }
        if (child.has("no_nhs_number_reason")) {
            child.fault("no_nhs_number_reason", "is only for a child without an NHS number");
        }
        child.raw("no_nhs_number_reason");
    } else {
        if (!child.has("no_nhs_number_reason")) {
            child.fault("nhs_number", "is needed, or else no_nhs_number_reason");
        }
        who.no_nhs_number_reason = one_of_list(child, "no_nhs_number_reason", domain::no_nhs_number_reasons, "");
    }
    who.given_name = child.text("given_name", 100);
    who.family_name = child.text("family_name", 100);
    who.birth_date = child.date("birth_date");
    who.postcode = child.maybe_text("postcode", 10).value_or("");
    if (!who.postcode.empty() && !looks_like_postcode(who.postcode)) {
        child.fault("postcode", "is not a postcode; write it as SS2 6ZZ");
    }
    auto& facts = made.facts;
    facts.sex = one_of_list(child, "sex", domain::sexes, "not_known");
    facts.ethnicity = one_of_list(child, "ethnicity", domain::ethnicities, "not_known");
    if (const auto decile = child.maybe_integer("deprivation_decile", 1, 10); decile) {
        facts.deprivation_decile = static_cast<int>(*decile);
    }
    facts.school_urn = child.maybe_integer("school_urn", 100'000, 999'999);

    const bool dates_are_read = who.birth_date != domain::civil_date{} && clock_start_on != domain::civil_date{};
    if (who.birth_date > today) {
        child.fault("birth_date", "is in the future");
    } else if (dates_are_read && clock_start_on >= who.birth_date) {
        facts.age_years = domain::age_on(who.birth_date, clock_start_on);
        if (*facts.age_years > 25) {
            child.fault("birth_date", "makes the child older than 25 on the day the clock starts");
        }
    }
}

void read_items(fields& read, db::create_request& made) {
    for (auto& line : read.maybe_objects("items", 50)) {
        domain::item one{.number = static_cast<int>(made.facts.items.size()) + 1};
        one.category = one_of_list(line, "category", domain::item_categories, "");
        if (one.category.empty()) {
            line.fault("category", "is needed");
        }
        made.text.item_descriptions.push_back(line.maybe_text("description", 500).value_or(""));
        one.code = line.maybe_text("code", 20).value_or("");
        one.quantity = static_cast<int>(line.maybe_integer("quantity", 1, 1000).value_or(1));
        made.facts.items.push_back(std::move(one));
    }
    if (std::ranges::all_of(made.text.item_descriptions, &std::string::empty)) {
        made.text.item_descriptions.clear();
    }
}

} // namespace

domain::result<db::create_request> read_request_body(const boost::json::object& body, domain::civil_date today) {
    fields read{body};
    db::create_request made;
    made.pathway = read.text("pathway", 40);
    made.facts.service = read.text("service", 80);
    made.clock_start_on = read.date("clock_start_on");
    if (made.clock_start_on > today) {
        read.fault("clock_start_on", "is in the future; give the day the need was identified or the referral received");
    }
    made.facts.priority = one_of_list(read, "priority", domain::priorities, "routine");
    made.facts.setting = one_of_list(read, "setting", domain::settings, "");
    made.facts.funder = one_of_list(read, "funder", domain::funders, "");
    if (const auto continues = read.maybe_text("continues", 20); continues) {
        if (auto reference = domain::parse_reference(*continues); reference) {
            made.facts.continues = std::move(*reference);
        } else {
            read.fault("continues", "is no reference of a request");
        }
    }
    made.text.note = read.maybe_text("note", 4000).value_or("");
    read_items(read, made);
    read_child(read.object("child"), made.clock_start_on, today, made);
    const bool born_later = made.child.birth_date != domain::civil_date{} &&
                            made.clock_start_on != domain::civil_date{} && made.clock_start_on < made.child.birth_date;
    if (born_later) {
        read.fault("clock_start_on", "is before the child was born");
    }
    if (const auto sound = read.finish(); !sound) {
        return sound.error();
    }
    return made;
}

} // namespace clockstart::api
