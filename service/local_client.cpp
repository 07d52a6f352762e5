#include "service/local_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/system_error.hpp>

#include <stdexcept>

namespace clockstart::service {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

local_reply ask(const std::filesystem::path& path, http::request<http::string_body>& question) {
    question.set(http::field::host, "localhost");
    question.set(http::field::accept, "application/json, text/csv;q=0.9");
    question.keep_alive(false);
    question.prepare_payload();
    try {
        asio::io_context loop{1};
        asio::local::stream_protocol::socket socket{loop};
        socket.connect(asio::local::stream_protocol::endpoint{path.string()});
        http::write(socket, question);
        boost::beast::flat_buffer buffer;
        http::response_parser<http::string_body> answer;
        answer.body_limit(boost::none); // it comes from our own daemon
        http::read(socket, buffer, answer);
        return {answer.get().result_int(), std::move(answer.get().body())};
    } catch (const boost::system::system_error& why) {
        throw std::runtime_error{"the daemon that serves this folder did not answer: " + why.code().message()};
    }
}

} // namespace

boost::json::object local_reply::json() const {
    boost::system::error_code error;
    auto value = boost::json::parse(body, error);
    if (error || !value.is_object()) {
        throw std::runtime_error{"the daemon's answer was not understood: is it another version of Clockstart?"};
    }
    return std::move(value.get_object());
}

local_reply local_client::get(std::string_view target) const {
    http::request<http::string_body> question{http::verb::get, boost::beast::string_view{target.data(), target.size()},
                                              11};
    return ask(socket_, question);
}

local_reply local_client::post(std::string_view target, const boost::json::object& body) const {
    http::request<http::string_body> question{http::verb::post, boost::beast::string_view{target.data(), target.size()},
                                              11};
    question.set(http::field::content_type, "application/json");
    question.body() = boost::json::serialize(body);
    return ask(socket_, question);
}

} // namespace clockstart::service
