#include "db/request_row.hpp"

#include "db/cell_text.hpp"

#include "domain/nhs_number.hpp"
#include "domain/reference.hpp"

#include <algorithm>
#include <utility>

namespace clockstart::db {
namespace {

constexpr std::size_t index_of(import_field field) { return static_cast<std::size_t>(field); }

std::string list_of(std::span<const std::string_view> allowed) {
    std::string all;
    for (const auto one : allowed) {
        all.append(all.empty() ? "" : ", ").append(one);
    }
    return all;
}

} // namespace

request_row::request_row(csv_reader& file, const import_mapping& mapping, const domain::directory& places,
                         const domain::pathway_book& book, domain::civil_date today)
    : file_{file}, mapping_{mapping}, places_{places}, book_{book}, today_{today}, columns_{map_columns(file, mapping,
                                                                                                        book)} {}

std::optional<create_request> request_row::read(const csv_row& row) {
    row_ = &row;
    sound_ = true;
    create_request made;
    read_place(made);
    made.facts.priority = one_of(import_field::priority, domain::priorities, "routine");
    made.facts.setting = one_of(import_field::setting, domain::settings, "");
    made.facts.funder = one_of(import_field::funder, domain::funders, "");
    made.text.note = text(import_field::note, 4000);
    if (const auto continues = value(import_field::continues); !continues.empty()) {
        if (auto reference = domain::parse_reference(continues)) {
            made.facts.continues = std::move(*reference);
        } else {
            fault(import_field::continues, "is no reference of a request");
        }
    }
    read_item(made);
    read_child(made);
    read_history(made);
    return sound_ ? std::optional{std::move(made)} : std::nullopt;
}

void request_row::read_place(create_request& made) {
    start_ = date(needed(import_field::clock_start_on), column_of(import_field::clock_start_on));
    if (start_ && *start_ > today_) {
        fault(import_field::clock_start_on,
              "is in the future; give the day the need was identified or the referral received");
    }
    made.clock_start_on = start_.value_or(today_);
    made.pathway = needed(import_field::pathway);
    rules_ = book_.find(made.pathway, made.clock_start_on);
    if (rules_ == nullptr && !made.pathway.empty()) {
        fault(import_field::pathway, "is no pathway that is known here");
    }
    made.facts.service = needed(import_field::service);
    const auto* const service = places_.find_service(made.facts.service);
    if (service == nullptr && !made.facts.service.empty()) {
        fault(import_field::service, "is no service that is known here");
    } else if (service != nullptr && rules_ != nullptr && service->pathway != rules_->code) {
        fault(import_field::service, "belongs to another pathway");
    }
}

void request_row::read_child(create_request& made) {
    auto& facts = made.facts;
    facts.sex = one_of(import_field::sex, domain::sexes, "not_known");
    facts.ethnicity = one_of(import_field::ethnicity, domain::ethnicities, "not_known");
    facts.deprivation_decile = number(import_field::deprivation_decile, 1, 10);
    facts.school_urn = number(import_field::school_urn, 100'000, 999'999);
    if (facts.school_urn && places_.find_school(*facts.school_urn) == nullptr) {
        fault(import_field::school_urn, "is no school that is known here");
    }
    if (mapping_.anonymous) {
        made.child.no_nhs_number_reason = "other";
        return;
    }
    read_identity(made.child);
    const auto born = date(needed(import_field::birth_date), column_of(import_field::birth_date));
    if (!born) {
        return;
    }
    made.child.birth_date = *born;
    if (*born > today_) {
        fault(import_field::birth_date, "is in the future");
    } else if (start_ && *start_ < *born) {
        fault(import_field::clock_start_on, "is before the child was born");
    } else if (start_) {
        facts.age_years = domain::age_on(*born, *start_);
        if (*facts.age_years > 25) {
            fault(import_field::birth_date, "makes the child older than 25 on the day the clock starts");
        }
    }
}

void request_row::read_identity(domain::identity& child) {
    const auto nhs_number = value(import_field::nhs_number);
    child.no_nhs_number_reason = one_of(import_field::no_nhs_number_reason, domain::no_nhs_number_reasons, "");
    if (nhs_number.empty()) {
        if (value(import_field::no_nhs_number_reason).empty()) {
            fault(import_field::nhs_number, "is missing; give it, or no_nhs_number_reason");
        }
    } else if (auto checked = domain::parse_nhs_number(nhs_number)) {
        child.nhs_number = std::move(*checked);
        // A reason held as a constant is for the rows without a number.
        const auto reason = columns_.at[index_of(import_field::no_nhs_number_reason)];
        if (reason && !cell(*reason).empty()) {
            fault(import_field::no_nhs_number_reason, "is only for a child without an NHS number");
        }
        child.no_nhs_number_reason.clear();
    } else {
        fault(import_field::nhs_number, checked.error().faults.front().detail);
    }
    needed(import_field::given_name);
    needed(import_field::family_name);
    child.given_name = text(import_field::given_name, 100);
    child.family_name = text(import_field::family_name, 100);
    child.postcode = value(import_field::postcode);
    if (!child.postcode.empty() && !looks_like_postcode(child.postcode)) {
        fault(import_field::postcode, "is not a postcode; write it as SS2 6ZZ");
    }
}

void request_row::read_item(create_request& made) {
    domain::item one{.number = 1};
    one.category = one_of(import_field::category, domain::item_categories, "");
    one.code = text(import_field::item_code, 20);
    const auto quantity = number(import_field::quantity, 1, 1000);
    one.quantity = quantity.value_or(1);
    auto description = text(import_field::item_description, 500);
    if (value(import_field::category).empty()) {
        if (quantity || !one.code.empty() || !description.empty()) {
            fault(import_field::category, "is missing: the row describes something that is asked for");
        }
        return;
    }
    made.facts.items.push_back(std::move(one));
    if (!description.empty()) {
        made.text.item_descriptions.push_back(std::move(description));
    }
}

void request_row::read_history(create_request& made) {
    for (const auto& one : columns_.events) {
        const auto words = cell(one.column);
        if (words.empty()) {
            continue;
        }
        const auto column = file_.column_name(one.column);
        const auto* const rule = rules_ == nullptr ? nullptr : rules_->rule_of(one.type);
        if (rules_ != nullptr && rule == nullptr) {
            fault(column, "is no event of this row's pathway");
            continue;
        }
        const auto on = date(words, column);
        if (!on) {
            continue;
        }
        if (*on > today_) {
            fault(column, "is in the future; record what has happened");
        } else if (start_ && *on < *start_) {
            fault(column, "is before the clock start");
        }
        const auto given = one.reason_column ? cell(*one.reason_column) : std::string_view{};
        domain::proposed_event event{
            .type = one.type, .on = *on, .reason = std::string{given.empty() ? one.reason : given}};
        if (rule != nullptr && rule->needs_reason && event.reason.empty()) {
            fault(one.reason_column ? file_.column_name(*one.reason_column) : column,
                  "needs a reason: a column " + one.type + "_reason, or a reason in the mapping");
        }
        made.history.push_back(std::move(event));
    }
    if (rules_ != nullptr && made.history.size() > 1) {
        // Events of one day happened in the order of the pathway.
        const auto place = [this](const domain::proposed_event& event) { return rules_->rule_of(event.type); };
        std::stable_sort(made.history.begin(), made.history.end(), [&](const auto& left, const auto& right) {
            return left.on != right.on ? left.on < right.on : std::less{}(place(left), place(right));
        });
    }
}

std::string_view request_row::cell(std::size_t column) const {
    const auto words = row_->cells[column];
    const auto& nothing = mapping_.null_words;
    return std::find(nothing.begin(), nothing.end(), words) == nothing.end() ? words : std::string_view{};
}

std::string_view request_row::value(import_field field) const {
    const auto index = index_of(field);
    const auto words = columns_.at[index] ? cell(*columns_.at[index]) : std::string_view{};
    if (words.empty()) {
        return columns_.constants[index];
    }
    if (const auto* const translated = columns_.values[index]) {
        const auto found = translated->find(words);
        return found == translated->end() ? words : std::string_view{found->second};
    }
    return words;
}

std::string_view request_row::needed(import_field field) {
    const auto words = value(field);
    if (words.empty()) {
        fault(field, "is missing");
    }
    return words;
}

std::string request_row::text(import_field field, std::size_t longest) {
    const auto words = value(field);
    if (words.size() > longest) {
        fault(field, "is longer than " + std::to_string(longest) + " bytes");
    }
    return std::string{words};
}

std::string_view request_row::one_of(import_field field, std::span<const std::string_view> allowed,
                                     std::string_view otherwise) {
    const auto words = value(field);
    if (words.empty()) {
        return otherwise;
    }
    const auto found = std::find_if(allowed.begin(), allowed.end(), [&](auto one) { return same_name(one, words); });
    if (found == allowed.end()) {
        fault(field, "is none of: " + list_of(allowed));
        return otherwise;
    }
    return *found;
}

std::optional<int> request_row::number(import_field field, int least, int most) {
    const auto words = value(field);
    if (words.empty()) {
        return std::nullopt;
    }
    const auto whole = whole_number(words);
    if (!whole || *whole < least || *whole > most) {
        fault(field, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
    }
    return static_cast<int>(*whole);
}

std::optional<domain::civil_date> request_row::date(std::string_view words, const std::string& column) {
    if (words.empty()) {
        return std::nullopt; // told as missing, where it is needed
    }
    const auto day = without_midnight(words);
    const auto format = day.find('/') == std::string_view::npos ? date_format::iso : date_format::british;
    if (std::find(mapping_.dates.begin(), mapping_.dates.end(), format) == mapping_.dates.end()) {
        fault(column, format == date_format::iso ? "must be a date as DD/MM/YYYY" : "must be a date as YYYY-MM-DD");
        return std::nullopt;
    }
    auto parsed = format == date_format::iso ? domain::parse_date(day) : domain::parse_british_date(day);
    if (!parsed) {
        fault(column, parsed.error().faults.front().detail);
        return std::nullopt;
    }
    return *parsed;
}

std::string request_row::column_of(import_field field) const {
    const auto& at = columns_.at[index_of(field)];
    return at ? file_.column_name(*at) : std::string{import_field_names[index_of(field)]};
}

void request_row::fault(import_field field, std::string detail) {
    const auto& at = columns_.at[index_of(field)];
    const bool constant = !columns_.constants[index_of(field)].empty() && (!at || cell(*at).empty());
    sound_ = false;
    if (!constant) {
        fault(column_of(field), std::move(detail));
    } else if (!std::exchange(constant_told_[index_of(field)], true)) {
        file_.fault(row_->line, column_of(field), "(a constant of the mapping) " + std::move(detail));
    }
}

void request_row::fault(const std::string& column, std::string detail) {
    sound_ = false;
    file_.fault(row_->line, column, std::move(detail));
}

} // namespace clockstart::db
