#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/backup.hpp"

#include <algorithm>
#include <functional>

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr std::string_view beginning = "clockstart-", ending = ".db";
constexpr std::size_t length_of_stamp = std::string_view{"20260105T031500Z"}.size();

// By the occurrence, so that a run that was cut short makes the same file again.
std::string file_name(domain::instant due_at) {
    std::string name{beginning};
    for (const char one : domain::format_instant(due_at).substr(0, 19)) {
        if (one != '-' && one != ':') {
            name.push_back(one);
        }
    }
    return name.append("Z").append(ending);
}

// The files that this job made, the newest first; others in the folder are not its business.
std::vector<fs::path> backups_in(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& one : fs::directory_iterator{folder}) {
        const auto name = one.path().filename().string();
        if (name.starts_with(beginning) && name.ends_with(ending) &&
            name.size() == beginning.size() + length_of_stamp + ending.size()) {
            found.push_back(one.path());
        }
    }
    std::ranges::sort(found, std::greater{});
    return found;
}

job_outcome run(const job_context& context, domain::instant due_at) {
    const auto& plan = context.at.backups;
    const auto file = plan.folder / file_name(due_at);
    if (!fs::exists(file)) { // else it was made, and proved, before a crash
        db::make_backup(context.at.folder, context.at.identities, file, context.stopping);
    }
    const auto all = backups_in(plan.folder);
    std::size_t removed = 0;
    for (auto place = std::max<std::size_t>(plan.keep, 1); place < all.size(); ++place) {
        removed += fs::remove(all[place]) ? 1 : 0;
    }
    return {.note = std::to_string(fs::file_size(file)) + " bytes; " + std::to_string(all.size() - removed) +
                    " kept, " + std::to_string(removed) + " removed"};
}

} // namespace

// A copy counts only once it has been opened again and proved; only then older ones go. Without the key, which is not
// in it, it names nobody.
job backup() {
    return {"backup", "Make a backup and prove it", catch_up::latest,
            [](domain::instant after) { return next_daily(after, 3h + 15min); }, run};
}

} // namespace clockstart::scheduler
