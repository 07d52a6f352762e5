#include "db/calendar_file.hpp"

#include <boost/json/parse.hpp>

#include <fstream>
#include <iterator>
#include <string>

namespace clockstart::db {

namespace {

constexpr std::uintmax_t most_bytes = 1024UL * 1024; // gov.uk's has 40,000

} // namespace

domain::result<std::vector<domain::bank_holiday>> read_calendar_file(const std::filesystem::path& file) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(file, missing);
    std::ifstream stream{file, std::ios::binary};
    if (missing || !stream) {
        return domain::refuse(domain::errc::invalid, "/file", "cannot be read");
    }
    if (size > most_bytes) {
        return domain::refuse(domain::errc::invalid, "/file", "is no list of bank holidays: it has over a megabyte");
    }
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    boost::system::error_code broken;
    const auto document = boost::json::parse(text, broken);
    if (broken) {
        return domain::refuse(domain::errc::invalid, "/file", "is not JSON");
    }
    return domain::read_holiday_list(document);
}

} // namespace clockstart::db
