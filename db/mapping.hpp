#pragma once

#include "db/csv_reader.hpp"

#include "domain/pathway.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {

// What a row of a patient-level list may say, by the name of its standard column (docs/importing.md). An item is made
// where there is a category.
enum class import_field : std::uint8_t {
    pathway,
    service,
    clock_start_on,
    nhs_number,
    no_nhs_number_reason,
    given_name,
    family_name,
    birth_date,
    postcode,
    sex,
    ethnicity,
    deprivation_decile,
    school_urn,
    priority,
    setting,
    funder,
    category,
    item_code,
    item_description,
    quantity,
    continues,
    note,
};
inline constexpr std::array<std::string_view, 22> import_field_names{"pathway",
                                                                     "service",
                                                                     "clock_start_on",
                                                                     "nhs_number",
                                                                     "no_nhs_number_reason",
                                                                     "given_name",
                                                                     "family_name",
                                                                     "birth_date",
                                                                     "postcode",
                                                                     "sex",
                                                                     "ethnicity",
                                                                     "deprivation_decile",
                                                                     "school_urn",
                                                                     "priority",
                                                                     "setting",
                                                                     "funder",
                                                                     "category",
                                                                     "item_code",
                                                                     "item_description",
                                                                     "quantity",
                                                                     "continues",
                                                                     "note"};

// A column with the day of an event of the pathway, empty where it has not happened.
struct event_column {
    std::string column;        // as the file calls it
    std::string type;          // event type: "first_contact"
    std::string reason_column; // may be empty
    std::string reason;        // for every row where reason_column gives none; may be empty
};

enum class date_format { iso, british }; // 2026-11-22, 22/11/2026

// How the columns of somebody else's list are to be read (the mapping file). A default mapping reads the standard
// columns.
struct import_mapping {
    using names = std::map<std::string, std::string, std::less<>>;

    names columns;                                    // our field to the file's column
    names constants;                                  // our field to what it is where the file has nothing
    std::map<std::string, names, std::less<>> values; // our field to (the file's word to ours)
    std::vector<event_column> events;
    std::vector<date_format> dates{date_format::iso, date_format::british};
    std::vector<std::string> null_words{"NULL", "NA", "N/A"}; // as good as empty, in these letters exactly
    std::vector<std::string> ignored;                         // columns that are known and not wanted
    bool ignore_others{false};                                // all other columns are not wanted
    bool anonymous{false};                                    // the list says nothing of who the children are
};

// A mapping laid over the header of one file.
struct mapped_columns {
    struct event {
        std::size_t column{};
        std::optional<std::size_t> reason_column;
        std::string type, reason;
    };
    std::array<std::optional<std::size_t>, import_field_names.size()> at; // by import_field
    std::array<std::string, import_field_names.size()> constants;
    std::array<const import_mapping::names*, import_field_names.size()> values{};
    std::vector<event> events;
};

// Finds every column. What does not fit (a column that the mapping names and the file lacks, one that nobody knows, a
// required field without any source, an event that the pathway does not have) is recorded as a fault of `file` at its
// header. A column called like a field, like an event type of the pathway, or like an event type with "_reason" after
// it needs no mapping. `mapping` must outlive it.
mapped_columns map_columns(csv_reader& file, const import_mapping& mapping, const domain::pathway_book& book);

} // namespace clockstart::db
