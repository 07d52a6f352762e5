#include "db/command_writer.hpp"

#include "db/audit_writer.hpp"
#include "db/calendar_rows.hpp"
#include "db/delivery_writer.hpp"
#include "db/directory_rows.hpp"
#include "db/directory_writer.hpp"
#include "db/import_writer.hpp"
#include "db/job_writer.hpp"
#include "db/judging_anew.hpp"
#include "db/ladder_rows.hpp"
#include "db/ladder_writer.hpp"
#include "db/message_writer.hpp"
#include "db/migrations.hpp"
#include "db/people_writer.hpp"
#include "db/prompt_writer.hpp"
#include "db/published_writer.hpp"
#include "db/request_writer.hpp"
#include "db/rules_writer.hpp"
#include "db/status_code.hpp"
#include "db/step_writer.hpp"
#include "db/token_writer.hpp"
#include "db/webhook_writer.hpp"

#include <soci/soci.h>

namespace clockstart::db {

struct command_writer::statements {
    explicit statements(soci::session& sql)
        : begin{(sql.prepare << std::string{dialect::begin_writing()})}, commit{(sql.prepare << "COMMIT")},
          savepoint{(sql.prepare << "SAVEPOINT command")}, release{(sql.prepare << "RELEASE SAVEPOINT command")},
          undo{(sql.prepare << "ROLLBACK TO SAVEPOINT command")} {}

    soci::statement begin, commit, savepoint, release, undo;
};

command_writer::command_writer(const std::filesystem::path& database, const vault& identities, now_source now)
    : connection_{database, dialect::role::writer} {
    migrate(sql());
    state_ = std::make_unique<journal_state>(sql(), identities, std::move(now));
    statements_ = std::make_unique<statements>(sql());
    state_->places = std::make_shared<domain::directory>(load_directory(sql()));
    state_->pathways = std::make_shared<domain::pathway_book>(load_pathway_book(sql()));
    state_->ladders = std::make_shared<domain::ladder_book>(load_ladders(sql()));
    state_->calendar = std::make_shared<domain::working_calendar>(load_calendar(sql()));
    state_->is_judging_anew = !load_pending(sql()).empty();
}

command_writer::~command_writer() = default;

void command_writer::begin() { statements_->begin.execute(true); }

domain::result<receipt> command_writer::write(const command& what) {
    // Readings are many, and nothing of one is written before it is sure that it will be.
    const bool may_be_undone = !std::holds_alternative<note_access>(what);
    undoable before{*state_};
    state_->only_tried = false;
    if (may_be_undone) {
        statements_->savepoint.execute(true);
    }
    const auto sequence = state_->head.sequence;
    auto done = std::visit([this](const auto& one) { return db::write(*state_, one); }, what);
    if (done && !state_->only_tried) {
        std::visit([&](const auto& one) { write_down(*state_, word_of(one), *done, sequence); }, what);
    } else {
        if (may_be_undone) {
            statements_->undo.execute(true);
        }
        before.undo();
    }
    if (may_be_undone) {
        statements_->release.execute(true);
    }
    return done;
}

void command_writer::commit() {
    write_down_repeats(*state_);
    state_->audit.store_head();
    store_head(sql(), state_->head);
    statements_->commit.execute(true);
}

std::string command_writer::give_up() noexcept {
    try {
        // Read before the rollback, which has an outcome of its own.
        auto why = dialect::last_failure(sql());
        try {
            sql() << "ROLLBACK";
        } catch (const std::exception&) {
            return why; // the engine has undone it already
        }
        return why;
    } catch (...) {
        return "unknown";
    }
}

} // namespace clockstart::db
