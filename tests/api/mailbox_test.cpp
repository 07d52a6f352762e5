#include "api/mailbox.hpp"

#include <gtest/gtest.h>

namespace clockstart::api {
namespace {

frame framed(const char* text) { return std::make_shared<const std::string>(text); }

TEST(Mailbox, GivesAllThatCameInItsOrder) {
    mailbox box{7};
    EXPECT_TRUE(box.empty());
    EXPECT_TRUE(box.put(framed("one ")));
    EXPECT_TRUE(box.put(framed("two ")));
    std::string taken = "zero ";
    box.take(taken);
    EXPECT_EQ(taken, "zero one two ");
    EXPECT_TRUE(box.empty());
}

TEST(Mailbox, ClosesWhenItIsFullAndKeepsNothing) {
    mailbox box{0};
    const auto shared = framed("x");
    for (std::size_t number = 0; number < mailbox::capacity; ++number) {
        EXPECT_TRUE(box.put(shared));
    }
    EXPECT_FALSE(box.closed());
    EXPECT_FALSE(box.put(shared));
    EXPECT_TRUE(box.closed());
    EXPECT_TRUE(box.empty());
    EXPECT_EQ(shared.use_count(), 1);
}

TEST(Mailbox, CallsForTheReaderOnNewsAndForMoreOnceAllIsWritten) {
    mailbox box{0};
    int news = 0;
    int written = 0;
    box.when_new([&] { ++news; });
    box.when_written([&] { ++written; });
    box.put(framed("one"));
    EXPECT_EQ(news, 1);
    box.note_written(); // something else: this one is still here
    EXPECT_EQ(written, 0);
    std::string taken;
    box.take(taken);
    EXPECT_EQ(written, 0);
    box.note_written();
    EXPECT_EQ(written, 1);
    box.close();
    EXPECT_EQ(news, 2);
    box.note_written();
    EXPECT_EQ(written, 1);
}

TEST(Mailbox, HasAHeartbeatFromWhichToResume) {
    mailbox box{7};
    box.reach(12);
    EXPECT_EQ(box.heartbeat(), ": still here\nid: 12\n\n");
}

} // namespace
} // namespace clockstart::api
