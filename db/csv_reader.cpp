#include "db/csv_reader.hpp"

#include "db/cell_text.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <ios>
#include <istream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace clockstart::db {
namespace {

constexpr std::size_t chunk_size = 65'536;
constexpr std::size_t longest_row = 1'048'576;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

struct csv_reader::state {
    explicit state(std::unique_ptr<std::istream> from) : source{std::move(from)} {
        // Every line end is reported, also of empty lines: so lines can be counted.
        if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
            throw std::runtime_error{"the CSV parser could not be set up"};
        }
        csv_set_blk_size(&parser, 4096);
    }
    ~state() { csv_free(&parser); }
    state(const state&) = delete;
    state& operator=(const state&) = delete;

    struct place {
        std::size_t line, cells_to; // cells_to: one past the row's last cell
    };

    std::unique_ptr<std::istream> source;
    csv_parser parser{};
    bool started{false}, finished{false};

    // The cells read but not yet handed out, end to end, and the rows that are complete.
    std::string text;
    std::vector<std::size_t> cell_ends;
    std::vector<place> rows;
    std::size_t next_row{};

    // Where the parser is.
    std::size_t line{1}, row_line{1}, row_bytes{};
    bool after_return{false};

    std::vector<std::string> header;
    std::vector<domain::fault> faults;
    std::optional<std::pair<std::size_t, std::string>> broken; // told once the rows before it are handed out

    void take_cell(std::string_view cell) {
        text.append(cell);
        cell_ends.push_back(text.size());
        row_bytes += cell.size() + 1;
        line += static_cast<std::size_t>(std::count(cell.begin(), cell.end(), '\n'));
        after_return = false;
    }

    void end_row(int by) {
        const std::size_t before = rows.empty() ? 0 : rows.back().cells_to;
        if (cell_ends.size() > before) {
            rows.push_back({row_line, cell_ends.size()});
        }
        if (row_bytes > longest_row) {
            break_off(row_line, "is longer than a megabyte: a quote may be missing at the end of a cell");
        }
        // CR LF is one line end.
        line += by == '\n' && after_return && row_bytes == 0 ? 0 : 1;
        after_return = by == '\r';
        row_line = line;
        row_bytes = 0;
    }

    void break_off(std::size_t at, std::string why) {
        if (!broken) {
            broken.emplace(at, std::move(why));
        }
        finished = true;
    }

    // Drops what was handed out and keeps the row that is only begun.
    void forget_rows() {
        const std::size_t cells = rows.empty() ? 0 : rows.back().cells_to;
        const std::size_t bytes = cells == 0 ? 0 : cell_ends[cells - 1];
        text.erase(0, bytes);
        cell_ends.erase(cell_ends.begin(), cell_ends.begin() + static_cast<std::ptrdiff_t>(cells));
        for (auto& end : cell_ends) {
            end -= bytes;
        }
        rows.clear();
        next_row = 0;
    }

    // Parses the next stretch of the file, until there is a row or the end.
    void fill() {
        forget_rows();
        const auto on_cell = [](void* cell, std::size_t size, void* self) {
            static_cast<state*>(self)->take_cell({static_cast<const char*>(cell), size});
        };
        const auto on_row = [](int by, void* self) { static_cast<state*>(self)->end_row(by); };
        std::array<char, chunk_size> chunk; // NOLINT: filled at once
        while (rows.empty() && !finished) {
            source->read(chunk.data(), chunk.size());
            if (source->bad()) {
                throw std::system_error{errno, std::generic_category(), "the CSV file could not be read on"};
            }
            std::string_view bytes{chunk.data(), static_cast<std::size_t>(source->gcount())};
            const bool last = bytes.size() < chunk.size();
            if (!started && bytes.starts_with(byte_order_mark)) {
                bytes.remove_prefix(byte_order_mark.size());
            }
            started = true;
            if (csv_parse(&parser, bytes.data(), bytes.size(), on_cell, on_row, this) != bytes.size()) {
                parser_refused();
            } else if (row_bytes + parser.entry_pos > longest_row) {
                break_off(row_line, "is longer than a megabyte: a quote may be missing at the end of a cell");
            } else if (last && !finished) {
                finished = true;
                if (csv_fini(&parser, on_cell, on_row, this) != 0) {
                    break_off(row_line, "has a cell that begins with a quote and is never closed by one");
                }
            }
        }
    }

