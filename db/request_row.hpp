#pragma once

#include "db/command.hpp"
#include "db/csv_reader.hpp"
#include "db/mapping.hpp"

#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clockstart::db {

// Makes a request of one row of a patient-level list, by the same rules as POST /requests. Faults go to the CSV reader,
// by line and the file's own column name. Everything given by reference must outlive it. One thread.
class request_row {
public:
    request_row(csv_reader& file, const import_mapping& mapping, const domain::directory& places,
                const domain::pathway_book& book, domain::civil_date today);

    // Nothing when the row has a fault; then all of its faults are recorded.
    std::optional<create_request> read(const csv_row& row);

private:
    void read_place(create_request& made);
    void read_child(create_request& made);
    void read_identity(domain::identity& child);
    void read_item(create_request& made);
    void read_history(create_request& made);

    // The cell of a field, its constant where the cell says nothing, or empty.
    std::string_view value(import_field field) const;
    std::string_view cell(std::size_t column) const;
    std::string_view needed(import_field field);
    std::string text(import_field field, std::size_t longest);
    std::string_view one_of(import_field field, std::span<const std::string_view> allowed, std::string_view otherwise);
    std::optional<int> number(import_field field, int least, int most);
    std::optional<domain::civil_date> date(std::string_view words, const std::string& column);

    std::string column_of(import_field field) const;
    void fault(import_field field, std::string detail);
    void fault(const std::string& column, std::string detail);

    csv_reader& file_;
    const import_mapping& mapping_;
    const domain::directory& places_;
    const domain::pathway_book& book_;
    const domain::civil_date today_;
    const mapped_columns columns_;
    std::array<bool, import_field_names.size()> constant_told_{}; // a constant that does not fit is told once

    // Of the row at hand.
    const csv_row* row_{};
    bool sound_{};
    const domain::pathway* rules_{};
    std::optional<domain::civil_date> start_;
};

} // namespace clockstart::db
