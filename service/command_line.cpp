#include "service/commands.hpp"
#include "service/exit_status.hpp"
#include "service/refusal_text.hpp"

#include "db/data_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <exception>
#include <functional>
#include <string>

namespace clockstart::service {

namespace {

using action = std::function<int()>;

// One subcommand. What it reads its options into is kept by the closure that runs it.
template <class Command>
CLI::App* add(CLI::App& program, const std::string& name, const std::string& help, Command& into,
              int (*run)(const Command&), action& chosen) {
    auto* command = program.add_subcommand(name, help);
    command->add_option("--data", into.data, "the data folder")->required();
    command->callback([&into, run, &chosen] { chosen = [&into, run] { return run(into); }; });
    return command;
}

// Where every command's options are put; lives as long as the command line is looked at.
struct wishes {
    serve_command serve;
    init_command init;
    demo_command demo;
    token_command token;
    person_command person;
    import_command published, requests, calendar;
    waits_command waits;
    deliver_command deliver;
    restore_command restore, backup, verify; // the latter two use some of it
};

void add_serving(CLI::App& program, wishes& into, action& chosen) {
    auto* serving = add(program, "serve", "serve a data folder: pages and API", into.serve, serve, chosen);
    serving->add_option("--listen", into.serve.listen, "ADDRESS:PORT (127.0.0.1:8080)");
    serving->add_option("--config", into.serve.config, "configuration file (TOML)");
    serving->add_option("--tls-cert", into.serve.tls_certificate, "certificate chain (PEM)");
    serving->add_option("--tls-key", into.serve.tls_key, "its key (PEM)");
    serving->add_option("--trial-clock", into.serve.trial_clock,
                        "move the daemon's clock: +42d, -3h or an instant; folders for trials only");
}

void add_making(CLI::App& program, wishes& into, action& chosen) {
    auto* initing = add(program, "init", "make an empty data folder", into.init, init, chosen);
    initing->add_flag("--trial", into.init.trial, "for trials: its clock may be moved");
    auto* demoing = add(program, "demo", "make a data folder of invented requests", into.demo, make_demo, chosen);
    demoing->add_option("--requests", into.demo.requests, "how many")
        ->required()
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{10'000'000}));
    demoing->add_option("--seed", into.demo.seed, "same seed, same answers")->required();
    demoing->add_option("--as-at", into.demo.as_at, "the day that it ends on (today)");
}

// What somebody may do and where.
void add_grant_options(CLI::App& to, token_command& into, const std::string& name_help) {
    to.add_option("--name", into.name, name_help)->required();
    to.add_option("--role", into.role, "what they may do")
        ->required()
        ->check(CLI::IsMember(
            {"therapist", "provider_manager", "school", "commissioner", "administrator", "auditor", "integrator"}));
    to.add_option("--area", into.areas, "code of an area it is for; may be repeated");
    to.add_option("--provider", into.providers, "code of a provider it is for; may be repeated");
    to.add_option("--school", into.schools, "URN of a school it is for; may be repeated");
    to.add_option("--expires-on", into.expires_on, "the last day on which it holds (no end)");
}

void add_people(CLI::App& program, wishes& into, action& chosen) {
    auto* person = program.add_subcommand("person", "people with an account");
    person->require_subcommand(1);
    auto* inviting = add(*person, "invite", "print the page by which they set up an account, alone, this once",
                         into.person, invite_person, chosen);
    add_grant_options(*inviting, into.person, "their name");
    inviting->add_option("--address", into.person.address, "their e-mail address (they say it themselves)");
}

void add_token_command(CLI::App& program, wishes& into, action& chosen) {
    auto* token = program.add_subcommand("token", "bearer tokens");
    token->require_subcommand(1);
    auto* adding = add(*token, "add", "make a token and print it, alone, this once", into.token, add_token, chosen);
    add_grant_options(*adding, into.token, "what it is for");
    add(*token, "list", "who holds a token: id, role, name, state, last use", into.token, list_tokens, chosen);
    auto* ending = add(*token, "end", "end a token, at once", into.token, end_token, chosen);
    ending->add_option("ID", into.token.id, "as `token list` shows it")->required();
}

