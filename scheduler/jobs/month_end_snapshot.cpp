#include "scheduler/jobs/all.hpp"
#include "scheduler/jobs/times.hpp"

#include "db/board_known.hpp"
#include "db/data_folder.hpp"
#include "db/history.hpp"
#include "db/live_board.hpp"

#include "domain/month_figures.hpp"

#include <boost/json/serialize.hpp>

namespace clockstart::scheduler {

namespace {

using namespace std::chrono_literals;

job_outcome run(const job_context& context, domain::instant due_at) {
    const std::chrono::year_month_day day{domain::london_date(due_at)};
    const auto last_day = domain::civil_date{day.year() / day.month() / 1} - std::chrono::days{1};
    const auto month = domain::month_number(last_day);
    if (context.at.history.find_snapshot(month, "waits")) {
        return {.note = "0 kept"};
    }
    const auto places = context.at.board.places();
    const auto pathways = context.at.board.pathways();
    // Not from the board as it is: after downtime, or when it is tried again, that knows more than was known then.
    const auto columns = db::board_known_at(context.at.folder.database(), *places, *pathways,
                                            *context.at.board.calendar(), due_at, context.stopping);
    const auto figures = domain::month_figures(columns, *places, *pathways, last_day, due_at);
    job_outcome done{.note = "1 kept"};
    done.effects.emplace_back(db::keep_snapshot{month, "waits", boost::json::serialize(figures), due_at});
    return done;
}

} // namespace

// The waits of the month that is over, as known then: what a board was told can be told again, whatever was corrected
// since.
job month_end_snapshot() {
    return {"month_end_snapshot", "Keep the waiting times of the month's end", catch_up::each,
            [](domain::instant after) { return next_monthly(after, 5min); }, run};
}

} // namespace clockstart::scheduler
