#include "api/csv.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace clockstart::api {
namespace {

constexpr std::array<std::string_view, 4> wide_signs{"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};

bool is_plain_number(std::string_view cell) {
    if (cell.starts_with('-')) {
        cell.remove_prefix(1);
    }
    const auto dots = std::count(cell.begin(), cell.end(), '.');
    const bool only_digits =
        std::all_of(cell.begin(), cell.end(), [](char byte) { return (byte >= '0' && byte <= '9') || byte == '.'; });
    return only_digits && dots <= 1 && !cell.empty() && cell.front() != '.' && cell.back() != '.';
}

void append_cell(std::string& text, std::string_view cell) {
    text.push_back('"');
    if (looks_like_formula(cell)) {
        text.push_back('\'');
    }
    for (const char byte : cell) {
        if (byte == '"') {
            text.push_back('"');
        }
        text.push_back(byte);
    }
    text.push_back('"');
}

void append_row(std::string& text, const std::vector<std::string>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
        if (column != 0) {
            text.push_back(',');
        }
        append_cell(text, cells[column]);
    }
    text += "\r\n";
}

} // namespace

bool looks_like_formula(std::string_view cell) {
    if (is_plain_number(cell)) {
        return false;
    }
    if (cell.find_first_of("\t\r") == 0) {
        return true;
    }
    const auto blanks = cell.find_first_not_of(" \n\t\r");
    if (blanks == std::string_view::npos) {
        return false;
    }
    cell.remove_prefix(blanks);
    return std::string_view{"=+-@"}.find(cell.front()) != std::string_view::npos ||
           std::any_of(wide_signs.begin(), wide_signs.end(), [&](auto sign) { return cell.starts_with(sign); });
}

std::string write_csv(const csv_table& table) {
    std::string text;
    text.reserve(64 + table.rows.size() * table.columns.size() * 12);
    append_row(text, table.columns);
    for (const auto& row : table.rows) {
        append_row(text, row);
    }
    return text;
}

} // namespace clockstart::api
