#pragma once

#include "api/event_hub.hpp"
#include "api/house.hpp"
#include "api/kept_answers.hpp"
#include "api/listener.hpp"
#include "api/people_desk.hpp"
#include "api/session_book.hpp"
#include "api/tokens.hpp"
#include "db/data_folder.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/value.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace clockstart::test {

// The whole of api on a real folder, served on loopback, with a clock that the test sets. The directory has areas 99G
// and 06Q under QH8 (99G in D7T5G from April 2026), 07H under QM7, providers PV01 and PV02, schools 999001 (99G) and
// 999002 (07H), and for each of equipment, slt and asd the services "<pathway>-<area>-PV01" in 99G, 06Q and 07H and
// "<pathway>-99G-PV02".
class house_server {
public:
    explicit house_server(std::string now = "2026-11-22T12:00:00Z", api::limits at_most = {});
    ~house_server();
    house_server(const house_server&) = delete;
    house_server& operator=(const house_server&) = delete;

    // A token of that role, limited to what is given.
    std::string token(const std::string& role, std::vector<std::string> areas = {},
                      std::vector<std::string> providers = {}, std::vector<std::int64_t> schools = {});

    reply get(const std::string& token, const std::string& target, const std::string& headers = "");
    reply post(const std::string& token, const std::string& target, const boost::json::value& body,
               const std::string& headers = "");
    // The body as JSON.
    boost::json::value json(const std::string& token, const std::string& target);

    // Whether an answer to a GET of that path is kept for that token that would be given again at that instant.
    bool keeps_answer(const std::string& token, const std::string& path, std::string_view at);

    void set_now(std::string_view instant);
    std::uint16_t port() const { return port_; }
    // From now on no bearer token is known.
    void forget_tokens() { knows_tokens_ = false; }
    // Also listens on the folder's socket, where everybody is its owner.
    std::filesystem::path listen_local();
    // Returns when the listener has stopped.
    void stop(std::chrono::milliseconds within);

    db::journal& journal() { return journal_; }
    const db::history& history() const { return history_; }
    const db::live_board& board() const { return board_; }

    // The smallest body of an equipment request; the NHS number is of the test range and differs by `child`.
    static boost::json::object equipment_request(const std::string& clock_start_on, int child = 1,
                                                 const std::string& service = "equipment-99G-PV01");

private:
    db::now_source clock();
    api::door make_door(const api::limits& at_most);
    void on_loop(const std::function<void()>& what);

    temp_folder place_;
    std::atomic<std::int64_t> now_;
    std::atomic<bool> knows_tokens_{true};
    db::data_folder folder_;
    db::vault vault_;
    db::live_board board_;
    db::journal journal_;
    db::history history_;
    api::session_book sessions_;
    api::token_book tokens_;
    api::people_desk people_{{.passes = 1, .memory = 8UL * 1024}}; // thousands of sign-ins, and not about their cost
    api::kept_answers answers_;
    boost::asio::thread_pool readers_{1};
    boost::asio::io_context loop_{1};
    api::event_hub live_;
    api::house house_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> staying_{loop_.get_executor()};
    api::listener listener_;
    std::uint16_t port_;
    std::thread thread_;
};

} // namespace clockstart::test
