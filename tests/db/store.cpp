#include "tests/db/store.hpp"

#include "domain/nhs_number.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <stdexcept>

namespace clockstart::db {

namespace {

put_directory directory() {
    put_directory made;
    made.areas = {{"QH8", "Mid and South Essex", "icb", "E54000026", {}},
                  {"99G", "Southend", "sub-icb", "E38000168", {{"QH8", day("2013-04-01"), std::nullopt}}}};
    made.providers = {{"PV01", "Estuary Children's Therapies"}};
    made.schools = {{100001, "Saltmarsh School", "99G", "Special"}, {100002, "Creek School", "99G", ""}};
    for (const std::string pathway : {"equipment", "slt", "asd"}) {
        for (const std::string number : {"1", "2"}) {
            const auto code = pathway + "-" + number;
            made.services.push_back(
                {code, "Service " + code, pathway, "99G", "PV01", "QH8", day("2015-01-01"), std::nullopt});
        }
    }
    made.services.push_back(
        {"equipment-old", "Ended", "equipment", "99G", "PV01", "QH8", day("2015-01-01"), day("2019-12-31")});
    return made;
}

soci::session bare(const std::filesystem::path& database) {
    return {soci::sqlite3, "dbname=\"" + database.string() + "\""};
}

} // namespace

store::store(journal::options limits)
    : folder_path_{place_.path() / "data"}, limits_{limits},
      now_{domain::parse_instant("2026-11-22T10:00:00Z").value().time_since_epoch().count()} {
    data_folder::make(folder_path_, true);
    open();
    accept(directory());
}

store::~store() { close(); }

void store::open() {
    folder_.emplace(data_folder::open(folder_path_));
    vault_ = std::make_unique<vault>(folder_->key_file());
    board_ = std::make_unique<live_board>();
    journal_ = std::make_unique<journal>(
        *folder_, *vault_, *board_, [this] { return now(); }, limits_);
    history_ = std::make_unique<history>(*folder_, *vault_);
}

void store::close() {
    history_.reset();
    journal_.reset();
    board_.reset();
    folder_.reset();
}

void store::reopen() {
    close();
    open();
}

void store::move_to(std::string_view instant) {
    now_ = domain::parse_instant(instant).value().time_since_epoch().count();
}
domain::instant store::now() const { return domain::instant{std::chrono::microseconds{now_.load()}}; }

receipt store::accept(command what) {
    auto done = append(std::move(what));
    if (!done) {
        const auto& why = done.error();
        throw std::runtime_error{
            "refused: " + std::string{name_of(why.code)} +
            (why.faults.empty() ? "" : " " + why.faults.front().pointer + " " + why.faults.front().detail)};
    }
    return *done;
}

void store::tamper(const std::string& statement) {
    close();
    auto sql = bare(database());
    sql << statement;
}

void store::damage(const std::string& statement) const {
    auto sql = bare(database());
    sql << statement;
}

std::vector<finding> store::verify() const { return check_ledger(database(), vault_.get()); }

long long store::number(const std::string& query) const {
    auto sql = bare(database());
    sql << "PRAGMA query_only = 1";
    long long found = 0;
    sql << query, soci::into(found);
    return found;
}

domain::identity child(int number) {
    auto nine = "999" + std::to_string(100'000 + number);
    // Nine digits in eleven have a check digit; the others borrow the next one's.
    for (int step = 0; domain::nhs_check_digit(nine) < 0; ++step) {
        nine = "999" + std::to_string(600'000 + number + step);
    }
    return {.nhs_number = nine + std::to_string(domain::nhs_check_digit(nine)),
            .no_nhs_number_reason = {},
            .given_name = "Wilfrida",
            .family_name = "Quillfeather" + std::to_string(number),
            .birth_date = domain::make_date(2018, 5, 4),
            .postcode = "SS1 1AA"};
}

create_request request(std::string_view clock_start_on, int number, std::string_view pathway) {
    create_request made;
    made.by = {"therapist", "token-1"};
    made.pathway = pathway;
    made.clock_start_on = day(clock_start_on);
    made.facts.service = made.pathway + "-1";
    made.child = child(number);
    return made;
}

add_event event_on(std::string_view reference, std::string_view type, std::string_view on, boost::json::object details,
                   std::string_view reason) {
    add_event made;
    made.by = {"therapist", "token-1"};
    made.reference = reference;
    made.event = {std::string{type}, day(on), std::string{reason}, std::move(details)};
    return made;
}

std::vector<std::string> board_in_short(const live_board& board, domain::civil_date as_at) {
    return board.ask([&](const domain::board& columns, const domain::directory& places) {
        std::vector<std::string> told;
        for (std::uint8_t target = 0; target < 2; ++target) {
            for (const auto by : {domain::grouping::none, domain::grouping::service, domain::grouping::age_band,
                                  domain::grouping::month}) {
                domain::waits_question question{
                    .filter = {}, .as_at = as_at, .from = as_at - std::chrono::days{400}, .to = as_at, .by = by};
                question.filter.target = target;
                for (const auto& group : columns.waits(question, places)) {
                    told.push_back(group.key + ": " + std::to_string(group.waiting.count()) + " waiting, " +
                                   std::to_string(group.waiting.within()) + " within, longest " +
                                   std::to_string(group.waiting.longest_days().value_or(-1)) + ", completed " +
                                   std::to_string(group.completed.count()) + "/" +
                                   std::to_string(group.completed.within()) + ", removed " +
                                   std::to_string(group.removed) + ", added " + std::to_string(group.added));
                }
            }
        }
        told.push_back(std::to_string(columns.requests()) + " requests in " + std::to_string(columns.rows()) + " rows");
        return told;
    });
}

} // namespace clockstart::db
