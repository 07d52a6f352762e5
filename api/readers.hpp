#pragma once

#include "api/call.hpp"

#include "domain/audience.hpp"

namespace clockstart::api {

struct house;

// As which audience a caller reads figures (domain/suppression.hpp). Roles that see children by name have them as they
// are, within their scope; but for the integrator, whose program hands them on to nobody knows whom. A table taken away
// by somebody who sees no names is a file.
const domain::audience& audience_of(const house& home, const call& asked, face as);
inline const domain::audience& audience_of(const house& home, const call& asked) {
    return audience_of(home, asked, asked.wanted);
}

} // namespace clockstart::api
