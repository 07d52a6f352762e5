#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace clockstart::domain {

// An area under another one for some time: CCGs under STPs, sub-ICB locations under ICBs; both ends inclusive.
struct parentage {
    std::string parent;
    civil_date from{};
    std::optional<civil_date> to;
};

// A place that services are commissioned for. Three-letter codes are stable, parents are not; so parents carry dates.
struct area {
    std::string code; // "99G"
    std::string name;
    std::string kind; // "sub-icb", "icb", "region"
    std::string ons_code;
    std::vector<parentage> parents;
};

struct provider {
    std::string code;
    std::string name;
};

struct school {
    std::int64_t urn{};
    std::string name;
    std::string area;  // code
    std::string phase; // as in GIAS; may be empty
};

// A pathway delivered in an area by a provider, paid for by a commissioner, under a contract with dates.
struct service {
    std::string code;
    std::string name;
    std::string pathway;
    std::string area;
    std::string provider;
    std::string commissioner; // code of the area that pays
    civil_date contract_from{};
    std::optional<civil_date> contract_to;
    std::optional<civil_date> added_on{};        // none: longer ago than that was kept
    std::optional<civil_date> last_checked_on{}; // when its details were last found right
};

// Everything above, by code. A value: the daemon keeps one immutable copy and swaps it when reference data change.
class directory {
public:
    void put(area one);
    void put(provider one);
    void put(school one);
    void put(service one);

    const std::vector<area>& areas() const { return areas_; }
    const std::vector<provider>& providers() const { return providers_; }
    const std::vector<school>& schools() const { return schools_; }
    const std::vector<service>& services() const { return services_; }

    const area* find_area(std::string_view code) const;
    const provider* find_provider(std::string_view code) const;
    const school* find_school(std::int64_t urn) const;
    const service* find_service(std::string_view code) const;
    // Position in services(); stable, since services are never removed: the board keeps this number.
    std::optional<std::uint16_t> service_index(std::string_view code) const;

    // Whether `code` is `ancestor` or lies under it on that day ("boundaries as at").
    bool lies_within(std::string_view code, std::string_view ancestor, civil_date on) const;
    // The parent of an area on a day, or nullptr.
    const area* parent_of(std::string_view code, civil_date on) const;

private:
    std::vector<area> areas_;
    std::vector<provider> providers_;
    std::vector<school> schools_;
    std::vector<service> services_;
    std::unordered_map<std::string, std::size_t> area_places_, provider_places_, service_places_;
    std::unordered_map<std::int64_t, std::size_t> school_places_;
};

} // namespace clockstart::domain
