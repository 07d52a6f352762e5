#include "db/csv_reader.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace clockstart::db {
namespace {

using domain::fault;

struct read_file {
    std::vector<std::pair<std::size_t, std::vector<std::string>>> rows;
    std::vector<fault> faults;
};
read_file all_of(csv_reader reader) {
    read_file all;
    csv_row row;
    while (reader.next(row)) {
        all.rows.emplace_back(row.line, std::vector<std::string>{row.cells.begin(), row.cells.end()});
    }
    all.faults = reader.faults();
    return all;
}
using rows = std::vector<std::pair<std::size_t, std::vector<std::string>>>;

TEST(CsvReader, GivesRowsWithTheLineWhereEachStarts) {
    const auto read = all_of(csv_reader{"a,b\n1,2\n\n\n3,\"4\n5\"\n6,7"});
    EXPECT_EQ(read.rows, (rows{{2, {"1", "2"}}, {5, {"3", "4\n5"}}, {7, {"6", "7"}}}));
    EXPECT_TRUE(read.faults.empty());
}

TEST(CsvReader, TakesByteOrderMarkCarriageReturnsAndQuotedCommas) {
    csv_reader reader{
        "\xEF\xBB\xBF\"Given, Name\",b\r\n \"Ann, \"\"Annie\"\"\" , two words \r\n\"x\r\ny\",z\r\nlast,row\r\n"};
    EXPECT_EQ(reader.header(), (std::vector<std::string>{"Given, Name", "b"}));
    EXPECT_EQ(reader.column("given, name"), 0U);
    EXPECT_EQ(reader.column("B"), 1U);
    EXPECT_FALSE(reader.column("c"));
    const auto read = all_of(std::move(reader));
    EXPECT_EQ(read.rows, (rows{{2, {"Ann, \"Annie\"", "two words"}}, {3, {"x\r\ny", "z"}}, {5, {"last", "row"}}}));
}

TEST(CsvReader, RecordsARowThatIsNotRightAndGoesOn) {
    const std::string nul{"n\0l,1", 5};
    const auto read = all_of(csv_reader{"name,age,\nJos\xC3\xA9,4,\nJos\xE9,5,\nshort\n" + nul +
                                        ",\n,,\na,b,c,d\nlast,9,\n\x01,\xC0\xAF,\n"});
    EXPECT_EQ(read.rows, (rows{{2, {"Jos\xC3\xA9", "4", ""}}, {8, {"last", "9", ""}}}));
    EXPECT_EQ(read.faults,
              (std::vector<fault>{
                  {"3: name", "is not UTF-8; save the file as \"CSV UTF-8\""},
                  {"4", "has 1 cell where the header has 3"},
                  {"5: name", "holds a NUL character: the file is no text, or is UTF-16; save it as \"CSV UTF-8\""},
                  {"7", "has 4 cells where the header has 3"},
                  {"9: name", "holds a control character"},
                  {"9: age", "is not UTF-8; save the file as \"CSV UTF-8\""},
              }));
}

TEST(CsvReader, StopsWhereTheStructureIsBrokenAndSaysWhere) {
    const auto stray = all_of(csv_reader{"a,b\n1,2\n3,4\"5\n6,7\n"});
    EXPECT_EQ(stray.rows, (rows{{2, {"1", "2"}}}));
    ASSERT_EQ(stray.faults.size(), 1U);
    EXPECT_EQ(stray.faults[0].pointer, "3");

    const auto unclosed = all_of(csv_reader{"a,b\n1,2\n3,\"4\n5,6\n"});
    EXPECT_EQ(unclosed.rows.size(), 1U);
    EXPECT_EQ(unclosed.faults,
              (std::vector<fault>{{"3", "has a cell that begins with a quote and is never closed by one"}}));

    const auto endless = all_of(csv_reader{"a,b\n1,2\n3,\"" + std::string(3'000'000, 'x') + "\"\n4,5\n"});
    EXPECT_EQ(endless.rows.size(), 1U);
    ASSERT_EQ(endless.faults.size(), 1U);
    EXPECT_EQ(endless.faults[0],
              (fault{"3", "is longer than a megabyte: a quote may be missing at the end of a cell"}));
}

TEST(CsvReader, NamesWhatIsWrongWithTheHeader) {
    EXPECT_EQ(csv_reader{""}.faults().at(0).pointer, "1");
    EXPECT_EQ(csv_reader{"a,b,A\n"}.faults(), (std::vector<fault>{{"1: A", "is the name of two columns"}}));
    const auto wide = all_of(csv_reader{std::string{"a\0,\0b\0\n\0", 8}});
    ASSERT_EQ(wide.faults.size(), 1U);
    EXPECT_EQ(wide.faults[0].pointer, "1");
    EXPECT_EQ(csv_reader{",x\n"}.column_name(0), "column 1");
}

TEST(CsvReader, KeepsRowsWholeAcrossTheStretchesItReads) {
    // Rows of many lengths, so that the ends of the 64 KB stretches fall everywhere: into quotes, between CR and LF,
    // into characters.
    std::string text = "n,words\r\n";
    rows expected;
    std::size_t line = 2;
    for (std::size_t number = 0; text.size() < 500'000; ++number) {
        const auto words = std::string(number % 97, 'w') + "\xC3\xA9,\r\n" + std::string(number % 13, 'v') + ".";
        text += std::to_string(number) + ",\"" + words + "\"\r\n";
        expected.push_back({line, {std::to_string(number), words}});
        line += 2;
    }
    const auto read = all_of(csv_reader{text});
    EXPECT_EQ(read.rows, expected);
    EXPECT_TRUE(read.faults.empty());

    const auto file = std::filesystem::temp_directory_path() / ("csv_reader_test." + std::to_string(::getpid()));
    std::ofstream{file, std::ios::binary} << text;
    auto opened = csv_reader::open(file);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(all_of(std::move(*opened)).rows, expected);
    std::filesystem::remove(file);
    EXPECT_FALSE(csv_reader::open(file).has_value());
    EXPECT_FALSE(csv_reader::open(std::filesystem::temp_directory_path()).has_value());
}

} // namespace
} // namespace clockstart::db
