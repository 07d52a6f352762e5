#include "api/answer.hpp"

#include <boost/json/serialize.hpp>

namespace clockstart::api {

answer json_answer(unsigned status, const boost::json::value& value) {
    return {status, "application/json; charset=utf-8", boost::json::serialize(value), {}};
}

answer html_answer(unsigned status, std::string page) {
    return {status, "text/html; charset=utf-8", std::move(page), {}};
}

answer csv_answer(std::string_view filename, std::string text) {
    return {200,
            "text/csv; charset=utf-8; header=present",
            std::move(text),
            {{"Content-Disposition", "attachment; filename=\"" + std::string{filename} + "\""}}};
}

answer redirect(std::string_view where) { return {303, "", "", {{"Location", std::string{where}}}}; }

answer empty_answer(unsigned status) { return {status, "", "", {}}; }

} // namespace clockstart::api
