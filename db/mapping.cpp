#include "db/mapping.hpp"

#include "db/cell_text.hpp"

#include "domain/event.hpp"

#include <algorithm>
#include <utility>

namespace clockstart::db {
namespace {

constexpr std::size_t header_line = 1;
constexpr import_field identity_fields[] = {import_field::nhs_number, import_field::no_nhs_number_reason,
                                            import_field::given_name, import_field::family_name,
                                            import_field::birth_date, import_field::postcode};

std::string_view name_of(import_field field) { return import_field_names[static_cast<std::size_t>(field)]; }

std::optional<std::size_t> field_called(std::string_view name) {
    const auto found = std::find_if(import_field_names.begin(), import_field_names.end(),
                                    [&](std::string_view one) { return same_name(one, name); });
    if (found == import_field_names.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - import_field_names.begin());
}

// Whether a column may hold the day of such an event: the opening one is clock_start_on, and a transfer, a correction
// or a note says more than a day.
bool is_importable(const domain::pathway& rules, const domain::event_rule& rule) {
    return rule.type != rules.opens_with && rule.type != domain::event_type::transferred &&
           rule.type != domain::event_type::corrected && rule.type != domain::event_type::note && !rule.by_clockstart;
}

// Lays one mapping over one header; claims each column once.
class header_mapping {
public:
    header_mapping(csv_reader& file, const import_mapping& mapping, const domain::pathway_book& book)
        : file_{file}, mapping_{mapping}, book_{book}, claimed_(file.header().size(), false) {}

    mapped_columns laid_over() {
        ignore();
        take_named_fields();
        take_named_events();
        take_standard_columns();
        take_reasons();
        check_leftovers();
        check_required();
        return std::move(found_);
    }

private:
    void fault(std::string_view column, std::string detail) { file_.fault(header_line, column, std::move(detail)); }

    std::optional<std::size_t> claim(std::string_view column, std::string_view purpose) {
        const auto place = file_.column(column);
        if (!place) {
            fault(column, "is named by the mapping for " + std::string{purpose} + ", and the file has no such column");
            return std::nullopt;
        }
        if (claimed_[*place]) {
            fault(column, "is used twice by the mapping");
        }
        claimed_[*place] = true;
        return place;
    }

    void ignore() {
        for (const auto& name : mapping_.ignored) {
            claim(name, "ignoring");
        }
    }

    void take_named_fields() {
        for (const auto& [name, column] : mapping_.columns) {
            if (const auto field = known_field(name)) {
                found_.at[*field] = claim(column, name);
            }
        }
        for (const auto& [name, value] : mapping_.constants) {
            if (const auto field = known_field(name)) {
                found_.constants[*field] = value;
            }
        }
        for (const auto& [name, words] : mapping_.values) {
            if (const auto field = known_field(name)) {
                found_.values[*field] = &words;
            }
        }
    }

    std::optional<std::size_t> known_field(std::string_view name) {
        const auto field = field_called(name);
        if (!field) {
            fault(name,
                  "is named by the mapping as a field, and is none; the fields are those of the standard columns");
        }
        return field;
    }

    void take_named_events() {
        for (const auto& one : mapping_.events) {
            if (!is_event(one.type)) {
                fault(one.column,
                      "is mapped to " + one.type + ", which is no event that a list may hold on this pathway");
                continue;
            }
            if (const auto place = claim(one.column, one.type)) {
                const auto reason = one.reason_column.empty() ? std::nullopt : claim(one.reason_column, "a reason");
                found_.events.push_back({*place, reason, one.type, one.reason});
            }
        }
    }

    // Of the pathway of all rows where that is a constant, else of any pathway.
    bool is_event(std::string_view type) const {
        const auto& pathway = found_.constants[static_cast<std::size_t>(import_field::pathway)];
        const auto& versions = book_.all();
        return std::any_of(versions.begin(), versions.end(), [&](const auto& rules) {
            const auto* const rule = rules->rule_of(type);
            return (pathway.empty() || rules->code == pathway) && rule != nullptr && is_importable(*rules, *rule);
        });
    }

    void take_standard_columns() {
        for (std::size_t place = 0; place < claimed_.size(); ++place) {
            const auto& name = file_.header()[place];
            if (claimed_[place] || name.empty()) {
                continue;
            }
            const auto field = field_called(name);
            if (field && !found_.at[*field]) {
                found_.at[*field] = place;
                claimed_[place] = true;
            } else if (is_event(name)) {
                found_.events.push_back({place, std::nullopt, name, {}});
                claimed_[place] = true;
            }
        }
    }

    void take_reasons() {
        for (auto& one : found_.events) {
            const auto place = file_.column(one.type + "_reason");
            if (!one.reason_column && place && !claimed_[*place]) {
                one.reason_column = place;
                claimed_[*place] = true;
            }
        }
    }

    void check_leftovers() {
        for (std::size_t place = 0; place < claimed_.size(); ++place) {
            const auto& name = file_.header()[place];
            if (!claimed_[place] && !name.empty() && !mapping_.ignore_others) {
                fault(name, "is no column that is known here: map it, or list it under `ignore` in the mapping");
            }
        }
    }

    bool is_given(import_field field) const {
        const auto index = static_cast<std::size_t>(field);
        return found_.at[index] || !found_.constants[index].empty();
    }

    void check_required() {
        const auto require = [&](import_field field) {
            // A column that the mapping names and the file lacks has been told already.
            if (!is_given(field) && !mapping_.columns.contains(name_of(field))) {
                fault(name_of(field), "is needed: a column of that name, or a column or constant in the mapping");
            }
        };
        require(import_field::pathway);
        require(import_field::service);
        require(import_field::clock_start_on);
        if (mapping_.anonymous) {
            for (const auto field : identity_fields) {
                if (is_given(field)) {
                    fault(name_of(field), "says who the child is, and the mapping says that the list is anonymous");
                }
            }
            return;
        }
        require(import_field::given_name);
        require(import_field::family_name);
        require(import_field::birth_date);
        if (!is_given(import_field::no_nhs_number_reason)) {
            require(import_field::nhs_number);
        }
    }

    csv_reader& file_;
    const import_mapping& mapping_;
    const domain::pathway_book& book_;
    std::vector<bool> claimed_; // by column
    mapped_columns found_;
};

} // namespace

mapped_columns map_columns(csv_reader& file, const import_mapping& mapping, const domain::pathway_book& book) {
    return header_mapping{file, mapping, book}.laid_over();
}

} // namespace clockstart::db
