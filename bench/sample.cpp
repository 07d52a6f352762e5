#include "bench/sample.hpp"

#include "bench/sqlite.hpp"
#include "domain/nhs_number.hpp"
#include "domain/time.hpp"

#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>

namespace clockstart::bench {

namespace {

constexpr std::array<std::string_view, 12> given_names{"Ada",  "Bilal", "Chloe", "Dev",  "Efua", "Finn",
                                                       "Gwen", "Hana",  "Idris", "Juno", "Kofi", "Lena"};
constexpr std::array<std::string_view, 12> family_names{"Archer", "Brook", "Cooper", "Dale",   "Ellery", "Fenn",
                                                        "Garth",  "Hurst", "Ingham", "Joyner", "Keeble", "Larkin"};
constexpr std::array<std::string_view, 4> postcodes{"SS2 6ZZ", "CM1 1ZZ", "YO1 7ZZ", "B15 2ZZ"};
constexpr std::array<std::string_view, 3> sexes{"female", "male", "not_known"};
constexpr std::array<std::string_view, 6> ethnicities{"white", "white", "white", "asian", "black", "not_known"};
constexpr std::array<std::string_view, 3> settings{"home", "school", "both"};
constexpr std::array<std::string_view, 4> categories{"seating_and_standing", "communication", "toileting_and_hoists",
                                                     "sensory"};
constexpr std::string_view description = "Specialist seat, size 2, with lateral supports";
constexpr int years_of_starts = 2;

// Scatters neighbouring numbers (the finaliser of splitmix64), so that no column follows another.
std::size_t scattered(std::size_t number, std::size_t column) {
    auto mixed = number * 0x9E3779B97F4A7C15U + column * 0xD1B54A32D192ED03U;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
}

template <class List>
const auto& one_of(const List& list, std::size_t number, std::size_t column) {
    return list[scattered(number, column) % list.size()];
}

std::string iso(int day) { return domain::format_date(domain::date_of(day)); }

std::vector<std::string> test_nhs_numbers(std::size_t count) {
    std::vector<std::string> numbers;
    for (int serial = 0; numbers.size() < count; ++serial) {
        if (serial == 1'000'000) {
            throw std::runtime_error{"there are not that many NHS numbers for tests"};
        }
        auto digits = std::to_string(999'000'000 + serial);
        if (const int check = domain::nhs_check_digit(digits); check >= 0) {
            numbers.push_back(digits + std::to_string(check));
        }
    }
    return numbers;
}

} // namespace

struct sample::facts {
    const offered_service& service;
    const std::string& nhs_number;
    std::string start, born, ended; // ended: empty when it has not
    std::string_view given, family, postcode, sex, ethnicity, setting, category;
    std::size_t decile;
    bool urgent;
};

std::vector<offered_service> services_of(const std::filesystem::path& folder) {
    const database held{folder / "clockstart.db", database::mode::read};
    std::vector<offered_service> found;
    statement each{held, "SELECT code, pathway, area FROM service ORDER BY place"};
    while (each.step()) {
        found.push_back({each.text(0), each.text(1), each.text(2)});
    }
    return found;
}

sample::sample(std::vector<offered_service> services, std::size_t children)
    : services_{std::move(services)}, nhs_numbers_{test_nhs_numbers(children)},
      today_{domain::day_number(domain::london_date(
          std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now())))} {
    if (services_.empty()) {
        throw std::runtime_error{"the folder has no services"};
    }
}

sample::facts sample::facts_of(std::size_t number) const {
    const auto child = number % nhs_numbers_.size();
    const int start = today_ - 1 - static_cast<int>(scattered(number, 1) % (365 * years_of_starts));
    // Of an age that fits every start.
    const int born = today_ - 365 * (years_of_starts + 1) - static_cast<int>(scattered(child, 2) % (365 * 14));
    const int end = start + 1 + static_cast<int>(scattered(number, 3) % 200);
    const bool ended = scattered(number, 4) % 5 < 3 && end < today_;
    return {.service = services_[number % services_.size()],
            .nhs_number = nhs_numbers_[child],
            .start = iso(start),
            .born = iso(born),
            .ended = ended ? iso(end) : std::string{},
            .given = one_of(given_names, child, 5),
            .family = one_of(family_names, child, 6),
            .postcode = one_of(postcodes, child, 7),
            .sex = one_of(sexes, child, 8),
            .ethnicity = one_of(ethnicities, child, 9),
            .setting = one_of(settings, number, 10),
            .category = one_of(categories, number, 11),
            .decile = scattered(child, 12) % 10 + 1,
            .urgent = scattered(number, 13) % 10 == 0};
}

std::string sample::body(std::size_t number) const {
    const auto one = facts_of(number);
    std::string text = R"({"pathway":")" + one.service.pathway + R"(","service":")" + one.service.code +
                       R"(","clock_start_on":")" + iso(today_ - 10) + R"(","child":{"nhs_number":")" + one.nhs_number +
                       R"(","given_name":")";
    text.append(one.given)
        .append(R"(","family_name":")")
        .append(one.family)
        .append(R"(","birth_date":")")
        .append(one.born);
    text.append(R"(","postcode":")").append(one.postcode).append(R"(","sex":")").append(one.sex);
    text.append(R"(","ethnicity":")")
        .append(one.ethnicity)
        .append(R"(","deprivation_decile":)")
        .append(std::to_string(one.decile));
    text.append(R"(},"priority":")")
        .append(one.urgent ? "urgent" : "routine")
        .append(R"(","setting":")")
        .append(one.setting);
    text.append(R"(","items":[{"category":")").append(one.category).append(R"(","description":")").append(description);
    return text.append(R"(","quantity":1}]})");
}

// `adjust` may change the facts of each before they are written.
template <class Adjust>
void sample::write(const std::filesystem::path& file, std::size_t rows, Adjust adjust) const {
    std::ofstream list{file};
    list << "pathway,service,clock_start_on,nhs_number,given_name,family_name,birth_date,postcode,sex,ethnicity,"
            "deprivation_decile,"
            "priority,setting,category,item_description,quantity,delivered,first_contact,advice_sent\n";
    for (std::size_t number = 0; number < rows; ++number) {
        auto one = facts_of(number);
        adjust(one);
        const auto& pathway = one.service.pathway;
        list << pathway << ',' << one.service.code << ',' << one.start << ',' << one.nhs_number << ',' << one.given
             << ',' << one.family << ',' << one.born << ',' << one.postcode << ',' << one.sex << ',' << one.ethnicity
             << ',' << one.decile << ',' << (one.urgent ? "urgent" : "routine") << ',' << one.setting << ',';
        if (pathway == "equipment") {
            list << one.category << ",\"" << description << "\",1," << one.ended << ",,\n";
        } else {
            const bool is_advice = pathway == "ehcp-advice";
            list << ",,,," << (is_advice ? std::string{} : one.ended) << ',' << (is_advice ? one.ended : std::string{})
                 << '\n';
        }
    }
    if (!list.flush()) {
        throw std::runtime_error{"the list could not be written"};
    }
}

void sample::write_list(const std::filesystem::path& file, std::size_t rows) const {
    write(file, rows, [](facts&) {});
}

void sample::write_waiting(const std::filesystem::path& file, std::size_t rows, domain::civil_date began) const {
    write(file, rows, [start = domain::format_date(began)](facts& one) {
        one.start = start;
        one.ended.clear();
    });
}

} // namespace clockstart::bench
