#include "api/same_child.hpp"

namespace clockstart::api {

domain::result<same_child> same_child_within_reach(const house& home, const principal& who,
                                                   std::string_view reference) {
    const auto seen = find_visible_request(home, who, reference);
    if (!seen) {
        return seen.error();
    }
    same_child all{.reference = seen->held.reference, .child = seen->held.child, .numbers = {}, .references = {}};
    for (const auto& one : home.history.requests_of_child(all.child)) {
        if (seen->within.covers(seen->places->service_index(one.service), one.facts.school_urn.value_or(0))) {
            all.numbers.push_back(one.number);
            all.references.push_back(one.reference);
        }
    }
    return all;
}

} // namespace clockstart::api