    void parser_refused() {
        if (csv_error(&parser) != CSV_EPARSE) {
            throw std::runtime_error{"no memory for a row of the CSV file"};
        }
        const auto* begun = parser.entry_buf;
        const auto lines = begun == nullptr ? 0 : std::count(begun, begun + parser.entry_pos, '\n');
        break_off(line + static_cast<std::size_t>(lines), "has a quote inside a cell: write the cell in quotes and "
                                                          "double the ones inside; nothing after this was read");
    }

    // The next row as it stands, or false.
    bool take_row(csv_row& row) {
        if (next_row == rows.size()) {
            fill();
        }
        if (next_row == rows.size()) {
            if (broken) {
                faults.push_back({std::to_string(broken->first), std::move(broken->second)});
                broken.reset();
            }
            return false;
        }
        std::size_t cell = next_row == 0 ? 0 : rows[next_row - 1].cells_to;
        std::size_t from = cell == 0 ? 0 : cell_ends[cell - 1];
        row.line = rows[next_row].line;
        row.cells.clear();
        for (; cell < rows[next_row].cells_to; from = cell_ends[cell++]) {
            row.cells.push_back(trimmed(std::string_view{text}.substr(from, cell_ends[cell] - from)));
        }
        ++next_row;
        return true;
    }

    bool is_whole_row_plain(const csv_row& row) const {
        const auto first = static_cast<std::size_t>(row.cells.front().data() - text.data());
        const auto& last = row.cells.back();
        const auto end = static_cast<std::size_t>(last.data() - text.data()) + last.size();
        return is_plain(std::string_view{text}.substr(first, end - first));
    }
};

domain::result<csv_reader> csv_reader::open(const std::filesystem::path& file) {
    std::error_code ignored;
    auto source = std::make_unique<std::ifstream>(file, std::ios::binary);
    if (!*source || std::filesystem::is_directory(file, ignored)) {
        return domain::refuse(domain::errc::invalid, {}, "the file is not there or may not be read");
    }
    return csv_reader{std::make_unique<state>(std::move(source))};
}

csv_reader::csv_reader(std::string bytes)
    : csv_reader{std::make_unique<state>(std::make_unique<std::istringstream>(std::move(bytes), std::ios::binary))} {}

csv_reader::csv_reader(std::unique_ptr<state> opened) : state_{std::move(opened)} {
    csv_row first;
    if (!state_->take_row(first)) {
        fault(1, {}, "is empty: the first row must name the columns");
        return;
    }
    for (const auto cell : first.cells) {
        if (const auto* why = character_fault(cell)) {
            fault(first.line, {}, why);
            state_->finished = true;
            state_->forget_rows();
            return;
        }
        if (!cell.empty() && column(cell)) {
            fault(first.line, cell, "is the name of two columns");
        }
        state_->header.emplace_back(cell);
    }
}

csv_reader::csv_reader(csv_reader&&) noexcept = default;
csv_reader& csv_reader::operator=(csv_reader&&) noexcept = default;
csv_reader::~csv_reader() = default;

const std::vector<std::string>& csv_reader::header() const { return state_->header; }

std::optional<std::size_t> csv_reader::column(std::string_view name) const {
    const auto& names = state_->header;
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return same_name(one, name); });
    return found == names.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - names.begin())};
}

std::string csv_reader::column_name(std::size_t place) const {
    const auto& names = state_->header;
    return place < names.size() && !names[place].empty() ? names[place] : "column " + std::to_string(place + 1);
}

bool csv_reader::next(csv_row& row) {
    while (state_->take_row(row)) {
        if (std::all_of(row.cells.begin(), row.cells.end(), [](auto cell) { return cell.empty(); })) {
            continue;
        }
        if (row.cells.size() != state_->header.size()) {
            const auto count = row.cells.size();
            fault(row.line, {},
                  "has " + std::to_string(count) + (count == 1 ? " cell" : " cells") + " where the header has " +
                      std::to_string(state_->header.size()));
            continue;
        }
        if (state_->is_whole_row_plain(row)) {
            return true;
        }
        const auto before = faults().size();
        for (std::size_t place = 0; place < row.cells.size(); ++place) {
            if (const auto* why = character_fault(row.cells[place])) {
                fault(row.line, column_name(place), why);
            }
        }
        if (faults().size() == before) {
            return true;
        }
    }
    return false;
}

const std::vector<domain::fault>& csv_reader::faults() const { return state_->faults; }

void csv_reader::fault(std::size_t line, std::string_view column, std::string detail) {
    auto pointer = std::to_string(line);
    if (!column.empty()) {
        pointer.append(": ").append(column);
    }
    state_->faults.push_back({std::move(pointer), std::move(detail)});
}

} // namespace clockstart::db