void add_imports(CLI::App& program, wishes& into, action& chosen) {
    auto* importing = program.add_subcommand("import", "take in a file, whole or not at all");
    importing->require_subcommand(1);
    auto* published =
        add(*importing, "published", "figures that somebody else published", into.published, import_published, chosen);
    published->add_option("FILE", into.published.file, "CSV; the layout is recognised by its header")->required();
    published->add_option("--period", into.published.period,
                          "its month (YYYY-MM), where neither the file nor its name says so");
    auto* calendar =
        add(*importing, "calendar", "bank holidays, as gov.uk publishes them", into.calendar, import_calendar, chosen);
    calendar->add_option("FILE", into.calendar.file, "bank-holidays.json")->required();
    auto* requests =
        add(*importing, "requests", "a list of requests, one a row", into.requests, import_requests, chosen);
    requests->add_option("FILE", into.requests.file, "CSV")->required();
    requests->add_flag("--dry-run", into.requests.dry_run, "only look for faults");
    requests->add_option("--mapping", into.requests.mapping, "how to read somebody else's columns (TOML)");
}

void add_waits(CLI::App& program, wishes& into, action& chosen) {
    auto* waits = add(program, "waits", "who waits, and how long", into.waits, show_waits, chosen);
    waits->add_option("--pathway", into.waits.pathway, "code of a pathway");
    waits->add_option("--area", into.waits.area, "code of an area");
    waits->add_option("--group-by", into.waits.group_by,
                      "area, provider, service, pathway, month, age_band, sex, ethnicity, deprivation, priority, "
                      "setting or category");
    waits->add_option("--as-at", into.waits.as_at, "the day (today)");
    waits->add_option("--format", into.waits.format, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}));
}

void add_deliver(CLI::App& program, wishes& into, action& chosen) {
    auto* delivering = add(program, "deliver", "try the mail server out", into.deliver, deliver, chosen);
    delivering->add_option("--test", into.deliver.test, "the e-mail address that a test message is sent to")
        ->required();
    delivering->add_option("--config", into.deliver.config, "configuration file (TOML), the one that is served with");
}

void add_upkeep(CLI::App& program, wishes& into, action& chosen) {
    const auto prove = [](const restore_command& wanted) { return verify(wanted.data, wanted.file); };
    const auto copy = [](const restore_command& wanted) { return backup(wanted.data, wanted.file); };
    auto* proving = add<restore_command>(program, "verify", "prove ledger and audit chain", into.verify, prove, chosen);
    proving->add_option("--head", into.verify.file, "signed heads of the audit that were kept elsewhere");
    auto* backing = add<restore_command>(program, "backup", "write a backup, also while the folder is served",
                                         into.backup, copy, chosen);
    backing->add_option("FILE", into.backup.file, "a file that is not there yet")->required();
    auto* restoring = add(program, "restore", "make a new data folder of a backup", into.restore, restore, chosen);
    restoring->add_option("FILE", into.restore.file, "the backup")->required();
    restoring->add_option("--key", into.restore.key, "the folder's vault.key, which was kept apart")->required();
}

} // namespace

int run_command(int count, const char* const* words) {
    CLI::App program{"Clockstart keeps the clock on every child's wait for equipment, therapy or an assessment.",
                     "clockstart"};
    program.require_subcommand(1);
    wishes into;
    action chosen;
    add_serving(program, into, chosen);
    add_making(program, into, chosen);
    add_people(program, into, chosen);
    add_token_command(program, into, chosen);
    add_imports(program, into, chosen);
    add_waits(program, into, chosen);
    add_deliver(program, into, chosen);
    add_upkeep(program, into, chosen);
    program.add_subcommand("version", "print the version")->callback([&chosen] {
        chosen = [] {
            fmt::print("clockstart {}\n", CLOCKSTART_VERSION);
            return static_cast<int>(exit_done);
        };
    });
    try {
        program.parse(count, words);
    } catch (const CLI::ParseError& why) {
        return program.exit(why) == 0 ? exit_done : exit_wrong_usage;
    }
    try {
        return chosen();
    } catch (const db::folder_in_use& why) {
        tell_error(why.what());
        return exit_in_use;
    } catch (const std::exception& why) {
        tell_error(why.what());
        return exit_refused;
    }
}

} // namespace clockstart::service
