#include "tests/scheduler/calling.hpp"

namespace clockstart::scheduler {

void calling::start() {
    running_.emplace();
    running_->caller.emplace(running_->loop, running_->pool, held.journal(), held.history(), held.board(), held.clock(),
                             caller_settings{how, [this] { return is_held; }});
    running_->caller->start();
}

void calling::stop() {
    if (running_) {
        running_->caller->stop();
        running_->loop.run();
        running_->pool.join();
        running_.reset();
    }
}

void calling::add(const std::string& name, const std::string& url, choice what) {
    held.accept(db::add_webhook{.by = {"tester", ""},
                                .id = name,
                                .name = name,
                                .host = "127.0.0.1",
                                .sealed_url = held.identities().seal_address(db::webhook_url_seal(name), url),
                                .sealed_secret = held.identities().seal_address(db::webhook_secret_seal(name), secret),
                                .areas = std::move(what.areas),
                                .providers = std::move(what.providers),
                                .types = std::move(what.types)});
}

void calling::settle(std::vector<test::webhook_receiver*> receivers) {
    const auto before = running_->caller->finished_passes();
    running_->caller->wake();
    go_on_until([&] {
        for (auto* const one : receivers) {
            one->has_none();
        }
        return running_->caller->finished_passes() > before;
    });
}

std::vector<db::delivery_row> calling::outbox(const std::string& webhook) const {
    auto all = held.history().outbox({.channel = "webhook", .limit = 10'000});
    std::erase_if(all, [&](const auto& one) { return one.recipient != webhook; });
    return all;
}

boost::json::object calling::body_of(const boost::json::object& call) {
    return boost::json::parse(std::string_view{call.at("body").as_string()}).as_object();
}

std::vector<std::string> calling::told(test::webhook_receiver& at) {
    std::vector<std::string> all;
    while (!at.has_none()) {
        const auto call = at.call();
        EXPECT_TRUE(call.at("verified").as_bool()) << call;
        const auto body = body_of(call);
        all.push_back(std::string{body.at("type").as_string()} + " " +
                      std::string{body.at("data").at("reference").as_string()});
    }
    return all;
}

} // namespace clockstart::scheduler
