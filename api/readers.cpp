#include "api/readers.hpp"

#include "api/access_table.hpp"
#include "api/house.hpp"

namespace clockstart::api {

const domain::audience& audience_of(const house& home, const call& asked, face as) {
    if (!asked.who) {
        return home.audiences.everybody;
    }
    const auto& role = asked.who->role;
    if (role == "integrator") {
        return home.audiences.integrator;
    }
    if (may(role, right::see_children)) {
        return domain::named_access();
    }
    if (as == face::csv) {
        return home.audiences.file;
    }
    return role == "commissioner" ? home.audiences.commissioner : home.audiences.auditor;
}

} // namespace clockstart::api
