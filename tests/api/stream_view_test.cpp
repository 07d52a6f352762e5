#include "api/stream_view.hpp"

#include <gtest/gtest.h>

namespace clockstart::api {
namespace {

namespace json = boost::json;

domain::directory places() {
    domain::directory made;
    made.put(domain::area{"99G", "Southend", "sub-icb", "", {}});
    made.put(domain::service{"eq-1", "Equipment", "equipment", "99G", "PV01", "QH8", domain::make_date(2020, 1, 1),
                             std::nullopt});
    return made;
}

db::event_row row(const std::string& type, json::object details) {
    return {.sequence = 42,
            .request = 1,
            .reference = "EQ-7K3M-2Q9D",
            .pathway = "equipment",
            .service = "eq-1",
            .type = type,
            .on = domain::make_date(2026, 11, 20),
            .recorded_at = domain::parse_instant("2026-11-22T12:00:00Z").value(),
            .details = std::move(details)};
}

TEST(StreamView, TellsAnEventInOneFrame) {
    EXPECT_EQ(event_frame(row("ordered", {}), places()),
              "id: 42\nevent: ordered\ndata: {\"sequence\":42,\"type\":\"ordered\",\"reference\":\"EQ-7K3M-2Q9D\","
              "\"pathway\":\"equipment\",\"service\":\"eq-1\",\"area\":\"99G\",\"on\":\"2026-11-20\","
              "\"recorded_at\":\"2026-11-22T12:00:00.000000Z\",\"details\":{}}\n\n");
}

TEST(StreamView, BeginsWithAPlaceToResumeFrom) {
    EXPECT_EQ(first_frame(41), "retry: 3000\n: events as they are recorded\nid: 41\n\n");
}

TEST(StreamView, LetsNoTypeBreakOutOfItsLine) {
    const auto text = event_frame(row("a\n\ndata: b", {}), places());
    EXPECT_EQ(text.find("\n\n"), text.size() - 2);
    EXPECT_EQ(text.find("event:"), std::string::npos);
}

} // namespace
} // namespace clockstart::api
