#include "tests/api/house_server.hpp"

#include "api/audit_note.hpp"
#include "api/secret.hpp"
#include "domain/nhs_number.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <future>

namespace clockstart::test {

namespace {

constexpr auto contract_start = domain::make_date(2020, 1, 1);

db::put_directory directory() {
    using namespace domain;
    const auto merger = make_date(2026, 4, 1);
    const auto before = merger - std::chrono::days{1};
    const auto start = make_date(2013, 4, 1);
    db::put_directory made;
    made.areas = {
        {"QH8", "Mid and South Essex", "icb", "", {}},
        {"QM7", "Hertfordshire and West Essex", "icb", "", {}},
        {"D7T5G", "Essex", "icb", "", {}},
        {"99G", "Southend", "sub-icb", "E38000168", {{"QH8", start, before}, {"D7T5G", merger, std::nullopt}}},
        {"06Q", "Mid Essex", "sub-icb", "E38000106", {{"QH8", start, before}, {"D7T5G", merger, std::nullopt}}},
        {"07H", "West Essex", "sub-icb", "E38000197", {{"QM7", start, std::nullopt}}}};
    made.providers = {{"PV01", "Estuary Children's Therapies"}, {"PV02", "Crouch Valley Community Care"}};
    made.schools = {{999001, "Saltmarsh School", "99G", "Special"},
                    {999002, "Forest Edge Primary School", "07H", "Primary"}};
    for (const std::string pathway : {"equipment", "slt", "asd"}) {
        for (const auto& [area, provider] :
             {std::pair{"99G", "PV01"}, std::pair{"06Q", "PV01"}, std::pair{"07H", "PV01"}, std::pair{"99G", "PV02"}}) {
            const auto code = pathway + "-" + area + "-" + provider;
            made.services.push_back(
                {code, "Service " + code, pathway, area, provider, "QH8", contract_start, std::nullopt});
        }
    }
    return made;
}

std::int64_t microseconds(std::string_view instant) {
    return domain::parse_instant(instant).value().time_since_epoch().count();
}

} // namespace

house_server::house_server(std::string now, api::limits at_most)
    : now_{microseconds(now)}, folder_{db::data_folder::make(place_.path() / "data", true)}, vault_{folder_.key_file()},
      journal_{folder_, vault_, board_, clock()}, history_{folder_, vault_},
      live_{loop_, journal_, history_, board_, clock(), readers_}, house_{journal_,
                                                                          history_,
                                                                          board_,
                                                                          vault_,
                                                                          clock(),
                                                                          sessions_,
                                                                          tokens_,
                                                                          people_,
                                                                          answers_,
                                                                          readers_,
                                                                          live_,
                                                                          {},
                                                                          {},
                                                                          {},
                                                                          {},
                                                                          domain::built_in_audiences(),
                                                                          api::publication::trial},
      listener_{loop_, house_, make_door(at_most)}, port_{listener_.listen("127.0.0.1", 0)}, thread_{[this] {
          loop_.run();
      }} {
    journal_.append_and_wait(directory()).value();
}

house_server::~house_server() {
    boost::asio::co_spawn(loop_, listener_.stop(), [this](const std::exception_ptr&) { staying_.reset(); });
    thread_.join();
    readers_.join();
    journal_.stop();
}

db::now_source house_server::clock() {
    return [this] { return domain::instant{std::chrono::microseconds{now_.load()}}; };
}

api::door house_server::make_door(const api::limits& at_most) {
    api::door at;
    at.find_token = [this](std::string_view token) {
        return knows_tokens_ ? api::know_token(house_, token) : std::optional<api::principal>{};
    };
    at.find_session = [this](std::string_view cookie) { return sessions_.find(cookie, house_.now()); };
    at.note_unknown_token = [this](const api::call& asked) { api::note_unknown_token(house_, asked); };
    at.is_session = [this](std::string_view cookie) { return sessions_.holds(cookie, house_.now()); };
    at.at_most = at_most;
    return at;
}

std::filesystem::path house_server::listen_local() {
    auto path = folder_.socket();
    on_loop([&] { listener_.listen_local(path); });
    return path;
}

void house_server::stop(std::chrono::milliseconds within) {
    const auto stopped = std::make_shared<std::promise<void>>();
    auto done = stopped->get_future();
    boost::asio::co_spawn(loop_, listener_.stop(within),
                          [stopped](const std::exception_ptr&) { stopped->set_value(); });
    done.wait();
}

void house_server::on_loop(const std::function<void()>& what) {
    const auto task = std::make_shared<std::packaged_task<void()>>(what);
    auto done = task->get_future();
    boost::asio::post(loop_, [task] { (*task)(); });
    done.get();
}

std::string house_server::token(const std::string& role, std::vector<std::string> areas,
                                std::vector<std::string> providers, std::vector<std::int64_t> schools) {
    auto secret = api::make_token();
    db::add_token command;
    command.by = {"test", ""};
    command.grant = {secret.substr(3, 8), role,        role, std::move(areas), std::move(providers),
                     std::move(schools),  house_.now()};
    command.secret_hash = api::secret_hash(secret);
    journal_.append_and_wait(std::move(command)).value();
    return secret;
}

reply house_server::get(const std::string& token, const std::string& target, const std::string& headers) {
    return http_client{port_}.get(target, "Authorization: Bearer " + token + "\r\n" + headers);
}

reply house_server::post(const std::string& token, const std::string& target, const boost::json::value& body,
                         const std::string& headers) {
    return http_client{port_}.post(target, "application/json", boost::json::serialize(body),
                                   "Authorization: Bearer " + token + "\r\n" + headers);
}

boost::json::value house_server::json(const std::string& token, const std::string& target) {
    return boost::json::parse(get(token, target).body);
}

bool house_server::keeps_answer(const std::string& token, const std::string& path, std::string_view at) {
    const auto look = [&] {
        api::call asked;
        asked.path = path;
        asked.who = tokens_.find(history_, token, house_.now());
        return answers_.find(asked, board_, domain::parse_instant(at).value()) != nullptr;
    };
    return boost::asio::post(loop_, boost::asio::use_future(look)).get();
}

void house_server::set_now(std::string_view instant) { now_ = microseconds(instant); }

boost::json::object house_server::equipment_request(const std::string& clock_start_on, int child,
                                                    const std::string& service) {
    auto nine = "999" + std::to_string(100'000 + child);
    while (domain::nhs_check_digit(nine) < 0) {
        nine = "999" + std::to_string(std::stoi(nine.substr(3)) + 500'000);
    }
    return {{"pathway", "equipment"},
            {"service", service},
            {"clock_start_on", clock_start_on},
            {"child", boost::json::object{{"nhs_number", nine + std::to_string(domain::nhs_check_digit(nine))},
                                          {"given_name", "Wren"},
                                          {"family_name", "Okonkwo-Test"},
                                          {"birth_date", "2018-02-03"},
                                          {"school_urn", 999001}}},
            {"priority", "routine"},
            {"setting", "school"},
            {"items", boost::json::array{boost::json::object{
                          {"category", "seating_and_standing"}, {"description", "Tilting chair"}, {"quantity", 2}}}}};
}

} // namespace clockstart::test
