#include "service/folder_visit.hpp"

#include "service/daemon.hpp"

#include <exception>
#include <future>
#include <thread>
#include <utility>

namespace clockstart::service {

// Lives on a thread of its own from its building to its end, as a daemon has to.
class folder_visit::own_daemon {
public:
    explicit own_daemon(db::data_folder folder)
        : thread_{[this, held = std::move(folder)]() mutable { live(std::move(held)); }} {
        try {
            running_ = started_.get_future().get();
        } catch (...) {
            thread_.join();
            throw;
        }
    }
    ~own_daemon() {
        running_->ask_to_stop();
        may_end_.set_value();
        thread_.join();
    }
    own_daemon(const own_daemon&) = delete;
    own_daemon& operator=(const own_daemon&) = delete;

private:
    void live(db::data_folder folder) {
        bool told = false;
        try {
            const daemon_options how{.for_others = false};
            daemon serving{std::move(folder), how};
            serving.run([&] {
                told = true;
                started_.set_value(&serving);
            });
            may_end_.get_future()
                .wait(); // it may have ended by itself, when the disk failed: whoever asks it to stop must find it
        } catch (...) {
            if (!told) {
                started_.set_exception(std::current_exception());
            }
        }
    }

    std::promise<daemon*> started_;
    std::promise<void> may_end_;
    daemon* running_{nullptr};
    std::thread thread_; // last: it uses the promises
};

namespace {

std::filesystem::path socket_of(const std::filesystem::path& folder) { return folder / "clockstart.sock"; }

} // namespace

folder_visit::folder_visit(const std::filesystem::path& folder)
    : own_{db::data_folder::is_served(folder) ? nullptr : std::make_unique<own_daemon>(db::data_folder::open(folder))},
      client_{socket_of(folder)} {}

folder_visit::~folder_visit() = default;

} // namespace clockstart::service
