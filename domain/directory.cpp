#include "domain/directory.hpp"

#include <algorithm>
#include <stdexcept>

namespace clockstart::domain {

namespace {

// Adds, or replaces in place what has the same key.
template <class Thing, class Places, class Key>
void put_into(std::vector<Thing>& things, Places& places, const Key& key, Thing one) {
    const auto [place, is_new] = places.try_emplace(key, things.size());
    if (is_new) {
        things.push_back(std::move(one));
    } else {
        things[place->second] = std::move(one);
    }
}

template <class Thing, class Places, class Key>
const Thing* find_in(const std::vector<Thing>& things, const Places& places, const Key& key) {
    const auto place = places.find(key);
    return place == places.end() ? nullptr : &things[place->second];
}

} // namespace

void directory::put(area one) {
    const auto code = one.code;
    put_into(areas_, area_places_, code, std::move(one));
}

void directory::put(provider one) {
    const auto code = one.code;
    put_into(providers_, provider_places_, code, std::move(one));
}

void directory::put(school one) {
    const auto urn = one.urn;
    put_into(schools_, school_places_, urn, std::move(one));
}

void directory::put(service one) {
    if (services_.size() == 65'535 && !service_places_.contains(one.code)) {
        throw std::length_error{"the board numbers services with 16 bits"};
    }
    const auto code = one.code;
    put_into(services_, service_places_, code, std::move(one));
}

const area* directory::find_area(std::string_view code) const {
    return find_in(areas_, area_places_, std::string{code});
}
const provider* directory::find_provider(std::string_view code) const {
    return find_in(providers_, provider_places_, std::string{code});
}
const school* directory::find_school(std::int64_t urn) const { return find_in(schools_, school_places_, urn); }
const service* directory::find_service(std::string_view code) const {
    return find_in(services_, service_places_, std::string{code});
}

std::optional<std::uint16_t> directory::service_index(std::string_view code) const {
    const auto place = service_places_.find(std::string{code});
    return place == service_places_.end() ? std::nullopt : std::optional{static_cast<std::uint16_t>(place->second)};
}

const area* directory::parent_of(std::string_view code, civil_date on) const {
    const auto* const child = find_area(code);
    if (child == nullptr) {
        return nullptr;
    }
    const auto held = std::ranges::find_if(
        child->parents, [&](const parentage& one) { return one.from <= on && (!one.to || on <= *one.to); });
    return held == child->parents.end() ? nullptr : find_area(held->parent);
}

bool directory::lies_within(std::string_view code, std::string_view ancestor, civil_date on) const {
    // Areas are three deep; the limit only keeps a circle in bad data from going on for ever.
    const auto* at = find_area(code);
    for (int depth = 0; at != nullptr && depth < 16; ++depth) {
        if (at->code == ancestor) {
            return true;
        }
        at = parent_of(at->code, on);
    }
    return false;
}

} // namespace clockstart::domain
