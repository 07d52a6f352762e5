#include "service/configuration.hpp"

#include "tests/support/temp_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <ostream>

namespace clockstart::service {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// A folder with the files that a configuration names.
class place {
public:
    place() {
        write("clockstart.toml", "");
        write("mail.password", "secret word\nand what nobody reads\n");
        write("empty", "");
        write("ours.pem", "");
        fs::permissions(folder_.path() / "mail.password", fs::perms::owner_read | fs::perms::group_read);
        fs::permissions(folder_.path() / "empty", fs::perms::owner_read);
        write("open.password", "secret word\n");
        fs::permissions(folder_.path() / "open.password", fs::perms::owner_read | fs::perms::others_read);
    }
    domain::result<configuration> read(const std::string& text) const {
        write("clockstart.toml", text);
        return read_configuration(folder_.path() / "clockstart.toml");
    }
    const fs::path& path() const { return folder_.path(); }

private:
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder_.path() / name, std::ios::binary} << text;
    }
    test::temp_folder folder_;
};

TEST(DeliveryConfiguration, OfAnEmptyFileSendsAndCallsNothing) {
    const auto read = parse_configuration("");
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->mail || read->heartbeat || read->backup);
    EXPECT_EQ(read->webhooks, scheduler::webhook_settings{});
    EXPECT_EQ(read->hours, scheduler::delivery_hours{});
    EXPECT_EQ(read->public_url, "");
}

TEST(DeliveryConfiguration, TakesEveryKeyOfTheHeader) {
    const place here;
    const auto read = here.read(R"(
[mail]
host = "smtp.example.org"
port = 2525
security = "tls"
user = "clockstart"
password_file = "mail.password"
sender = "waits@example.org"
sender_name = "Wärter"
ca_file = "ours.pem"
[webhooks]
allowed_hosts = ["Hooks.Example.org", "127.0.0.1"]
ca_file = ")" + (here.path() / "ours.pem").string() +
                                R"("
[delivery]
working_hours = "07:30-24:00"
working_days = ["Mon", "Sat"]
digest_at = "09:15"
public_url = "https://waits.example.org/clock/"
[heartbeat]
url = "https://checks.example.org/ping/1?a=b"
every_seconds = 30
[backup]
folder = "/var/backups/clockstart"
keep = 7
[audit]
heads_file = ")" + (here.path() / "heads").string() +
                                R"("
syslog = true
)");
    ASSERT_TRUE(read) << read.error().faults.front().pointer << " " << read.error().faults.front().detail;
    const scheduler::mail_settings mail{.host = "smtp.example.org",
                                        .port = 2525,
                                        .security = scheduler::mail_security::tls,
                                        .user = "clockstart",
                                        .password = "secret word",
                                        .sender = "waits@example.org",
                                        .sender_name = "Wärter",
                                        .ca_file = here.path() / "ours.pem"};
    EXPECT_EQ(read->mail, mail);
    EXPECT_EQ(read->webhooks.allowed_hosts, (std::vector<std::string>{"hooks.example.org", "127.0.0.1"}));
    EXPECT_EQ(read->webhooks.ca_file, here.path() / "ours.pem");
    const scheduler::delivery_hours hours{.opens = 7h + 30min,
                                          .closes = 24h,
                                          .days = {false, true, false, false, false, false, true},
                                          .digest_at = 9h + 15min};
    EXPECT_EQ(read->hours, hours);
    EXPECT_EQ(read->public_url, "https://waits.example.org/clock");
    EXPECT_EQ(read->heartbeat, (scheduler::heartbeat_settings{"https://checks.example.org/ping/1?a=b", 30s}));
    EXPECT_EQ(read->backup, (scheduler::backup_settings{"/var/backups/clockstart", 7}));
    EXPECT_EQ(read->audit, (scheduler::audit_settings{here.path() / "heads", true}));
}

