#include "db/connection.hpp"
#include "db/migrations.hpp"
#include "tests/db/store.hpp"

#include <soci/soci.h>

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace clockstart::db {

TEST(DataFolder, IsMadeOnceForItsOwnerAlone) {
    test::temp_folder place;
    const auto path = place.path() / "a" / "data";
    {
        const auto made = data_folder::make(path, true);
        EXPECT_TRUE(made.is_trial());
        EXPECT_TRUE(std::filesystem::exists(made.key_file()));
    }
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
    EXPECT_EQ(std::filesystem::status(path / "clockstart.db").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_THROW(data_folder::make(path, true), std::runtime_error);
    EXPECT_FALSE(data_folder::make(place.path() / "other", false).is_trial());
    EXPECT_THROW(data_folder::open(place.path()), std::runtime_error);
}

TEST(DataFolder, IsOneProcessesAtATime) {
    test::temp_folder place;
    const auto path = place.path() / "data";
    const auto held = data_folder::make(path, false);
    EXPECT_THROW(data_folder::open(path), folder_in_use);
    const auto other = ::fork();
    if (other == 0) {
        try {
            data_folder::open(path);
        } catch (const folder_in_use&) {
            ::_exit(3);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(other, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 3);
}

TEST(DataFolder, IsFreeAgainAfterItsHolder) {
    test::temp_folder place;
    const auto path = place.path() / "data";
    { const auto held = data_folder::make(path, false); }
    EXPECT_NO_THROW(data_folder::open(path));
}

TEST(DataFolder, IsServedWhileSomebodyAnswersAtItsDoor) {
    test::temp_folder place;
    EXPECT_FALSE(data_folder::is_served(place.path()));
    const auto name = (place.path() / "clockstart.sock").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(name.begin(), name.end(), std::begin(address.sun_path));
    const int door = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(::bind(door, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    ASSERT_EQ(::listen(door, 1), 0);
    EXPECT_TRUE(data_folder::is_served(place.path()));
    ::close(door);
    EXPECT_FALSE(data_folder::is_served(place.path())); // what a killed daemon leaves behind
}

TEST(Migrations, LeadFromNothingToTheKnownSchemaAndStayThere) {
    test::temp_folder place;
    connection empty{place.path() / "clockstart.db", dialect::role::writer};
    EXPECT_EQ(dialect::schema_version(empty.sql()), 0);
    migrate(empty.sql());
    EXPECT_EQ(dialect::schema_version(empty.sql()), known_schema());
    migrate(empty.sql());
    int strict = 0, tables = 0;
    empty.sql()
        << "SELECT SUM(strict), COUNT(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
        soci::into(strict), soci::into(tables);
    EXPECT_GT(tables, 15);
    EXPECT_EQ(strict, tables);
}

TEST(Migrations, RefuseANewerSchemaWithASentence) {
    store held;
    held.tamper("PRAGMA user_version = 99");
    try {
        held.reopen();
        FAIL() << "a newer schema was opened";
    } catch (const std::runtime_error& refused) {
        EXPECT_NE(std::string{refused.what()}.find("schema 99"), std::string::npos);
        EXPECT_NE(std::string{refused.what()}.find("backup"), std::string::npos);
    }
    held.tamper("PRAGMA user_version = " + std::to_string(known_schema()));
    EXPECT_NO_THROW(held.reopen());
}

TEST(Connection, HasTheSettingsThatMakeACommitSafe) {
    store held;
    const auto settings = [](connection& of) {
        std::string told;
        for (const std::string name :
             {"journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema", "cell_size_check",
              "mmap_size", "journal_size_limit", "wal_autocheckpoint", "query_only"}) {
            std::string value;
            of.sql() << "PRAGMA " + name, soci::into(value);
            told += name + "=" + value + " ";
        }
        return told;
    };
    const std::string common =
        "journal_mode=wal synchronous=2 foreign_keys=1 busy_timeout=5000 trusted_schema=0 cell_size_check=1 "
        "mmap_size=0 journal_size_limit=67108864 ";
    connection reader{held.database(), dialect::role::reader};
    EXPECT_EQ(settings(reader), common + "wal_autocheckpoint=0 query_only=1 ");
    held.close();
    connection writer{held.database(), dialect::role::writer};
    EXPECT_EQ(settings(writer), common + "wal_autocheckpoint=1000 query_only=0 ");
}

TEST(Connection, RefusesADatabaseWhoseSettingsDoNotHold) {
    // A database in memory cannot have a write-ahead log: the setting is made, and reads back as something else.
    try {
        connection memory{":memory:", dialect::role::writer};
        FAIL() << "opened without a write-ahead log";
    } catch (const std::runtime_error& refused) {
        EXPECT_NE(std::string{refused.what()}.find("journal_mode"), std::string::npos);
    }
}

TEST(Connection, OfAReaderCannotWrite) {
    store held;
    connection reader{held.database(), dialect::role::reader};
    EXPECT_THROW(reader.sql() << "DELETE FROM token", soci::soci_error);
}

} // namespace clockstart::db
