#include "scheduler/jobs/overtaken.hpp"

#include "db/history.hpp"

#include <limits>

namespace clockstart::scheduler {

db::close_prompts overtaken(const db::history& history, std::string_view job_code,
                            const std::function<bool(const db::prompt& one)>& still_holds) {
    db::prompt_question all;
    all.job = job_code;
    all.limit = std::numeric_limits<std::size_t>::max();
    db::close_prompts closing;
    for (const auto& one : history.prompts(all, [](std::string_view) { return true; })) {
        if (!still_holds(one.what)) {
            closing.numbers.push_back(one.number);
        }
    }
    return closing;
}

} // namespace clockstart::scheduler
