#include "histories.hpp"

#include "domain/decision.hpp"
#include "domain/request.hpp"
#include "story.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <random>

namespace clockstart::domain {

namespace {

namespace json = boost::json;

class teller {
public:
    explicit teller(std::uint64_t seed) : random_{seed}, told_{.seed = seed, .rules = any_pathway(), .ledger = {}} {
        today_ = make_date(2025, 3, 1) + std::chrono::days{below(480)};
        open();
        const int attempts = 2 + below(22);
        for (int attempt = 0; attempt < attempts; ++attempt) {
            today_ += std::chrono::days{one_in(3) ? 0 : (one_in(6) ? below(90) : below(15))};
            attempt_one();
        }
    }
    history told() && { return std::move(told_); }

private:
    int below(int end) { return std::uniform_int_distribution{0, end - 1}(random_); }
    bool one_in(int n) { return below(n) == 0; }

    const pathway* any_pathway() {
        const auto built_in = builtin_pathways().current();
        const auto number =
            static_cast<std::size_t>(below(static_cast<int>(built_in.size()) + 3)); // the one with pauses more often
        return number < built_in.size() ? built_in[number] : &hearing_aids();
    }
    std::string any_service() { return told_.rules->code + "-" + static_cast<char>('A' + below(3)); }
    template <class List>
    std::string any_of(const List& list) {
        return std::string{list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))]};
    }

    void open() {
        request_facts facts{.service = any_service(), .priority = any_of(priorities)};
        facts.setting = one_in(3) ? "" : any_of(settings);
        facts.sex = any_of(sexes);
        facts.ethnicity = any_of(ethnicities);
        if (!one_in(4)) {
            facts.deprivation_decile = 1 + below(10);
        }
        if (!one_in(5)) {
            facts.age_years = below(26);
        }
        if (one_in(2)) {
            facts.school_urn = 100'000 + below(3);
        }
        if (told_.rules->code == "equipment") {
            facts.items.push_back({1, any_of(item_categories), "", 1 + below(3)});
        }
        record({told_.rules->opens_with, today_ - std::chrono::days{below(30)}, "", show_facts(facts)});
    }

    void attempt_one() {
        const auto& rules = *told_.rules;
        const auto& rule = rules.events[static_cast<std::size_t>(below(static_cast<int>(rules.events.size())))];
        if (rule.closes && !one_in(4)) {
            return;
        }
        proposed_event proposed{rule.type, today_ - std::chrono::days{one_in(3) ? below(20) : 0}, "other", {}};
        if (rule.type == event_type::transferred) {
            proposed.details["to_service"] = any_service();
        } else if (rule.type == event_type::corrected) {
            proposed.details["corrects"] = 1 + below(static_cast<int>(told_.ledger.size()));
            proposed.on -= std::chrono::days{below(30)};
            if (one_in(3)) {
                proposed.details["void"] = true;
            }
        } else if (rule.type == "not_brought" && !one_in(3)) {
            proposed.details["communicated"] = !one_in(4);
        } else if (!rule.requires_conditions.empty() && !one_in(3)) {
            json::object conditions;
            for (const auto& condition : rule.requires_conditions) {
                conditions[condition] = !one_in(12);
            }
            proposed.details["conditions"] = std::move(conditions);
        }
        record(std::move(proposed));
    }

    void record(proposed_event proposed) {
        auto decided = decide(*told_.rules, told_.ledger, proposed, today_);
        if (decided) {
            decided->sequence = static_cast<std::int64_t>(told_.ledger.size()) + 1;
            decided->recorded_at =
                first_instant(today_) + std::chrono::hours{9} + std::chrono::seconds{decided->sequence};
            told_.ledger.push_back(std::move(*decided));
        }
    }

    std::mt19937_64 random_;
    history told_;
    civil_date today_{};
};

} // namespace

history random_history(std::uint64_t seed) { return teller{seed}.told(); }

const directory& places_of_histories() {
    static const directory made = [] {
        directory places;
        places.put(area{"26A", "North", "sub-icb", "", {}});
        places.put(area{"99E", "South", "sub-icb", "", {}});
        places.put(provider{"P1", "First trust"});
        places.put(provider{"P2", "Second trust"});
        auto pathways = builtin_pathways().current();
        pathways.push_back(&hearing_aids());
        for (const auto* const one : pathways) {
            for (const char letter : {'A', 'B', 'C'}) {
                const auto code = one->code + "-" + letter;
                places.put(service{
                    code, code, one->code, letter == 'C' ? "26A" : "99E", letter == 'A' ? "P1" : "P2", "99E", {}, {}});
            }
        }
        return places;
    }();
    return made;
}

std::string told_at_length(const history& one) {
    auto text = "seed " + std::to_string(one.seed) + ", " + one.rules->code + "\n";
    for (const auto& line : one.ledger) {
        text += std::to_string(line.sequence) + " " + line.type + " " + format_date(line.on) + " " +
                json::serialize(line.details) + "\n";
    }
    return text;
}

} // namespace clockstart::domain