TEST(DeliveryConfiguration, TakesAFileOfHeadsOnlyInAFolderThatIsThere) {
    for (const std::string file : {"heads", "/no/such/folder/heads"}) {
        const auto read = parse_configuration("[audit]\nheads_file = '" + file + "'\n");
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().faults.front().pointer, "audit.heads_file");
    }
}

TEST(DeliveryConfiguration, TakesThePortThatGoesWithTheSecurity) {
    const std::string mail = "[mail]\nhost = 'mx'\nsender = 'a@b'\n";
    EXPECT_EQ(parse_configuration(mail)->mail->port, 587);
    EXPECT_EQ(parse_configuration(mail)->mail->security, scheduler::mail_security::starttls);
    EXPECT_EQ(parse_configuration(mail + "security = 'tls'")->mail->port, 465);
    EXPECT_EQ(parse_configuration(mail + "security = 'none'")->mail->port, 25);
    EXPECT_EQ(parse_configuration(mail + "port = 26\nsecurity = 'none'")->mail->port, 26);
}

TEST(DeliveryConfiguration, MovesTheDigestIntoTheHoursUnlessItIsGiven) {
    EXPECT_EQ(parse_configuration("[delivery]\nworking_hours = '10:00-12:00'")->hours.digest_at, 10h);
    EXPECT_EQ(parse_configuration("[delivery]\nworking_hours = '01:00-02:00'")->hours.digest_at, 1h + 59min);
}

TEST(DeliveryConfiguration, LetsAPasswordGoInTheClearWithinThisMachineOnly) {
    const place here;
    const std::string rest = "sender = 'a@b'\nsecurity = 'none'\nuser = 'u'\npassword_file = 'mail.password'\n";
    for (const auto* host : {"localhost", "127.0.0.1", "::1"}) {
        EXPECT_TRUE(here.read("[mail]\nhost = '" + std::string{host} + "'\n" + rest)) << host;
    }
    const auto refused = here.read("[mail]\nhost = 'smtp.example.org'\n" + rest);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults.front().pointer, "mail.security");
}

struct wrong {
    std::string text;
    const char* key;
};
std::ostream& operator<<(std::ostream& out, const wrong& one) { return out << one.key; }

const std::string mail = "[mail]\nhost = 'mx'\nsender = 'a@b'\n";

class WrongDeliveryConfiguration : public testing::TestWithParam<wrong> {};

