#include "api/stream_view.hpp"

#include "db/told_event.hpp"

#include <boost/json/serialize.hpp>

namespace clockstart::api {

std::string event_frame(const db::event_row& row, const domain::directory& places) {
    std::string text = "id: " + std::to_string(row.sequence) + '\n';
    if (db::is_told_code(row.type)) { // a pathway added as data may call it anything; a line break would end the field
        text += "event: " + row.type + '\n';
    }
    text += "data: " + boost::json::serialize(db::told_event(row, places)) + "\n\n";
    return text;
}

std::string first_frame(std::int64_t after) {
    return "retry: 3000\n: events as they are recorded\nid: " + std::to_string(after) + "\n\n";
}

} // namespace clockstart::api
