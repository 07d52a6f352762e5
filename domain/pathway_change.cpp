#include "domain/document_reader.hpp"
#include "domain/limit_document.hpp"
#include "domain/pathway.hpp"

#include <algorithm>
#include <utility>

namespace clockstart::domain {

namespace {

// The codes of one list in the same places of the other; `next` may add more after them.
template <class Things>
void check_places(const Things& before, const Things& next, std::string_view list, document_reader& reader) {
    for (std::size_t place = 0; place < before.size(); ++place) {
        if (place >= next.size() || next[place].code != before[place].code) {
            reader.complain("/" + std::string{list} + "/" + std::to_string(place),
                            "is to be " + before[place].code +
                                ", as in another version: what is stored tells them by their place, so new ones come "
                                "after those that are there");
        }
    }
}

} // namespace

result<pathway> change_limits(const pathway& base, const boost::json::object& changes) {
    document_reader reader;
    reader.only(changes, {"targets", "applies"}, "");
    if (const auto* const applies = changes.if_contains("applies"); applies != nullptr && *applies != "running") {
        reader.complain("/applies", "is to be running: only waits that go on now are judged");
    }
    auto changed = base;
    const auto targets = reader.objects(changes, "targets", "");
    for (const auto& [one, at] : targets) {
        reader.only(*one, {"code", "limit"}, at);
        const auto code = reader.text(*one, "code", at, true);
        const auto limit = read_limit(*one, at, reader);
        const auto found = std::ranges::find(changed.targets, code, &target::code);
        if (found != changed.targets.end()) {
            found->limit = limit;
        } else if (!code.empty()) {
            reader.complain(at + "/code", "is no target of this pathway");
        }
    }
    if (targets.empty()) {
        reader.complain("/targets", "needs at least one target with its new limit");
    }
    if (!reader.faults.empty()) {
        return refusal{errc::invalid, std::move(reader.faults), BOOST_CURRENT_LOCATION};
    }
    return changed;
}

result<void> check_succession(const pathway& before, const pathway& next) {
    document_reader reader;
    if (next.prefix != before.prefix) {
        reader.complain("/prefix", "is to stay " + before.prefix + ": references begin with it");
    }
    if (next.opens_with != before.opens_with) {
        reader.complain("/opens_with", "is to stay " + before.opens_with + ": requests have been opened with it");
    }
    check_places(before.stages, next.stages, "stages", reader);
    check_places(before.targets, next.targets, "targets", reader);
    for (const auto& rule : before.events) {
        if (next.rule_of(rule.type) == nullptr) {
            reader.complain("/events", "lack " + rule.type + ", which another version has: ledgers may hold it");
        }
    }
    if (!reader.faults.empty()) {
        return refusal{errc::invalid, std::move(reader.faults), BOOST_CURRENT_LOCATION};
    }
    return {};
}

} // namespace clockstart::domain
