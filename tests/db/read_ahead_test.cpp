#include "db/read_ahead.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace clockstart::db {
namespace {

import_requests::row numbered(std::size_t line) {
    import_requests::row row;
    row.line = line;
    return row;
}

TEST(ReadAhead, GivesEveryRowOnceAndInOrder) {
    std::size_t read = 0;
    read_ahead ahead{[&read]() -> std::optional<import_requests::row> {
        return read == 20'000 ? std::nullopt : std::optional{numbered(++read)};
    }};
    for (std::size_t line = 1; line <= 20'000; ++line) {
        const auto row = ahead.next();
        ASSERT_TRUE(row);
        ASSERT_EQ(row->line, line);
    }
    EXPECT_FALSE(ahead.next());
    EXPECT_FALSE(ahead.next());
}

TEST(ReadAhead, GivesNothingOfNothing) {
    read_ahead ahead{[]() -> std::optional<import_requests::row> { return std::nullopt; }};
    EXPECT_FALSE(ahead.next());
}

TEST(ReadAhead, ThrowsWhatTheSourceThrewAfterTheRowsBefore) {
    std::size_t read = 0;
    read_ahead ahead{[&read]() -> std::optional<import_requests::row> {
        if (read == 256) {
            throw std::runtime_error{"the file cannot be read further"};
        }
        return numbered(++read);
    }};
    for (std::size_t line = 1; line <= 256; ++line) {
        ASSERT_EQ(ahead.next()->line, line);
    }
    EXPECT_THROW(ahead.next(), std::runtime_error);
}

TEST(ReadAhead, StopsReadingWhenNobodyWantsMore) {
    std::atomic<std::size_t> read{0};
    {
        read_ahead ahead{[&read]() -> std::optional<import_requests::row> { return numbered(++read); }};
        EXPECT_EQ(ahead.next()->line, 1U);
    }
    EXPECT_GE(read.load(), 1U); // and the destructor came back, from a source without end
}

} // namespace
} // namespace clockstart::db
