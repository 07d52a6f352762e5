#include "service/demo/demo.hpp"

#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "service/demo/caseload.hpp"
#include "service/demo/places.hpp"

#include <boost/asio/use_future.hpp>

#include <future>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace clockstart::service {

namespace {

constexpr std::size_t chunk = 10'000; // requests in one transaction

using answer = domain::result<db::receipt>;

db::receipt accepted(const answer& stored) {
    if (stored) {
        return *stored;
    }
    std::string reason{name_of(stored.error().code)};
    for (const auto& fault : stored.error().faults) {
        reason += "; " + fault.pointer + " " + fault.detail;
    }
    throw std::runtime_error{"the demo could not be stored: " + reason};
}

// What waits to go into the journal in one transaction.
class batch {
public:
    batch(db::journal& journal, std::function<void(std::size_t)> progress)
        : journal_{journal}, progress_{std::move(progress)} {}

    void add(db::create_request request) {
        requests_.push_back(std::move(request));
        if (requests_.size() == chunk) {
            send();
        }
    }
    void send() {
        if (!requests_.empty()) {
            db::import_requests all;
            all.by = {"demo", {}};
            all.next = [this, place = std::size_t{0}]() mutable -> std::optional<db::import_requests::row> {
                if (place == requests_.size()) {
                    return {};
                }
                auto& request = requests_[place++];
                return db::import_requests::row{place, std::move(request)};
            };
            all.reader_failed = [] { return false; };
            all.progress = [this](std::size_t stored) { tell(stored); };
            accepted(journal_.append_and_wait(std::move(all)));
            stored_ += requests_.size();
            requests_.clear();
        }
        tell(0);
    }
    void count_one() { ++stored_; }

private:
    void tell(std::size_t more) const {
        if (progress_) {
            progress_(stored_ + more);
        }
    }

    db::journal& journal_;
    std::function<void(std::size_t)> progress_;
    std::vector<db::create_request> requests_;
    std::size_t stored_{0};
};

} // namespace

void fill_demo(db::journal& journal, const db::live_board& board, std::uint64_t requests, std::uint64_t seed,
               domain::civil_date as_at, std::function<void(std::size_t)> progress) {
    if (board.ask([](const domain::board& held, const domain::directory&) { return held.requests(); }) > 0) {
        throw std::logic_error{"the demo fills an empty folder only"};
    }
    const demo::places where{as_at, seed};
    accepted(journal.append_and_wait(where.directory()));

    demo::caseload cases{where, requests, seed, as_at};
    batch waiting{journal, std::move(progress)};
    // Those that a later one continues go on their own, since only their receipts tell their references. Nobody waits
    // for them before they are needed; no more than one chunk's are in the journal's queue at a time.
    std::unordered_map<std::uint64_t, std::future<answer>> to_be_continued;
    while (auto planned = cases.next()) {
        if (planned->continues) {
            auto earlier = to_be_continued.extract(*planned->continues);
            planned->request.facts.continues = accepted(earlier.mapped().get()).reference;
        }
        if (planned->is_continued) {
            to_be_continued.emplace(planned->number,
                                    journal.append(std::move(planned->request), boost::asio::use_future));
            waiting.count_one();
        } else {
            waiting.add(std::move(planned->request));
        }
    }
    for (auto& [number, outcome] : to_be_continued) {
        accepted(outcome.get());
    }
    waiting.send();
}

} // namespace clockstart::service
