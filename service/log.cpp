#include "service/log.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>

#include <string_view>
#include <utility>

namespace clockstart::service {

namespace {

constexpr std::size_t queue_lines = 8192;

// The message as a JSON string, quotation marks included.
class quoted_message : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& into) override {
        const boost::json::value text(std::string_view{message.payload.data(), message.payload.size()});
        const auto quoted = boost::json::serialize(text);
        into.append(quoted.data(), quoted.data() + quoted.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<quoted_message>(); }
};

} // namespace

std::shared_ptr<spdlog::logger> open_log(const std::string& level, bool json) {
    spdlog::init_thread_pool(queue_lines, 1);
    auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>();
    auto log = std::make_shared<spdlog::async_logger>("clockstart", std::move(sink), spdlog::thread_pool(),
                                                      spdlog::async_overflow_policy::overrun_oldest);
    auto lines = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    lines->add_flag<quoted_message>('*');
    lines->set_pattern(json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","text":%*})"
                            : "%Y-%m-%dT%H:%M:%SZ %^%l%$ %v");
    log->set_formatter(std::move(lines));
    log->set_level(spdlog::level::from_str(level));
    log->flush_on(spdlog::level::warn);
    return log;
}

void close_log() { spdlog::shutdown(); }

} // namespace clockstart::service
