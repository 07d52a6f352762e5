#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/local_desk.hpp"
#include "api/local_mapping.hpp"
#include "api/problem.hpp"

#include "db/published_file.hpp"
#include "db/read_ahead.hpp"
#include "db/request_file.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace clockstart::api {

namespace {

namespace json = boost::json;

constexpr std::size_t most_differences_shown = 100;

// Says that an import runs for as long as it lives; refuses a second one.
class turn {
public:
    explicit turn(import_progress& at) : at_{at}, taken_{!at.running.exchange(true)} {
        if (taken_) {
            at_.rows = 0;
        }
    }
    ~turn() {
        if (taken_) {
            at_.running = false;
        }
    }
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;
    bool taken() const { return taken_; }

private:
    import_progress& at_;
    bool taken_;
};

answer one_at_a_time(const call& asked) {
    return problem(asked,
                   domain::refuse(domain::errc::conflict, "", "another import is running: wait until it has ended"));
}

json::value number_or_null(const std::optional<double>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

json::object shown(const db::published_file_content& read) {
    json::object by_type;
    for (const auto& [type, rows] : read.rows_by_type) {
        by_type[type] = rows;
    }
    json::array differences;
    for (const auto& one : read.differences) {
        if (differences.size() == most_differences_shown) {
            break;
        }
        differences.push_back(json::object{{"period", one.period},
                                           {"organisation", one.organisation_code},
                                           {"line", one.line_code},
                                           {"statistic", one.statistic},
                                           {"printed", number_or_null(one.printed)},
                                           {"worked_out", number_or_null(one.worked_out)}});
    }
    return {{"file", read.file_name},
            {"series", read.series},
            {"layout", read.layout},
            {"periods", json::array(read.periods.begin(), read.periods.end())},
            {"organisations", read.organisations},
            {"lines", read.lines},
            {"rows", read.rows.size()},
            {"rows_by_type", std::move(by_type)},
            {"not_reported_cells", read.not_reported_cells},
            {"suppressed_cells", read.suppressed_cells},
            {"notes", json::array(read.notes.begin(), read.notes.end())},
            {"differences_found", read.differences.size()},
            {"differences", std::move(differences)}};
}

json::array shown(const std::vector<db::published_change>& changes) {
    json::array all;
    for (const auto& one : changes) {
        all.push_back(json::object{{"series", one.series},
                                   {"period", one.period},
                                   {"rows", one.rows},
                                   {"added", one.added},
                                   {"changed", one.changed},
                                   {"removed", one.removed},
                                   {"unchanged", one.unchanged}});
    }
    return all;
}

// The line of a fault "LINE: column", for the order in which a reader of the file meets them.
std::size_t line_of(const domain::fault& fault) {
    return static_cast<std::size_t>(std::strtoull(fault.pointer.c_str(), nullptr, 10));
}

// What the reader found wrong in the file and what the journal refused, in the order of the file, each once.
domain::refusal all_faults(const domain::refusal& by_journal, const db::request_file& file) {
    auto all = by_journal;
    for (const auto& fault : file.faults()) {
        if (std::ranges::find(all.faults, fault) == all.faults.end()) {
            all.faults.push_back(fault);
        }
    }
    std::ranges::stable_sort(all.faults, {}, line_of);
    return all;
}

} // namespace

boost::asio::awaitable<answer> create_published_import(house& home, const call& asked) {
    auto* desk = desk_of(home, asked);
    if (desk == nullptr) {
        co_return problem(asked, "not-found");
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    const auto file = read_path(read);
    const auto period = read.maybe_text("period");
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const turn ours{desk->importing};
    if (!ours.taken()) {
        co_return one_at_a_time(asked);
    }
    auto reading = [file, period] { return db::read_published_file(file, period); };
    auto content = co_await aside(home.readers, std::move(reading));
    if (!content) {
        co_return problem(asked, content.error());
    }
    auto told = shown(*content);
    db::import_published wanted{actor_of(asked), content->file_name, content->digest, std::move(content->rows)};
    db::command change{std::move(wanted)};
    const auto done = co_await home.journal.append(std::move(change), boost::asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    told["changes"] = shown(done->published);
    co_return json_answer(200, told);
}

boost::asio::awaitable<answer> create_request_import(house& home, const call& asked) {
    auto* desk = desk_of(home, asked);
    if (desk == nullptr) {
        co_return problem(asked, "not-found");
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    const auto file = read_path(read);
    const bool dry_run = read.maybe_flag("dry_run").value_or(false);
    db::import_mapping mapping;
    if (auto given = read.maybe_object("mapping")) {
        mapping = read_mapping(*given);
    }
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const turn ours{desk->importing};
    if (!ours.taken()) {
        co_return one_at_a_time(asked);
    }
    // The reader refers to both for as long as it is read.
    const auto places = home.board.places();
    const auto book = home.board.pathways();
    auto opened = db::request_file::open(file, std::move(mapping), *places, *book, domain::london_date(home.now()),
                                         actor_of(asked));
    if (!opened) {
        co_return problem(asked, opened.error());
    }
    const auto source = std::make_shared<db::request_file>(std::move(*opened));
    auto& rows = desk->importing.rows;
    db::import_requests wanted;
    wanted.by = actor_of(asked);
    const auto ahead = std::make_shared<db::read_ahead>([source] { return source->next(); });
    wanted.next = [ahead] { return ahead->next(); };
    wanted.reader_failed = [source] { return source->failed(); };
    wanted.dry_run = dry_run;
    wanted.progress = [&rows](std::size_t so_far) { rows = so_far; };
    db::command change{std::move(wanted)};
    const auto done = co_await home.journal.append(std::move(change), boost::asio::use_awaitable);
    if (!done) {
        co_return problem(asked, all_faults(done.error(), *source));
    }
    co_return json_answer(200, json::object{{"rows", done->count}, {"dry_run", dry_run}});
}

} // namespace clockstart::api
