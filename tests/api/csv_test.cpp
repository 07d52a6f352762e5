#include "api/csv.hpp"

#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

TEST(Csv, QuotesEveryCellAndEndsLinesByCrLf) {
    const api::csv_table table{{"name", "waiting"}, {{"Mid, Essex", "12"}, {"say \"so\"", ""}, {"two\nlines", "é"}}};
    EXPECT_EQ(api::write_csv(table), "\"name\",\"waiting\"\r\n\"Mid, Essex\",\"12\"\r\n\"say \"\"so\"\"\",\"\"\r\n"
                                     "\"two\nlines\",\"é\"\r\n");
}

TEST(Csv, MakesFormulasHarmless) {
    for (const auto* cell : {"=1+1", "+44 20", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1",
                             "\xef\xbc\x9d"
                             "1",
                             "\xef\xbc\x8b"
                             "1",
                             "\xef\xbc\x8d"
                             "1",
                             "\xef\xbc\xa0"
                             "x",
                             "-", "--1", "-1.2.3", "\ttext", "\n=1", "-.5"}) {
        SCOPED_TRACE(cell);
        EXPECT_TRUE(api::looks_like_formula(cell));
        EXPECT_TRUE(api::write_csv({{cell}, {}}).starts_with("\"'"));
    }
    for (const auto* cell : {"", "12", "-4", "-4.5", "2026-11-22", "a=b", "EQ-7K3M-2Q9D", "  ", "e@x.nhs.uk"}) {
        SCOPED_TRACE(cell);
        EXPECT_FALSE(api::looks_like_formula(cell));
    }
}

} // namespace
} // namespace clockstart
