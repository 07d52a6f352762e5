#include "domain/audience.hpp"

#include "domain/document_reader.hpp"
#include "domain/embedded.hpp"

#include <boost/json/parse.hpp>

#include <stdexcept>

namespace clockstart::domain {

namespace json = boost::json;

namespace {

constexpr int most = 1000;

void number_over(const json::object& from, std::string_view name, int least, document_reader& reader, int& into) {
    if (from.contains(name)) {
        into = reader.number(from, name, "", least, most);
    }
}

void choice_over(const json::object& from, std::string_view name, std::string_view yes, std::string_view no,
                 document_reader& reader, bool& into) {
    const auto* const member = from.if_contains(name);
    if (member == nullptr) {
        return;
    }
    const auto said = member->is_string() ? std::string_view{member->get_string()} : std::string_view{};
    if (said != yes && said != no) {
        reader.complain("/" + std::string{name}, "is to be " + std::string{yes} + " or " + std::string{no});
        return;
    }
    into = said == yes;
}

// Numbers that are sound one by one and protect nobody together.
void judge_together(const audience& made, document_reader& reader) {
    if (made.hidden_counts_as >= made.threshold) {
        reader.complain("/hidden_counts_as", "is to be less than the threshold, as any hidden count is");
    }
    if (made.rounding > 2 * made.threshold) {
        reader.complain("/rounding", "is to be twice the threshold at the most, so that nothing shown is rounded to 0");
    }
    if (!made.is_exact() && made.any_day) {
        reader.complain("/dates", "is to be month_ends where anything is hidden or rounded: two days that follow one "
                                  "another differ by one child");
    }
}

audience built_in(std::string_view name) {
    const auto text = file("audiences/" + std::string{name} + ".json");
    if (!text) {
        throw std::logic_error{"no such audience is built in"};
    }
    return read_audience(json::parse({text->data(), text->size()}).as_object(), {}).value();
}

} // namespace

const audience& named_access() {
    static const audience exact{.name = "named"};
    return exact;
}

result<audience> read_audience(const json::object& document, audience otherwise) {
    document_reader reader;
    reader.only(document,
                {"name", "threshold", "rounding", "zero", "hidden_counts_as", "percentages", "median_from", "p92_from",
                 "dates"},
                "");
    auto made = std::move(otherwise);
    if (document.contains("name")) {
        made.name = reader.text(document, "name", "", true);
    }
    number_over(document, "threshold", 1, reader, made.threshold);
    number_over(document, "rounding", 1, reader, made.rounding);
    number_over(document, "hidden_counts_as", 0, reader, made.hidden_counts_as);
    number_over(document, "median_from", 0, reader, made.median_from);
    number_over(document, "p92_from", 0, reader, made.p92_from);
    made.gives_percentages = reader.flag(document, "percentages", "", made.gives_percentages);
    choice_over(document, "zero", "shown", "hidden", reader, made.shows_zero);
    choice_over(document, "dates", "any", "month_ends", reader, made.any_day);
    if (reader.faults.empty()) {
        judge_together(made, reader);
    }
    if (!reader.faults.empty()) {
        return refusal{errc::invalid, std::move(reader.faults), BOOST_CURRENT_LOCATION};
    }
    return made;
}

audience* audience_book::find(std::string_view name) {
    for (auto* const one : {&everybody, &file, &integrator, &commissioner, &auditor}) {
        if (one->name == name) {
            return one;
        }
    }
    return nullptr;
}

audience_book built_in_audiences() {
    return {built_in("public"), built_in("file"), built_in("integrator"), built_in("commissioner"),
            built_in("auditor")};
}

} // namespace clockstart::domain
