#include "db/audit_repeats.hpp"

#include "db/audit_table.hpp"
#include "db/canonical.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace clockstart::db {

namespace {

using namespace std::chrono_literals;

std::string caller_of(const note_access& seen) {
    std::string key;
    add_field(key, seen.by.name);
    add_field(key, seen.by.token_id);
    add_field(key, seen.by.from);
    return key;
}

std::string key_of(const note_access& seen) {
    auto key = caller_of(seen);
    add_field(key, seen.what);
    add_field(key, seen.outcome);
    add_field(key, seen.reference);
    add_field(key, about_text(seen.requests));
    add_field(key, boost::json::serialize(seen.details));
    return key;
}

// Without what it was about: together with the caller's other refusals.
void forget_wish(note_access& seen) {
    seen.reference.clear();
    seen.requests.clear();
    seen.why.clear();
    seen.details = {{"several", true}};
}

} // namespace

bool audit_repeats::is_new(note_access& seen, domain::instant now) {
    auto key = key_of(seen);
    if (!open_.contains(key) && by_caller_[caller_of(seen)] >= most_of_one) {
        forget_wish(seen);
        key = key_of(seen);
    }
    if (!open_.contains(key) && open_.size() >= most_of_all) {
        forget_wish(seen);
        seen.by = {"", "", "several"};
        key = key_of(seen);
    }
    const auto [held, is_new] = open_.try_emplace(key, minute{seen, now + 1min});
    if (is_new) {
        ++by_caller_[caller_of(seen)];
        first_end_ = std::min(first_end_, held->second.end);
    } else {
        ++held->second.repeated;
    }
    return is_new;
}

std::vector<note_access> audit_repeats::counted(domain::instant now) {
    std::vector<note_access> told;
    first_end_ = domain::instant::max();
    for (auto one = open_.begin(); one != open_.end();) {
        auto& held = one->second;
        if (now < held.end) {
            first_end_ = std::min(first_end_, held.end);
            ++one;
            continue;
        }
        const auto caller = by_caller_.find(caller_of(held.first));
        if (caller != by_caller_.end() && --caller->second == 0) {
            by_caller_.erase(caller);
        }
        if (held.repeated > 0) {
            held.first.details["repeated"] = held.repeated;
            told.push_back(std::move(held.first));
        }
        one = open_.erase(one);
    }
    std::erase_if(by_caller_, [](const auto& caller) { return caller.second == 0; });
    return told;
}

} // namespace clockstart::db
