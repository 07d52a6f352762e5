#include "service/configuration.hpp"

#include "service/progress_line.hpp"
#include "service/text_file.hpp"
#include "service/trial_clock.hpp"
#include "tests/support/temp_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <ostream>

namespace clockstart::service {
namespace {

using namespace std::chrono_literals;

TEST(Configuration, OfAnEmptyFileIsTheDefault) {
    const auto read = parse_configuration("");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->listen, (listen_address{"127.0.0.1", 8080}));
    EXPECT_EQ(read->limits.connections, 9000U);
    EXPECT_FALSE(read->backup);
}

TEST(Configuration, SaysWhatIsPublishedAndWhichSmallNumbersAreHiddenFromWhom) {
    EXPECT_FALSE(parse_configuration("")->publishes_figures);
    const auto read = parse_configuration(R"(
[figures]
published = true
[audiences.public]
threshold = 10
zero = "hidden"
[audiences.commissioner]
threshold = 5
dates = "month_ends"
)");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->publishes_figures, true);
    EXPECT_EQ(read->audiences.everybody.threshold, 10);
    EXPECT_FALSE(read->audiences.everybody.shows_zero);
    EXPECT_EQ(read->audiences.everybody.rounding, 5);
    EXPECT_FALSE(read->audiences.commissioner.is_exact());
    EXPECT_TRUE(read->audiences.auditor.is_exact());
}

TEST(Configuration, RefusesAnAudienceThatWouldProtectNobody) {
    const auto read = parse_configuration(R"(
[audiences.auditor]
threshold = 5
[audiences.file]
rounding = "five"
[audiences.everyone]
threshold = 8
)");
    ASSERT_FALSE(read);
    std::vector<std::string> keys;
    for (const auto& fault : read.error().faults) {
        keys.push_back(fault.pointer);
    }
    EXPECT_EQ(keys,
              (std::vector<std::string>{"audiences.file.rounding", "audiences.auditor.dates", "audiences.everyone"}));
}

TEST(Configuration, TakesEveryKeyOfTheHeader) {
    const auto read = parse_configuration(R"(
listen = "[::1]:9000"
allowed_hosts = ["Waits.Example.org", "[::1]"]
[log]
level = "warn"
json = true
[limits]
connections = 10
connections_per_address = 5
requests_per_connection = 7
requests_per_second = 0
requests_at_once = 9
header_seconds = 1
body_seconds = 2
import_seconds = 3
idle_seconds = 4
queue = 8
[backup]
folder = "/var/backups/clockstart"
keep = 9
)");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->listen, (listen_address{"::1", 9000}));
    EXPECT_EQ(read->allowed_hosts, (std::vector<std::string>{"waits.example.org", "[::1]"}));
    EXPECT_EQ(read->log_level, "warn");
    EXPECT_TRUE(read->log_json);
    EXPECT_EQ(read->limits.connections, 10U);
    EXPECT_EQ(read->limits.connections_per_address, 5U);
    EXPECT_EQ(read->limits.requests_per_connection, 7U);
    EXPECT_EQ(read->limits.requests_per_second, 0U);
    EXPECT_EQ(read->limits.requests_at_once, 9U);
    EXPECT_EQ(read->limits.header_within, 1s);
    EXPECT_EQ(read->limits.body_within, 2s);
    EXPECT_EQ(read->limits.import_within, 3s);
    EXPECT_EQ(read->limits.idle, 4s);
    EXPECT_EQ(read->queue_limit, 8U);
    EXPECT_EQ(read->backup, (scheduler::backup_settings{"/var/backups/clockstart", 9}));
}

struct wrong {
    const char* text;
    const char* key;
};
std::ostream& operator<<(std::ostream& out, const wrong& one) { return out << one.key; }

class WrongConfiguration : public testing::TestWithParam<wrong> {};

TEST_P(WrongConfiguration, NamesTheKey) {
    const auto read = parse_configuration(GetParam().text);
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().faults.size(), 1U);
    EXPECT_EQ(read.error().faults.front().pointer, GetParam().key);
    EXPECT_FALSE(read.error().faults.front().detail.empty());
}
INSTANTIATE_TEST_SUITE_P(
    Each, WrongConfiguration,
    testing::Values(wrong{"lisen = 'x'", "lisen"}, wrong{"listen = 8080", "listen"},
                    wrong{"listen = 'here:80'", "listen"}, wrong{"allowed_hosts = 'one'", "allowed_hosts"},
                    wrong{"allowed_hosts = ['a:80']", "allowed_hosts"}, wrong{"log = 'info'", "log"},
                    wrong{"[log]\nlevel = 'loud'", "log.level"}, wrong{"[log]\njson = 'yes'", "log.json"},
                    wrong{"[log]\ncolour = true", "log.colour"}, wrong{"[limits]\nqueue = 0", "limits.queue"},
                    wrong{"[limits]\nidle_seconds = 1.5", "limits.idle_seconds"},
                    wrong{"[backup]\nfolder = 'backups'", "backup.folder"},
                    wrong{"[backup]\nkeep = 3", "backup.folder"},
                    wrong{"[backup]\nfolder = '/b'\nkeep = 0", "backup.keep"}, wrong{"a = 1\nb =", "line 2"}));

TEST(TextFile, IsReadWholeOrRefused) {
    const test::temp_folder place;
    const auto file = place.path() / "text";
    for (const std::size_t size : {0U, 1U, 4096U, 10'000U}) {
        const std::string text(size, '\n');
        std::ofstream{file, std::ios::binary | std::ios::trunc} << text;
        EXPECT_EQ(read_text_file(file), text);
    }
    EXPECT_FALSE(read_text_file(place.path() / "nowhere"));
    EXPECT_FALSE(read_text_file(place.path())); // a folder can be opened, but not read
}

TEST(TrialClock, MovesByDaysHoursAndMinutesOrToAnInstant) {
    const auto now = domain::parse_instant("2026-11-22T10:00:00Z").value();
    EXPECT_EQ(parse_trial_clock("+42d", now).value(), 42 * 24h);
    EXPECT_EQ(parse_trial_clock("-3h", now).value(), -3h);
    EXPECT_EQ(parse_trial_clock("+90m", now).value(), 90min);
    EXPECT_EQ(parse_trial_clock("2026-11-23T10:00:00Z", now).value(), 24h);
    for (const auto* word : {"", "+", "+d", "42d", "+4w", "+-4d", "+1.5h", "+99999999d", "2026-11-23", "tomorrow"}) {
        EXPECT_FALSE(parse_trial_clock(word, now)) << word;
    }
}

TEST(Progress, TellsRateShareAndTimeLeft) {
    EXPECT_EQ(progress_text("requests", 0, 100, 1s), "0 requests");
    EXPECT_EQ(progress_text("requests", 12'000, std::nullopt, 2s), "12,000 requests, 6,000 a second");
    EXPECT_EQ(progress_text("requests", 12'000, 48'000, 2s), "12,000 requests, 6,000 a second, 25 %, 6 s left");
    EXPECT_EQ(progress_text("requests", 10, 10'000, 1s), "10 requests, 10 a second, 0 %, 17 min left");
}

} // namespace
} // namespace clockstart::service