TEST_P(WrongDeliveryConfiguration, NamesTheKeyAndNoSecret) {
    const auto read = place{}.read(GetParam().text);
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().faults.size(), 1U);
    EXPECT_EQ(read.error().faults.front().pointer, GetParam().key);
    EXPECT_FALSE(read.error().faults.front().detail.empty());
    EXPECT_EQ(read.error().faults.front().detail.find("secret"), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(
    Each, WrongDeliveryConfiguration,
    testing::Values(
        wrong{"mail = 'mx'", "mail"}, wrong{"[mail]\nsender = 'a@b'", "mail.host"},
        wrong{"[mail]\nhost = 25\nsender = 'a@b'", "mail.host"},
        wrong{"[mail]\nhost = 'mx:25'\nsender = 'a@b'", "mail.host"},
        wrong{"[mail]\nhost = ''\nsender = 'a@b'", "mail.host"},
        wrong{"[mail]\nhost = 'mx/x'\nsender = 'a@b'", "mail.host"}, wrong{"[mail]\nhost = 'mx'", "mail.sender"},
        wrong{"[mail]\nhost = 'mx'\nsender = 'Clockstart <a@b>'", "mail.sender"}, wrong{mail + "port = 0", "mail.port"},
        wrong{mail + "port = 65536", "mail.port"}, wrong{mail + "port = '25'", "mail.port"},
        wrong{mail + "security = 'ssl'", "mail.security"}, wrong{mail + "security = true", "mail.security"},
        wrong{mail + "sender_name = \"a\\nb\"", "mail.sender_name"},
        wrong{mail + "ca_file = 'none.pem'", "mail.ca_file"}, wrong{mail + "user = 'u'", "mail.password_file"},
        wrong{mail + "password_file = 'mail.password'", "mail.user"},
        wrong{mail + "user = 'u'\npassword_file = 'none'", "mail.password_file"},
        wrong{mail + "user = 'u'\npassword_file = ''", "mail.password_file"},
        wrong{mail + "user = 'u'\npassword_file = 'empty'", "mail.password_file"},
        wrong{mail + "user = 'u'\npassword_file = 'open.password'", "mail.password_file"},
        wrong{mail + "user = 'u'\npassword = 'secret'\npassword_file = 'mail.password'", "mail.password"}));
INSTANTIATE_TEST_SUITE_P(EachOther, WrongDeliveryConfiguration,
                         testing::Values(wrong{"[webhooks]\nallowed_hosts = ['http://a']", "webhooks.allowed_hosts"},
                                         wrong{"[webhooks]\nallowed_hosts = ['a:80']", "webhooks.allowed_hosts"},
                                         wrong{"[webhooks]\nallowed_hosts = []", "webhooks.allowed_hosts"},
                                         wrong{"[webhooks]\nallowed_hosts = [1]", "webhooks.allowed_hosts"},
                                         wrong{"[webhooks]\nca_file = 'none.pem'", "webhooks.ca_file"},
                                         wrong{"[webhooks]\nsecret = 'x'", "webhooks.secret"},
                                         wrong{"[delivery]\nworking_hours = 'always'", "delivery.working_hours"},
                                         wrong{"[delivery]\nworking_hours = '18:00-08:00'", "delivery.working_hours"},
                                         wrong{"[delivery]\nworking_hours = '08:00-08:00'", "delivery.working_hours"},
                                         wrong{"[delivery]\nworking_hours = '08:60-18:00'", "delivery.working_hours"},
                                         wrong{"[delivery]\nworking_hours = '08:00-24:01'", "delivery.working_hours"},
                                         wrong{"[delivery]\nworking_hours = '8:00-18:00'", "delivery.working_hours"},
                                         wrong{"[delivery]\nworking_hours = 8", "delivery.working_hours"},
                                         wrong{"[delivery]\nworking_days = ['Monday']", "delivery.working_days"},
                                         wrong{"[delivery]\nworking_days = []", "delivery.working_days"},
                                         wrong{"[delivery]\nworking_days = 'Mon'", "delivery.working_days"},
                                         wrong{"[delivery]\ndigest_at = '8'", "delivery.digest_at"},
                                         wrong{"[delivery]\ndigest_at = '18:00'", "delivery.digest_at"},
                                         wrong{"[delivery]\ndigest_at = 08:00:00", "delivery.digest_at"},
                                         wrong{"[delivery]\npublic_url = 'waits.example.org'", "delivery.public_url"},
                                         wrong{"[delivery]\npublic_url = 'https://a/?b'", "delivery.public_url"},
                                         wrong{"[delivery]\npublic_url = 'https://u:p@a/'", "delivery.public_url"},
                                         wrong{"[delivery]\npublic_url = 'javascript:x'", "delivery.public_url"},
                                         wrong{"[heartbeat]\nevery_seconds = 60", "heartbeat.url"},
                                         wrong{"[heartbeat]\nurl = 'ftp://a'", "heartbeat.url"},
                                         wrong{"[heartbeat]\nurl = 'https://a'\nevery_seconds = 1",
                                               "heartbeat.every_seconds"},
                                         wrong{"[backup]\nkeep = 3", "backup.folder"},
                                         wrong{"[backup]\nfolder = 'backups'", "backup.folder"},
                                         wrong{"[backup]\nfolder = '/b'\nkeep = 0", "backup.keep"}));

} // namespace
} // namespace clockstart::service
