#include "api/faces.hpp"

#include "api/access.hpp"
#include "api/csv.hpp"
#include "api/door.hpp"
#include "api/pour.hpp"
#include "api/problem.hpp"
#include "api/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace clockstart::api {
namespace {

namespace json = boost::json;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A quality as thousandths; what cannot be read counts as 1.
int quality(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) {
        return 1000;
    }
    int value = 0;
    int weight = 1000;
    for (const char byte : parameters.substr(at + 2, 5)) {
        if (byte >= '0' && byte <= '9') {
            value += (byte - '0') * weight;
            weight /= 10;
        } else if (byte != '.') {
            break;
        }
    }
    return std::min(value, 1000);
}

struct offer {
    face what;
    std::string_view type;
    std::string_view family;
};
constexpr std::array<offer, 4> offers{{{face::json, "application/json", "application/*"},
                                       {face::json, "application/problem+json", ""},
                                       {face::csv, "text/csv", "text/*"},
                                       {face::html, "text/html", "text/*"}}};

// What a caller must be able to read back from a link of ours.
void append_encoded(std::string& text, std::string_view plain) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char byte : plain) {
        const auto value = static_cast<unsigned char>(byte);
        const bool letter =
            (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
        if (letter || std::string_view{"-._~/"}.find(byte) != std::string_view::npos) {
            text += byte;
        } else {
            text += {'%', digits[value >> 4], digits[value & 15]};
        }
    }
}

std::string link_to(const call& asked, std::string_view format) {
    std::string link;
    append_encoded(link, asked.path);
    char before = '?';
    for (const auto& [name, value] : asked.query) {
        if (name != "format") {
            link += before;
            append_encoded(link, name);
            link += '=';
            append_encoded(link, value);
            before = '&';
        }
    }
    return link + before + "format=" + std::string{format};
}

json::object page_of(const call& asked, const view& what) {
    json::object page = what.page;
    const bool readable = what.status < 400 && asked.method != verb::post;
    const auto* errors = page.if_contains("errors");
    page["has_errors"] = errors != nullptr && errors->is_array() && !errors->get_array().empty();
    page["title"] = what.title;
    page["path"] = asked.path;
    page["publishes_figures"] = asked.through != nullptr && asked.through->publishes_figures;
    page["signed_in"] = asked.who.has_value();
    for (const auto* name : {"role", "name", "csrf", "json_link", "csv_link"}) {
        page[name] = nullptr;
    }
    if (asked.who) {
        page["role"] = asked.who->role;
        page["name"] = asked.who->name;
        page["csrf"] = asked.who->csrf;
    }
    if (readable) {
        page["json_link"] = link_to(asked, "json");
    }
    if (readable && what.table) {
        page["csv_link"] = link_to(asked, "csv");
    }
    const auto under = [&](std::string_view place) { return asked.path.starts_with(place); };
    page["nav"] = json::object{
        {"home", asked.path == "/"},        {"waits", under("/waits") || under("/areas") || under("/pathways")},
        {"requests", under("/requests")},   {"breaches", under("/breaches")},
        {"published", under("/published")}, {"scheduler", under("/scheduler")}};
    page["sees_prompts"] = asked.who && !prompt_roles_of(*asked.who).empty();
    page["sees_audit"] = asked.who && may(asked.who->role, right::see_audit);
    page["may_export_subject"] = asked.who && may(asked.who->role, right::export_subject);
    page["sees_scheduler"] = asked.who && may(asked.who->role, right::see_upkeep);
    return page;
}

answer as_page(const call& asked, const view& what) {
    json::object all;
    if (const auto* object = what.json.if_object()) {
        all = *object;
    } else {
        all["value"] = what.json;
    }
    all["page"] = page_of(asked, what);
    const name_finder& find_name = asked.through != nullptr ? asked.through->find_name : name_finder{};
    auto page = embedded_template(what.template_name).pour(add_words(all, find_name));
    return html_answer(what.status, std::move(page));
}

} // namespace

std::optional<face> choose_face(std::string_view path, std::optional<std::string_view> format,
                                std::string_view accept) {
    if (format) {
        const bool known = *format == "json" || *format == "csv" || *format == "html";
        return known ? std::optional{*format == "json"  ? face::json
                                     : *format == "csv" ? face::csv
                                                        : face::html}
                     : std::nullopt;
    }
    const face usual = path.starts_with("/api/") ? face::json : face::html;
    if (trimmed(accept).empty() || trimmed(accept) == "*/*") {
        return usual;
    }
    std::optional<face> best;
    int best_quality = 0;
    while (!accept.empty()) {
        const auto comma = std::min(accept.find(','), accept.size());
        const auto part = accept.substr(0, comma);
        accept.remove_prefix(std::min(comma + 1, accept.size()));
        const auto semicolon = std::min(part.find(';'), part.size());
        const auto type = trimmed(part.substr(0, semicolon));
        const int worth = quality(part.substr(semicolon));
        const auto consider = [&](face what) {
            if (worth > best_quality) {
                best = what;
                best_quality = worth;
            }
        };
        if (type == "*/*") {
            consider(usual);
        }
        for (const auto& [what, exact, family] : offers) {
            if (type == exact || (!family.empty() && type == family && (what == usual || family == "application/*"))) {
                consider(what);
            }
        }
    }
    return best;
}

answer show(const call& asked, const view& what) {
    answer shown;
    if (asked.wanted == face::json) {
        shown = json_answer(what.status, what.json);
        if (what.status >= 400) {
            shown.content_type = "application/problem+json";
        }
    } else if (asked.wanted == face::csv) {
        if (!what.table) {
            return problem("no-such-face");
        }
        shown = csv_answer(what.csv_name.empty() ? "clockstart.csv" : what.csv_name, write_csv(*what.table));
        shown.status = what.status;
    } else {
        if (what.template_name.empty() || !has_template(what.template_name)) {
            return problem("no-such-face");
        }
        shown = as_page(asked, what);
    }
    shown.headers.insert(shown.headers.end(), what.headers.begin(), what.headers.end());
    return shown;
}

answer show(const call& asked, const domain::result<view>& what) {
    return what ? show(asked, *what) : problem(asked, what.error());
}

} // namespace clockstart::api
