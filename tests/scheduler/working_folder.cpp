#include "tests/scheduler/working_folder.hpp"

#include "db/connection.hpp"
#include "domain/nhs_number.hpp"

#include <boost/asio/thread_pool.hpp>
#include <soci/soci.h>

#include <algorithm>
#include <stdexcept>

namespace clockstart::scheduler {

namespace {

// The n-th number of the test range.
std::string nhs_number(int number) {
    auto nine = "999" + std::to_string(100'000 + number);
    for (int step = 0; domain::nhs_check_digit(nine) < 0; ++step) {
        nine = "999" + std::to_string(600'000 + number + step);
    }
    return nine + std::to_string(domain::nhs_check_digit(nine));
}

} // namespace

working_folder::working_folder() {
    db::data_folder::make(path_, true);
    move_to("2026-01-05T10:00:00Z");
    start_daemon();
    db::put_directory places;
    places.areas = {{"99G", "Southend", "sub-icb", "E38000168", {}}};
    places.providers = {{"PV01", "Invented provider"}};
    places.services = {{"EQ", "Equipment", "equipment", "99G", "PV01", "99G", domain::make_date(2020, 1, 1), {}},
                       {"SL", "Speech", "slt", "99G", "PV01", "99G", domain::make_date(2020, 1, 1), {}}};
    accept(std::move(places));
}

void working_folder::start_daemon() {
    folder_.emplace(db::data_folder::open(path_));
    identities_.emplace(folder_->key_file());
    board_.emplace();
    journal_.emplace(*folder_, *identities_, *board_, clock());
    history_.emplace(*folder_, *identities_);
}

void working_folder::stop_daemon() {
    history_.reset();
    journal_.reset();
    board_.reset();
    identities_.reset();
    folder_.reset();
}

void working_folder::move_to(std::string_view instant) { now_ = at(instant).time_since_epoch().count(); }

void working_folder::pass(const std::vector<job>& jobs) {
    boost::asio::io_context loop{1};
    boost::asio::thread_pool pool{1};
    runner working{loop, pool, *journal_, around(), clock(), jobs};
    working.start();
    while (!working.last_finished_pass()) {
        loop.run_one();
    }
    working.stop();
    loop.run();
}

void working_folder::pass_at(std::string_view instant, const std::vector<job>& jobs) {
    move_to(instant);
    pass(jobs);
}

db::receipt working_folder::accept(db::command what) {
    auto done = journal_->append_and_wait(std::move(what));
    if (!done) {
        const auto& why = done.error();
        throw std::runtime_error{"refused: " + std::string{name_of(why.code)} +
                                 (why.faults.empty() ? "" : " " + why.faults.front().pointer)};
    }
    return *done;
}

db::job_row working_folder::row(std::string_view code) const {
    const auto all = history_->jobs();
    return *std::ranges::find(all, code, &db::job_row::code);
}

std::vector<std::string> working_folder::prompts(std::string_view job_code) const {
    db::prompt_question question;
    question.job = job_code;
    question.open.reset();
    question.limit = 1000;
    std::vector<std::string> told;
    for (const auto& one : history_->prompts(question, [](std::string_view) { return true; })) {
        const auto& what = one.what;
        told.push_back(what.subject + " " + what.occurrence + " " + what.role + " " + what.service + " " +
                       domain::format_date(what.due_on) + (one.closed_at ? " closed" : ""));
    }
    return told;
}

std::string working_folder::open(std::string_view birth_date, int number, std::string_view clock_start_on,
                                 std::string_view service, std::string_view pathway) {
    db::create_request wanted;
    wanted.by = {"tester", ""};
    wanted.pathway = pathway;
    wanted.clock_start_on = day(clock_start_on);
    wanted.facts.service = service;
    if (number == 0) {
        wanted.child.no_nhs_number_reason = "not_traced";
    } else {
        wanted.child.nhs_number = nhs_number(number);
    }
    wanted.child.given_name = "Invented";
    wanted.child.family_name = "Child";
    wanted.child.birth_date = birth_date.empty() ? domain::civil_date{} : day(birth_date);
    return accept(std::move(wanted)).reference;
}

void working_folder::record(const std::string& reference, std::string_view type, std::string_view on) {
    accept(db::add_event{.by = {"tester", ""},
                         .reference = reference,
                         .event = {std::string{type}, day(on), "other", {}},
                         .text = {},
                         .expected_sequence = {},
                         .once = {},
                         .allowed_services = {},
                         .allowed_school = {},
                         .recorded_at = {}});
}

void working_folder::put(domain::service one) {
    db::put_directory places;
    places.services = {std::move(one)};
    accept(std::move(places));
}

void working_folder::tamper(const std::string& statement) {
    const auto database = folder_->database();
    stop_daemon();
    {
        db::connection bare{database, db::dialect::role::writer};
        bare.sql() << statement;
    }
    start_daemon();
}

} // namespace clockstart::scheduler
